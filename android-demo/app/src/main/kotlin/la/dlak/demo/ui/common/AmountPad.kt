package la.dlak.demo.ui.common

import androidx.compose.foundation.combinedClickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.BoxScope
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.RowScope
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.text.TextAutoSize
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.automirrored.outlined.Backspace
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.rememberUpdatedState
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.hapticfeedback.HapticFeedbackType
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.platform.LocalHapticFeedback
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.SpanStyle
import androidx.compose.ui.text.buildAnnotatedString
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.text.withStyle
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.em
import androidx.compose.ui.unit.sp
import la.dlak.demo.R
import la.dlak.demo.common.AmountEntry
import la.dlak.demo.ui.theme.LocalLanguage
import java.text.DecimalFormatSymbols

/** The amount that is typed: as large as it fits, on one line. TalkBack says it after each key. */
@Composable
fun AmountDisplay(entry: AmountEntry, modifier: Modifier = Modifier) {
    val locale = LocalLanguage.current.locale
    val spoken = stringResource(R.string.common_pad_typed, entry.shown(locale))
    val colors = MaterialTheme.colorScheme
    val text = buildAnnotatedString {
        withStyle(SpanStyle(color = colors.onSurfaceVariant, fontSize = 0.6.em)) { append("₭ ") }
        withStyle(SpanStyle(color = if (entry.isEmpty) colors.outline else colors.onSurface)) { append(entry.shown(locale)) }
    }
    Text(
        text,
        modifier.fillMaxWidth().semantics {
            contentDescription = spoken
            liveRegion = LiveRegionMode.Polite
        },
        style = MaterialTheme.typography.displayLarge.copy(textAlign = TextAlign.Center),
        autoSize = TextAutoSize.StepBased(minFontSize = 20.sp, maxFontSize = 56.sp, stepSize = 2.sp),
        maxLines = 1,
        softWrap = false,
    )
}

/**
 * The keys of an amount. The decimal sign, which few people need, is a long press on the key with three zeros; a long press on
 * delete takes all of it back. A key that changes nothing says so to the thumb.
 */
@Composable
fun AmountKeys(
    entry: AmountEntry,
    onChange: (AmountEntry) -> Unit,
    modifier: Modifier = Modifier,
    isEnabled: Boolean = true,
) {
    // Two keys may be hit before the screen is drawn again: each counts from what the other made.
    val now by rememberUpdatedState(entry)
    val haptic = LocalHapticFeedback.current
    fun press(change: (AmountEntry) -> AmountEntry) {
        val changed = change(now)
        haptic.performHapticFeedback(if (changed == now) HapticFeedbackType.Reject else HapticFeedbackType.VirtualKey)
        if (changed != now) onChange(changed)
    }
    Column(modifier.fillMaxWidth(), verticalArrangement = Arrangement.spacedBy(8.dp)) {
        for (row in listOf(1..3, 4..6, 7..9)) {
            KeyRow { for (digit in row) DigitKey(digit, isEnabled) { press { it.digit(digit) } } }
        }
        KeyRow {
            ThousandKey(isEnabled, { press(AmountEntry::thousand) }, { press(AmountEntry::point) })
            DigitKey(0, isEnabled) { press { it.digit(0) } }
            DeleteKey(isEnabled, { press(AmountEntry::delete) }, { press { AmountEntry.EMPTY } })
        }
    }
}

@Composable
private fun KeyRow(keys: @Composable RowScope.() -> Unit) {
    Row(horizontalArrangement = Arrangement.spacedBy(8.dp), content = keys)
}

@Composable
private fun RowScope.DigitKey(digit: Int, isEnabled: Boolean, onClick: () -> Unit) {
    Key(isEnabled, onClick) { KeyText(digit.toString()) }
}

@Composable
private fun RowScope.ThousandKey(isEnabled: Boolean, onClick: () -> Unit, onPoint: () -> Unit) {
    val point = DecimalFormatSymbols.getInstance(LocalLanguage.current.locale).decimalSeparator.toString()
    val spoken = stringResource(R.string.common_pad_thousand)
    Key(isEnabled, onClick, onPoint, stringResource(R.string.common_pad_decimal)) {
        KeyText("000", Modifier.semantics { contentDescription = spoken })
        // With zeros behind it: a sign alone looks like dirt on the glass. Large letters leave no room for them.
        Text(
            if (LocalDensity.current.fontScale > LARGE_TEXT) point else point + "00",
            Modifier.align(Alignment.TopEnd).padding(top = 4.dp, end = 8.dp).clearAndSetSemantics {},
            color = MaterialTheme.colorScheme.onSurfaceVariant,
            style = MaterialTheme.typography.labelMedium,
        )
    }
}

@Composable
private fun RowScope.DeleteKey(isEnabled: Boolean, onClick: () -> Unit, onClear: () -> Unit) {
    Key(isEnabled, onClick, onClear, stringResource(R.string.common_clear)) {
        Icon(Icons.AutoMirrored.Outlined.Backspace, stringResource(R.string.common_delete))
    }
}

@Composable
private fun RowScope.Key(
    isEnabled: Boolean,
    onClick: () -> Unit,
    onLongClick: (() -> Unit)? = null,
    longClickLabel: String? = null,
    content: @Composable BoxScope.() -> Unit,
) {
    Surface(
        Modifier.weight(1f),
        shape = MaterialTheme.shapes.medium,
        color = MaterialTheme.colorScheme.surfaceContainerHigh,
    ) {
        Box(
            Modifier
                .combinedClickable(
                    enabled = isEnabled,
                    onLongClickLabel = longClickLabel,
                    onLongClick = onLongClick,
                    hapticFeedbackEnabled = false,
                    onClick = onClick,
                )
                .fillMaxWidth()
                .heightIn(min = 56.dp),
            contentAlignment = Alignment.Center,
            content = content,
        )
    }
}

@Composable
private fun KeyText(text: String, modifier: Modifier = Modifier) {
    Text(text, modifier, style = MaterialTheme.typography.headlineMedium, maxLines = 1, softWrap = false)
}
