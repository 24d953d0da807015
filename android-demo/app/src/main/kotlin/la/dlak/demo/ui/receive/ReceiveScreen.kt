package la.dlak.demo.ui.receive

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Check
import androidx.compose.material.icons.filled.Share
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import la.dlak.demo.R
import la.dlak.demo.common.AmountEntry
import la.dlak.demo.platform.BrightScreen
import la.dlak.demo.platform.Chime
import la.dlak.demo.receive.Asking
import la.dlak.demo.receive.ReceiveStep
import la.dlak.demo.receive.ReceiveUiState
import la.dlak.demo.ui.common.AmountScreen
import la.dlak.demo.ui.common.AppScreen
import la.dlak.demo.ui.common.NoteCard
import la.dlak.demo.ui.common.NoteKind
import la.dlak.demo.ui.common.PrimaryButton
import la.dlak.demo.ui.common.QrView
import la.dlak.demo.ui.common.ResultKind
import la.dlak.demo.ui.common.ResultView
import la.dlak.demo.ui.common.SecondaryButton
import la.dlak.demo.ui.common.shown

/** What can be done on [ReceiveScreen]. */
class ReceiveActions(
    val onBack: () -> Unit,
    val onAskForAmount: () -> Unit,
    val onAmount: (AmountEntry) -> Unit,
    val onMemo: (String) -> Unit,
    val onRequest: () -> Unit,
    val onAgain: () -> Unit,
    val onAskBank: () -> Unit,
    val onReceivedSeen: () -> Unit,
    val onShare: (code: String) -> Unit,
)

/** To be paid: one's own code, or a request for an amount. */
@Composable
fun ReceiveScreen(state: ReceiveUiState, actions: ReceiveActions, couldNotShare: Boolean = false) {
    when (val step = state.step) {
        is ReceiveStep.Own -> OwnCode(state, step, actions, couldNotShare)
        is ReceiveStep.Typing -> Typing(step, actions)
        is ReceiveStep.Requested -> Requested(state, step.asking, actions, couldNotShare)
    }
}

@Composable
private fun OwnCode(state: ReceiveUiState, step: ReceiveStep.Own, actions: ReceiveActions, couldNotShare: Boolean) {
    BrightScreen()
    AppScreen(
        stringResource(R.string.common_receive),
        onBack = actions.onBack,
        actions = { step.code?.let { ShareButton { actions.onShare(it) } } },
        bottom = { PrimaryButton(stringResource(R.string.receive_ask_amount), actions.onAskForAmount) },
    ) {
        Received(state, actions)
        Column(Modifier.fillMaxWidth().padding(top = 8.dp), Arrangement.spacedBy(12.dp), Alignment.CenterHorizontally) {
            val name = state.name.orEmpty()
            step.code?.let { QrView(it, stringResource(R.string.receive_code_label, name)) }
            Text(name, style = MaterialTheme.typography.headlineSmall, textAlign = TextAlign.Center)
            Text(
                stringResource(R.string.receive_own_hint),
                color = MaterialTheme.colorScheme.onSurfaceVariant,
                style = MaterialTheme.typography.bodyLarge,
                textAlign = TextAlign.Center,
            )
            ShareFailed(couldNotShare)
        }
    }
}

@Composable
private fun Typing(step: ReceiveStep.Typing, actions: ReceiveActions) {
    AmountScreen(
        stringResource(R.string.receive_amount_title),
        step.entry,
        actions.onAmount,
        actions.onBack,
        button = { PrimaryButton(stringResource(R.string.receive_show_code), actions.onRequest, isEnabled = step.canGoOn) },
    ) {
        OutlinedTextField(
            step.memo,
            actions.onMemo,
            Modifier.fillMaxWidth(),
            label = { Text(stringResource(R.string.receive_memo_label)) },
            singleLine = true,
        )
    }
}

@Composable
private fun Requested(state: ReceiveUiState, asking: Asking, actions: ReceiveActions, couldNotShare: Boolean) {
    val code = (asking as? Asking.Open)?.request?.code
    AppScreen(
        stringResource(R.string.common_receive),
        onBack = actions.onBack,
        actions = { if (code != null) ShareButton { actions.onShare(code) } },
        bottom = { RequestButtons(asking, actions) },
    ) {
        Received(state, actions)
        if (asking is Asking.Paid) Paid(asking) else RequestView(asking, state.name)
        ShareFailed(couldNotShare)
    }
}

@Composable
private fun ColumnScope.RequestButtons(asking: Asking, actions: ReceiveActions) {
    when (asking) {
        is Asking.Paid -> PrimaryButton(stringResource(R.string.common_done), actions.onBack)
        is Asking.Expired -> {
            PrimaryButton(stringResource(R.string.receive_new_code), actions.onAgain)
            SecondaryButton(stringResource(R.string.receive_change_amount), actions.onBack)
        }
        is Asking.Refused -> {
            if (asking.problem.canBeTriedAgain) PrimaryButton(stringResource(R.string.common_retry), actions.onAgain)
            SecondaryButton(stringResource(R.string.receive_change_amount), actions.onBack)
        }
        is Asking.Unclear -> SecondaryButton(stringResource(R.string.receive_ask_bank), actions.onAskBank)
        Asking.None, is Asking.Making, is Asking.Open ->
            SecondaryButton(stringResource(R.string.receive_change_amount), actions.onBack)
    }
}

@Composable
private fun Paid(paid: Asking.Paid) {
    Chime(paid.request.id.value)
    ResultView(
        ResultKind.DONE,
        stringResource(R.string.receive_received_title),
        paid.request.amount,
        paid.income?.let { stringResource(R.string.receive_from, it.name) },
    )
}

/** Money that came while the screen is open. */
@Composable
private fun Received(state: ReceiveUiState, actions: ReceiveActions) {
    val received = state.received ?: return
    Chime("${received.seq}")
    NoteCard(
        stringResource(R.string.receive_received_from, received.amount.shown(), received.name),
        NoteKind.GOOD,
        Icons.Filled.Check,
        onClose = actions.onReceivedSeen,
    )
}

@Composable
private fun ShareButton(onClick: () -> Unit) {
    IconButton(onClick) { Icon(Icons.Filled.Share, stringResource(R.string.common_share)) }
}

@Composable
private fun ShareFailed(couldNotShare: Boolean) {
    if (couldNotShare) {
        Text(
            stringResource(R.string.receive_share_failed),
            color = MaterialTheme.colorScheme.error,
            style = MaterialTheme.typography.bodyMedium,
        )
    }
}
