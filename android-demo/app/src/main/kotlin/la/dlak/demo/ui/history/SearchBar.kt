package la.dlak.demo.ui.history

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.text.KeyboardActions
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.outlined.ArrowDropDown
import androidx.compose.material.icons.outlined.Check
import androidx.compose.material.icons.outlined.Close
import androidx.compose.material.icons.outlined.Search
import androidx.compose.material3.DropdownMenu
import androidx.compose.material3.DropdownMenuItem
import androidx.compose.material3.FilterChip
import androidx.compose.material3.FilterChipDefaults
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalFocusManager
import androidx.compose.ui.res.pluralStringResource
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.selected
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.ImeAction
import androidx.compose.ui.unit.dp
import la.dlak.demo.R
import la.dlak.demo.history.HistoryUiState
import la.dlak.demo.history.KindChoice
import la.dlak.demo.history.MoneyFlow
import la.dlak.demo.history.Period
import la.dlak.demo.ui.common.shown
import la.dlak.wallet.HistorySummary

/** What is looked for, and what was found, all together. */
@Composable
internal fun SearchBar(state: HistoryUiState, actions: HistoryActions) {
    Column {
        SearchField(state.choice.text, actions.onText)
        FlowRow(horizontalArrangement = Arrangement.spacedBy(6.dp)) {
            ChoiceChip(stringResource(R.string.history_flow), state.choice.flow, MoneyFlow.entries, { it.text() }, actions.onFlow)
            ChoiceChip(stringResource(R.string.history_kind), state.choice.kind, KindChoice.entries, { it.text() }, actions.onKind)
            ChoiceChip(stringResource(R.string.history_period), state.choice.period, Period.entries, { it.text() }, actions.onPeriod)
        }
        state.summary?.takeIf { it.entries > 0u }?.let { Summary(it) }
    }
}

@Composable
private fun SearchField(text: String, onText: (String) -> Unit) {
    val focus = LocalFocusManager.current
    OutlinedTextField(
        text,
        onText,
        Modifier.fillMaxWidth(),
        placeholder = { Text(stringResource(R.string.history_search_hint)) },
        leadingIcon = { Icon(Icons.Outlined.Search, stringResource(R.string.common_search)) },
        trailingIcon = {
            if (text.isNotEmpty()) {
                IconButton({ onText("") }) { Icon(Icons.Outlined.Close, stringResource(R.string.common_clear)) }
            }
        },
        keyboardOptions = KeyboardOptions(imeAction = ImeAction.Search),
        keyboardActions = KeyboardActions(onSearch = { focus.clearFocus() }),
        singleLine = true,
        shape = MaterialTheme.shapes.medium,
    )
}

/** One of several; the first of them leaves nothing out, and then the chip says what could be chosen: its [name]. */
@Composable
private fun <T> ChoiceChip(name: String, chosen: T, all: List<T>, text: @Composable (T) -> String, onChoose: (T) -> Unit) {
    var isOpen by remember { mutableStateOf(false) }
    val isNarrow = chosen != all.first()
    val size = Modifier.size(FilterChipDefaults.IconSize)
    Box {
        FilterChip(
            isNarrow,
            { isOpen = true },
            { Text(if (isNarrow) text(chosen) else name, style = MaterialTheme.typography.labelMedium) },
            leadingIcon = if (isNarrow) ({ Icon(Icons.Outlined.Check, contentDescription = null, size) }) else null,
            trailingIcon = { Icon(Icons.Outlined.ArrowDropDown, contentDescription = null, size) },
        )
        DropdownMenu(isOpen, { isOpen = false }) {
            for (choice in all) {
                DropdownMenuItem(
                    { Text(text(choice)) },
                    {
                        isOpen = false
                        onChoose(choice)
                    },
                    Modifier.semantics { selected = choice == chosen },
                    trailingIcon = { if (choice == chosen) Icon(Icons.Outlined.Check, contentDescription = null) },
                )
            }
        }
    }
}

@Composable
private fun Summary(summary: HistorySummary) {
    FlowRow(
        Modifier.semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Polite },
        horizontalArrangement = Arrangement.spacedBy(16.dp),
    ) {
        val style = MaterialTheme.typography.titleSmall
        // More than Int can hold would be one and other all the same.
        val count = summary.entries.coerceAtMost(Int.MAX_VALUE.toULong()).toInt()
        Text(pluralStringResource(R.plurals.history_found, count, count), style = style)
        if (!summary.received.isZero) Text(stringResource(R.string.history_sum_in, summary.received.shown()), style = style)
        if (!summary.paid.isZero) Text(stringResource(R.string.history_sum_out, summary.paid.shown()), style = style)
    }
}

@Composable
private fun MoneyFlow.text() = stringResource(
    when (this) {
        MoneyFlow.ANY -> R.string.common_all
        MoneyFlow.IN -> R.string.history_flow_in
        MoneyFlow.OUT -> R.string.history_flow_out
    },
)

@Composable
private fun KindChoice.text() = stringResource(
    when (this) {
        KindChoice.ANY -> R.string.common_all
        KindChoice.PAYMENTS -> R.string.history_kind_payments
        KindChoice.TOP_UPS -> R.string.history_kind_top_ups
        KindChoice.REDEMPTIONS -> R.string.history_kind_redemptions
    },
)

@Composable
private fun Period.text() = stringResource(
    when (this) {
        Period.ANY -> R.string.common_all
        Period.TODAY -> R.string.common_today
        Period.LAST_7_DAYS -> R.string.history_period_week
        Period.THIS_MONTH -> R.string.history_period_this_month
        Period.LAST_MONTH -> R.string.history_period_last_month
    },
)
