package la.dlak.demo.ui.till

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.safeDrawingPadding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.CheckCircle
import androidx.compose.material.icons.filled.Info
import androidx.compose.material3.Button
import androidx.compose.material3.ButtonDefaults
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import la.dlak.demo.R
import la.dlak.demo.common.AmountEntry
import la.dlak.demo.platform.Chime
import la.dlak.demo.receive.Asking
import la.dlak.demo.till.TillUiState
import la.dlak.demo.ui.common.AmountScreen
import la.dlak.demo.ui.common.AppScreen
import la.dlak.demo.ui.common.HugeMoney
import la.dlak.demo.ui.common.NoteCard
import la.dlak.demo.ui.common.NoteKind
import la.dlak.demo.ui.common.PrimaryButton
import la.dlak.demo.ui.common.QuietButton
import la.dlak.demo.ui.common.SecondaryButton
import la.dlak.demo.ui.common.shown
import la.dlak.demo.ui.receive.RequestView

/** What can be done on [TillScreen]. */
class TillActions(
    val onBack: () -> Unit,
    val onDay: () -> Unit,
    val onAmount: (AmountEntry) -> Unit,
    val onRequest: () -> Unit,
    val onAgain: () -> Unit,
    val onAskBank: () -> Unit,
    val onCancel: () -> Unit,
    val onNext: () -> Unit,
    val onOtherSeen: () -> Unit,
)

/** The shop's counter: amount, code, paid, next. */
@Composable
fun TillScreen(state: TillUiState, actions: TillActions) {
    when (val asking = state.asking) {
        Asking.None -> Pad(state, actions)
        is Asking.Paid -> Paid(state, asking, actions)
        else -> Asked(state, asking, actions)
    }
}

@Composable
private fun Pad(state: TillUiState, actions: TillActions) {
    AmountScreen(
        stringResource(R.string.merchant_till),
        state.entry,
        actions.onAmount,
        actions.onBack,
        actions = { QuietButton(stringResource(R.string.merchant_day), actions.onDay) },
        button = { PrimaryButton(stringResource(R.string.receive_show_code), actions.onRequest, isEnabled = state.canGoOn) },
    ) {
        Other(state, actions)
    }
}

@Composable
private fun Asked(state: TillUiState, asking: Asking, actions: TillActions) {
    AppScreen(
        stringResource(R.string.merchant_till),
        onBack = actions.onCancel,
        bottom = { AskedButtons(asking, actions) },
    ) {
        Other(state, actions)
        RequestView(asking, state.name)
    }
}

@Composable
private fun ColumnScope.AskedButtons(asking: Asking, actions: TillActions) {
    when (asking) {
        is Asking.Expired -> PrimaryButton(stringResource(R.string.receive_new_code), actions.onAgain)
        is Asking.Unclear -> PrimaryButton(stringResource(R.string.receive_ask_bank), actions.onAskBank)
        is Asking.Refused ->
            if (asking.problem.canBeTriedAgain) PrimaryButton(stringResource(R.string.common_retry), actions.onAgain)
        else -> Unit
    }
    SecondaryButton(stringResource(R.string.common_cancel), actions.onCancel)
}

/** To be seen from across the counter: the colour, the tick, the word and the sound all say it. */
@Composable
private fun Paid(state: TillUiState, paid: Asking.Paid, actions: TillActions) {
    Chime(paid.request.id.value)
    val colors = MaterialTheme.colorScheme
    Surface(Modifier.fillMaxSize(), color = colors.tertiary, contentColor = colors.onTertiary) {
        Column(Modifier.safeDrawingPadding().padding(20.dp)) {
            Box(Modifier.weight(1f).fillMaxWidth(), Alignment.Center) {
                Column(
                    Modifier
                        .verticalScroll(rememberScrollState())
                        .semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Assertive },
                    Arrangement.spacedBy(12.dp),
                    Alignment.CenterHorizontally,
                ) {
                    Icon(Icons.Filled.CheckCircle, contentDescription = null, Modifier.size(144.dp))
                    Text(stringResource(R.string.merchant_paid), style = MaterialTheme.typography.displayMedium)
                    HugeMoney(paid.request.amount)
                    paid.income?.let {
                        Text(
                            stringResource(R.string.merchant_paid_by, it.name),
                            style = MaterialTheme.typography.headlineSmall,
                            textAlign = TextAlign.Center,
                        )
                    }
                }
            }
            Other(state, actions)
            Button(
                actions.onNext,
                Modifier.padding(top = 12.dp).fillMaxWidth().heightIn(min = 64.dp),
                colors = ButtonDefaults.buttonColors(containerColor = colors.onTertiary, contentColor = colors.tertiary),
            ) {
                Text(stringResource(R.string.merchant_next), style = MaterialTheme.typography.titleLarge)
            }
        }
    }
}

/** Money of somebody who is not the customer of now. */
@Composable
private fun Other(state: TillUiState, actions: TillActions) {
    val other = state.other ?: return
    NoteCard(
        stringResource(R.string.merchant_other, other.name, other.amount.shown()),
        NoteKind.CAUTION,
        Icons.Filled.Info,
        onClose = actions.onOtherSeen,
    )
}
