package la.dlak.demo.ui.history

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.LazyListState
import androidx.compose.foundation.lazy.items
import androidx.compose.foundation.lazy.rememberLazyListState
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.automirrored.outlined.ReceiptLong
import androidx.compose.material.icons.outlined.SearchOff
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberUpdatedState
import androidx.compose.runtime.snapshotFlow
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import kotlinx.coroutines.flow.filter
import la.dlak.demo.R
import la.dlak.demo.history.HistoryChoice
import la.dlak.demo.history.HistoryUiState
import la.dlak.demo.history.KindChoice
import la.dlak.demo.history.MoneyFlow
import la.dlak.demo.history.Movement
import la.dlak.demo.history.Period
import la.dlak.demo.ui.common.AppScreen
import la.dlak.demo.ui.common.EmptyView
import la.dlak.demo.ui.common.EntryRow
import la.dlak.demo.ui.common.ProblemView
import la.dlak.demo.ui.common.QuietButton
import la.dlak.demo.ui.common.RefreshableList
import la.dlak.demo.ui.common.relativeDay
import la.dlak.demo.ui.common.rememberDates

class HistoryActions(
    val onBack: () -> Unit = {},
    val onText: (String) -> Unit = {},
    val onFlow: (MoneyFlow) -> Unit = {},
    val onKind: (KindChoice) -> Unit = {},
    val onPeriod: (Period) -> Unit = {},
    val onClear: () -> Unit = {},
    val onMovement: (Movement) -> Unit = {},
    val onEnd: () -> Unit = {},
    val onRefresh: () -> Unit = {},
)

/** All that moved, day by day; searched and filtered as one types. */
@Composable
fun HistoryScreen(state: HistoryUiState, actions: HistoryActions) {
    val list = rememberLazyListState()
    BackToTop(list, state.choice)
    AtTheEnd(list, state, actions.onEnd)
    AppScreen(stringResource(R.string.common_history), onBack = actions.onBack, isScrolling = false) {
        // Before the rows are known there is no list: it would forget at which row its owner was.
        if (state.days == null && state.problem == null) return@AppScreen
        RefreshableList(state.isRefreshing, actions.onRefresh, list = list) {
            // Where nothing ever moved there is nothing to look for.
            if (state.days?.isEmpty() != true || state.choice.isNarrow) item("search") { SearchBar(state, actions) }
            state.problem?.let { item("problem") { ProblemView(it, onRetry = actions.onRefresh) } }
            if (state.days?.isEmpty() == true) item("empty") { Nothing(state.choice, actions.onClear) }
            days(state, actions)
            if (state.hasMore) item("more") { More() }
        }
    }
}

private fun LazyListScope.days(state: HistoryUiState, actions: HistoryActions) {
    for (day in state.days.orEmpty()) {
        stickyHeader(key = day.date.toString()) {
            Text(
                rememberDates().relativeDay(day.date, state.today),
                Modifier.fillMaxWidth().background(MaterialTheme.colorScheme.background).padding(vertical = 8.dp).semantics { heading() },
                color = MaterialTheme.colorScheme.onSurfaceVariant,
                style = MaterialTheme.typography.titleSmall,
            )
        }
        items(day.movements, key = Movement::key) { movement ->
            EntryRow(movement, rememberDates().time(movement.at)) { actions.onMovement(movement) }
        }
    }
}

/** Nothing yet, or nothing that was looked for. */
@Composable
private fun Nothing(choice: HistoryChoice, onClear: () -> Unit) {
    if (choice.isNarrow) {
        EmptyView(Icons.Outlined.SearchOff, stringResource(R.string.history_nothing_title), stringResource(R.string.history_nothing_text)) {
            QuietButton(stringResource(R.string.history_show_all), onClear)
        }
    } else {
        EmptyView(
            Icons.AutoMirrored.Outlined.ReceiptLong,
            stringResource(R.string.home_empty_title),
            stringResource(R.string.home_empty_text),
        )
    }
}

@Composable
private fun More() {
    Text(
        stringResource(R.string.common_loading),
        Modifier.fillMaxWidth().padding(16.dp),
        color = MaterialTheme.colorScheme.onSurfaceVariant,
        textAlign = TextAlign.Center,
    )
}

/** Other rows are read from their beginning. */
@Composable
private fun BackToTop(list: LazyListState, choice: HistoryChoice) {
    val shown = remember { mutableListOf(choice) }
    LaunchedEffect(choice) {
        if (shown.single() != choice) list.scrollToItem(0)
        shown[0] = choice
    }
}

/** Asks for more rows a little before the last one is seen. */
@Composable
private fun AtTheEnd(list: LazyListState, state: HistoryUiState, onEnd: () -> Unit) {
    val reached by rememberUpdatedState(onEnd)
    LaunchedEffect(list, state.days) {
        snapshotFlow { list.layoutInfo }
            .filter { (it.visibleItemsInfo.lastOrNull()?.index ?: 0) >= it.totalItemsCount - AHEAD }
            .collect { reached() }
    }
}

private const val AHEAD = 10
