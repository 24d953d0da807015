package la.dlak.demo.ui.common

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.foundation.text.TextAutoSize
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Check
import androidx.compose.material.icons.outlined.Schedule
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp
import la.dlak.wallet.Amount

/** How it ended, or that it has not yet. */
enum class ResultKind { DONE, WAITING }

/** What became of something, over the whole screen: read aloud as soon as it is there. */
@Composable
fun ResultView(kind: ResultKind, title: String, amount: Amount?, text: String?, modifier: Modifier = Modifier) {
    Column(
        modifier.fillMaxWidth().padding(top = 40.dp).semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Assertive },
        verticalArrangement = Arrangement.spacedBy(12.dp),
        horizontalAlignment = Alignment.CenterHorizontally,
    ) {
        ResultBadge(kind)
        Text(
            title,
            Modifier.semantics { heading() },
            style = MaterialTheme.typography.headlineMedium,
            textAlign = TextAlign.Center,
        )
        if (amount != null) HugeMoney(amount)
        if (text != null) {
            Text(
                text,
                color = MaterialTheme.colorScheme.onSurfaceVariant,
                style = MaterialTheme.typography.bodyLarge,
                textAlign = TextAlign.Center,
            )
        }
    }
}

/** As large as it fits on one line. */
@Composable
fun HugeMoney(amount: Amount, modifier: Modifier = Modifier) {
    Text(
        amount.shown(),
        modifier.fillMaxWidth(),
        style = MaterialTheme.typography.displayLarge.copy(textAlign = TextAlign.Center),
        autoSize = TextAutoSize.StepBased(minFontSize = 20.sp, maxFontSize = 52.sp, stepSize = 2.sp),
        maxLines = 1,
        softWrap = false,
    )
}

@Composable
private fun ResultBadge(kind: ResultKind) {
    val colors = MaterialTheme.colorScheme
    val (container, content) = when (kind) {
        ResultKind.DONE -> colors.tertiaryContainer to colors.onTertiaryContainer
        ResultKind.WAITING -> colors.secondaryContainer to colors.onSecondaryContainer
    }
    val icon = if (kind == ResultKind.DONE) Icons.Filled.Check else Icons.Outlined.Schedule
    Box(Modifier.size(112.dp).background(container, CircleShape), Alignment.Center) {
        Icon(icon, contentDescription = null, Modifier.size(64.dp), content)
    }
}
