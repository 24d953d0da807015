package la.dlak.demo.ui.till

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.items
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.automirrored.filled.KeyboardArrowLeft
import androidx.compose.material.icons.automirrored.filled.KeyboardArrowRight
import androidx.compose.material.icons.outlined.Storefront
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.pluralStringResource
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import la.dlak.demo.R
import la.dlak.demo.history.Movement
import la.dlak.demo.till.TillDayUiState
import la.dlak.demo.ui.common.AppScreen
import la.dlak.demo.ui.common.EmptyView
import la.dlak.demo.ui.common.EntryRow
import la.dlak.demo.ui.common.HugeMoney
import la.dlak.demo.ui.common.ProblemView
import la.dlak.demo.ui.common.rememberDates

/** What can be done on [TillDayScreen]. */
class TillDayActions(
    val onBack: () -> Unit,
    val onEarlier: () -> Unit,
    val onLater: () -> Unit,
    val onMore: () -> Unit,
    val onPayment: (Movement) -> Unit,
)

/** What the shop took on a day. */
@Composable
fun TillDayScreen(state: TillDayUiState, actions: TillDayActions) {
    AppScreen(stringResource(R.string.merchant_day), onBack = actions.onBack, isScrolling = false) {
        LazyColumn(verticalArrangement = Arrangement.spacedBy(4.dp)) {
            item { DayCard(state, actions) }
            state.problem?.let { problem -> item { ProblemView(problem) } }
            if (state.payments?.isEmpty() == true) {
                item {
                    EmptyView(
                        Icons.Outlined.Storefront,
                        stringResource(R.string.merchant_empty_title),
                        stringResource(R.string.merchant_empty_text),
                    )
                }
            }
            items(state.payments.orEmpty(), key = { it.seq.toLong() }) { entry ->
                val movement = Movement.of(entry)
                EntryRow(movement, rememberDates().time(entry.settledAt), onClick = { actions.onPayment(movement) })
            }
            if (state.hasMore) {
                item {
                    // It is composed when the list has come to its end.
                    LaunchedEffect(state.payments?.size) { actions.onMore() }
                }
            }
        }
    }
}

@Composable
private fun DayCard(state: TillDayUiState, actions: TillDayActions) {
    Surface(
        Modifier.fillMaxWidth().padding(bottom = 8.dp),
        MaterialTheme.shapes.large,
        MaterialTheme.colorScheme.primaryContainer,
        MaterialTheme.colorScheme.onPrimaryContainer,
    ) {
        Column(Modifier.padding(8.dp).padding(bottom = 8.dp), horizontalAlignment = Alignment.CenterHorizontally) {
            Row(verticalAlignment = Alignment.CenterVertically) {
                IconButton(actions.onEarlier) {
                    Icon(Icons.AutoMirrored.Filled.KeyboardArrowLeft, stringResource(R.string.merchant_earlier))
                }
                Text(
                    if (state.isToday) stringResource(R.string.common_today) else rememberDates().day(state.day),
                    Modifier.weight(1f),
                    style = MaterialTheme.typography.titleMedium,
                    textAlign = TextAlign.Center,
                )
                IconButton(actions.onLater, enabled = !state.isToday) {
                    Icon(Icons.AutoMirrored.Filled.KeyboardArrowRight, stringResource(R.string.merchant_later))
                }
            }
            state.total?.let {
                HugeMoney(it)
                Text(pluralStringResource(R.plurals.merchant_count, state.count, state.count), style = MaterialTheme.typography.bodyLarge)
            }
        }
    }
}
