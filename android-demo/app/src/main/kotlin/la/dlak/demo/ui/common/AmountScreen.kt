package la.dlak.demo.ui.common

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.RowScope
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalConfiguration
import androidx.compose.ui.unit.dp
import la.dlak.demo.common.AmountEntry

/**
 * A screen on which an amount is typed: what is typed and what is to be known about it above, the keys and the [button] where
 * the thumb is. On a phone that lies on its side they stand beside each other.
 *
 * @param about under the amount: what there is to spend, what is wrong with it
 */
@Composable
fun AmountScreen(
    title: String,
    entry: AmountEntry,
    onChange: (AmountEntry) -> Unit,
    onBack: (() -> Unit)?,
    button: @Composable () -> Unit,
    modifier: Modifier = Modifier,
    isEnabled: Boolean = true,
    actions: @Composable RowScope.() -> Unit = {},
    about: @Composable ColumnScope.() -> Unit,
) {
    val keys = @Composable {
        AmountKeys(entry, onChange, isEnabled = isEnabled)
        button()
    }
    if (LocalConfiguration.current.screenHeightDp >= LOW_DP) {
        AppScreen(title, modifier, onBack, actions = actions, bottom = { keys() }) {
            AmountDisplay(entry, Modifier.padding(top = 12.dp))
            about()
        }
    } else {
        AppScreen(title, modifier, onBack, isScrolling = false, actions = actions) {
            Row(horizontalArrangement = Arrangement.spacedBy(20.dp), verticalAlignment = Alignment.Top) {
                Half {
                    AmountDisplay(entry)
                    about()
                }
                Half { keys() }
            }
        }
    }
}

@Composable
private fun RowScope.Half(content: @Composable ColumnScope.() -> Unit) {
    Column(
        Modifier.weight(1f).verticalScroll(rememberScrollState()),
        verticalArrangement = Arrangement.spacedBy(12.dp),
        content = content,
    )
}

/** With less height than this the keys would leave no room for the amount. */
private const val LOW_DP = 520
