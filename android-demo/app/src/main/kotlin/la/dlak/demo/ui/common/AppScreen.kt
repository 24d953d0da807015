package la.dlak.demo.ui.common

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.RowScope
import androidx.compose.foundation.layout.fillMaxHeight
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.imePadding
import androidx.compose.foundation.layout.navigationBarsPadding
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.text.TextAutoSize
import androidx.compose.foundation.verticalScroll
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.automirrored.filled.ArrowBack
import androidx.compose.material3.CenterAlignedTopAppBar
import androidx.compose.material3.ExperimentalMaterial3Api
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Scaffold
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalConfiguration
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextOverflow
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp
import la.dlak.demo.R

/**
 * A screen: a title, what it shows (which scrolls, for large text), and at the bottom, where a thumb is, what can be done.
 *
 * @param isScrolling false for content that scrolls by itself, like a list
 */
@OptIn(ExperimentalMaterial3Api::class)
@Composable
fun AppScreen(
    title: String,
    modifier: Modifier = Modifier,
    onBack: (() -> Unit)? = null,
    isScrolling: Boolean = true,
    actions: @Composable RowScope.() -> Unit = {},
    bottom: (@Composable ColumnScope.() -> Unit)? = null,
    content: @Composable ColumnScope.() -> Unit,
) {
    val screen = LocalConfiguration.current
    val isLow = screen.screenHeightDp < LOW_DP && screen.screenWidthDp > screen.screenHeightDp
    Scaffold(
        modifier = modifier.imePadding(),
        topBar = {
            Column {
                CenterAlignedTopAppBar(
                    title = {
                        Text(
                            title,
                            Modifier.semantics { heading() },
                            style = MaterialTheme.typography.titleLarge,
                            // The bar is of one height: a long title in large letters gets smaller, before it loses its end.
                            autoSize = TextAutoSize.StepBased(minFontSize = 12.sp, maxFontSize = MaterialTheme.typography.titleLarge.fontSize, stepSize = 1.sp),
                            maxLines = 1,
                            overflow = TextOverflow.Ellipsis,
                        )
                    },
                    navigationIcon = {
                        if (onBack != null) {
                            IconButton(onBack) {
                                Icon(Icons.AutoMirrored.Filled.ArrowBack, stringResource(R.string.common_back))
                            }
                        }
                    },
                    actions = actions,
                )
                OfflineBanner()
            }
        },
        bottomBar = {
            if (bottom != null && !isLow) {
                Column(
                    Modifier.fillMaxWidth().navigationBarsPadding().padding(horizontal = 20.dp, vertical = 12.dp),
                    verticalArrangement = Arrangement.spacedBy(8.dp),
                    content = bottom,
                )
            }
        },
    ) { inner ->
        val scroll = if (isScrolling) Modifier.verticalScroll(rememberScrollState()) else Modifier
        Row(Modifier.fillMaxSize().padding(inner)) {
            Column(
                Modifier.weight(1f).fillMaxHeight().then(scroll).padding(horizontal = 20.dp),
                verticalArrangement = Arrangement.spacedBy(12.dp),
                content = content,
            )
            if (bottom != null && isLow) Beside(bottom)
        }
    }
}

/** Where the thumb of a phone that lies on its side is: under what is shown, the buttons would leave no room for it. */
@Composable
private fun RowScope.Beside(buttons: @Composable ColumnScope.() -> Unit) {
    Column(
        Modifier.weight(0.7f).fillMaxHeight().verticalScroll(rememberScrollState()).padding(end = 20.dp, bottom = 12.dp),
        verticalArrangement = Arrangement.spacedBy(8.dp, Alignment.Bottom),
        content = buttons,
    )
}

/** A phone that lies on its side has less height than this. */
private const val LOW_DP = 520
