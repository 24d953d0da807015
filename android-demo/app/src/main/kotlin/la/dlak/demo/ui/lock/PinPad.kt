package la.dlak.demo.ui.lock

import androidx.compose.animation.animateColorAsState
import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.RowScope
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.automirrored.outlined.Backspace
import androidx.compose.material.icons.filled.Check
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.hapticfeedback.HapticFeedbackType
import androidx.compose.ui.platform.LocalHapticFeedback
import androidx.compose.ui.res.pluralStringResource
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.unit.dp
import la.dlak.demo.R
import la.dlak.demo.lock.PinPadActions
import la.dlak.demo.lock.PinPadState

private val KEY_HEIGHT = 64.dp
private const val FEWEST_DOTS = 6

/** How many digits are typed: TalkBack says the number, never a digit. */
@Composable
fun PinDots(state: PinPadState, modifier: Modifier = Modifier) {
    val said = pluralStringResource(R.plurals.common_pin_digits, state.count, state.count.toString())
    Row(
        modifier.heightIn(min = 24.dp).clearAndSetSemantics {
            contentDescription = said
            liveRegion = LiveRegionMode.Polite
        },
        horizontalArrangement = Arrangement.spacedBy(if (state.count > FEWEST_DOTS) 8.dp else 16.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        repeat(maxOf(FEWEST_DOTS, state.count)) { Dot(isFilled = it < state.count) }
    }
}

@Composable
private fun Dot(isFilled: Boolean) {
    val colors = MaterialTheme.colorScheme
    val fill by animateColorAsState(if (isFilled) colors.primary else Color.Transparent, label = "dot")
    Spacer(
        Modifier.size(16.dp).background(fill, CircleShape).border(2.dp, if (isFilled) colors.primary else colors.outline, CircleShape),
    )
}

/** Ten digits, "delete" and "enter", where a thumb is. [extra] stands in the place of "delete" while nothing is typed. */
@Composable
fun PinPad(
    state: PinPadState,
    actions: PinPadActions,
    modifier: Modifier = Modifier,
    extra: (@Composable (Modifier) -> Unit)? = null,
) {
    Column(
        modifier.widthIn(max = 400.dp).fillMaxWidth(),
        verticalArrangement = Arrangement.spacedBy(8.dp),
    ) {
        for (row in listOf("123", "456", "789")) PadRow { for (digit in row) DigitKey(digit, state, actions, Modifier.weight(1f)) }
        PadRow {
            val place = Modifier.weight(1f)
            if (extra != null && state.count == 0) {
                extra(place)
            } else {
                SignKey(
                    Icons.AutoMirrored.Outlined.Backspace,
                    stringResource(R.string.settings_pin_delete),
                    actions::onDelete,
                    isEnabled = state.canType && state.count > 0,
                    place,
                )
            }
            DigitKey('0', state, actions, place)
            SubmitKey(state, actions, place)
        }
    }
}

@Composable
private fun PadRow(keys: @Composable RowScope.() -> Unit) {
    Row(Modifier.fillMaxWidth(), horizontalArrangement = Arrangement.spacedBy(8.dp), content = keys)
}

@Composable
private fun DigitKey(digit: Char, state: PinPadState, actions: PinPadActions, modifier: Modifier) {
    val touch = LocalHapticFeedback.current
    Surface(
        onClick = {
            touch.performHapticFeedback(HapticFeedbackType.KeyboardTap)
            actions.onDigit(digit)
        },
        modifier = modifier.heightIn(min = KEY_HEIGHT),
        enabled = state.canType,
        shape = KeyShape,
        color = MaterialTheme.colorScheme.surfaceContainerHigh,
        contentColor = MaterialTheme.colorScheme.onSurface.copy(alpha = if (state.canType) 1f else DISABLED),
    ) {
        Box(contentAlignment = Alignment.Center) { Text(digit.toString(), style = MaterialTheme.typography.headlineMedium) }
    }
}

@Composable
private fun SubmitKey(state: PinPadState, actions: PinPadActions, modifier: Modifier) {
    val colors = MaterialTheme.colorScheme
    Surface(
        onClick = actions::onSubmit,
        modifier = modifier.heightIn(min = KEY_HEIGHT),
        enabled = state.canSubmit,
        shape = KeyShape,
        color = if (state.canSubmit) colors.primary else colors.surfaceContainer,
        contentColor = if (state.canSubmit) colors.onPrimary else colors.onSurface.copy(alpha = DISABLED),
    ) {
        Box(contentAlignment = Alignment.Center) { Icon(Icons.Filled.Check, stringResource(R.string.settings_pin_submit)) }
    }
}

/** A key of the pad with a sign on it. */
@Composable
fun SignKey(icon: ImageVector, label: String, onClick: () -> Unit, isEnabled: Boolean, modifier: Modifier = Modifier) {
    Surface(
        onClick = onClick,
        modifier = modifier.heightIn(min = KEY_HEIGHT),
        enabled = isEnabled,
        shape = KeyShape,
        color = Color.Transparent,
        contentColor = MaterialTheme.colorScheme.onSurface.copy(alpha = if (isEnabled) 1f else DISABLED),
    ) {
        Box(contentAlignment = Alignment.Center) { Icon(icon, label) }
    }
}

private val KeyShape = RoundedCornerShape(20.dp)

/** What can't be pressed is paler. */
private const val DISABLED = 0.38f
