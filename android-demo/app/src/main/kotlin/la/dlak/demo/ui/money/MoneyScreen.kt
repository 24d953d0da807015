package la.dlak.demo.ui.money

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Info
import androidx.compose.material.icons.filled.Warning
import androidx.compose.material.icons.outlined.AccountBalance
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import la.dlak.demo.R
import la.dlak.demo.common.AmountEntry
import la.dlak.demo.money.MoneyStep
import la.dlak.demo.money.MoneyUiState
import la.dlak.demo.ui.common.AmountScreen
import la.dlak.demo.ui.common.AppScreen
import la.dlak.demo.ui.common.NoteCard
import la.dlak.demo.ui.common.NoteKind
import la.dlak.demo.ui.common.PrimaryButton
import la.dlak.demo.ui.common.ProblemScreen
import la.dlak.demo.ui.common.ProblemView
import la.dlak.demo.ui.common.QuietButton
import la.dlak.demo.ui.common.ResultKind
import la.dlak.demo.ui.common.ResultView
import la.dlak.demo.ui.common.RefuseCoveredTouches
import la.dlak.demo.ui.common.SecondaryButton
import la.dlak.demo.ui.common.shown
import la.dlak.demo.ui.receive.Waiting
import la.dlak.wallet.Amount

/** What can be done on [MoneyScreen]. */
class MoneyActions(
    val onBack: () -> Unit,
    val onAmount: (AmountEntry) -> Unit,
    val onAmountDone: () -> Unit,
    val onChange: () -> Unit,
    val onConfirm: () -> Unit,
    val onAnother: () -> Unit,
    val onHistory: () -> Unit,
    /** The end was seen: home. */
    val onDone: () -> Unit,
    /** All that there is; null where that means nothing. */
    val onAll: (() -> Unit)? = null,
)

/** A top-up, or a redemption, from its amount to its end. */
@Composable
fun MoneyScreen(state: MoneyUiState, words: MoneyWords, actions: MoneyActions) {
    when (val step = state.step) {
        is MoneyStep.Typing -> Typing(state, step, words, actions)
        is MoneyStep.Confirm -> Confirm(state, step.amount, step.underWay, words, actions, isBusy = false)
        is MoneyStep.Busy -> Confirm(state, step.amount, underWay = null, words, actions, isBusy = true)
        is MoneyStep.Pending ->
            Waits(words, actions, step.amount, stringResource(R.string.money_pending), stringResource(words.pendingText))
        is MoneyStep.Unclear ->
            Waits(words, actions, step.amount, stringResource(R.string.money_unclear), stringResource(words.unclearText))
        is MoneyStep.Done -> Done(state, step.amount, words, actions)
        is MoneyStep.Refused -> ProblemScreen(step.problem, stringResource(words.title), onBack = actions.onDone) {
            PrimaryButton(stringResource(R.string.receive_change_amount), actions.onAnother)
        }
    }
}

@Composable
private fun Typing(state: MoneyUiState, step: MoneyStep.Typing, words: MoneyWords, actions: MoneyActions) {
    val canGoOn = state.entry.amount != null && !state.isTooMuch
    AmountScreen(
        stringResource(words.title),
        state.entry,
        actions.onAmount,
        actions.onBack,
        actions = { actions.onAll?.let { QuietButton(stringResource(R.string.common_all), it) } },
        button = { PrimaryButton(stringResource(R.string.common_continue), actions.onAmountDone, isEnabled = canGoOn) },
    ) {
        AboutAmount(state, words)
        step.underWay?.let { UnderWay(it, words) }
        if (step.wasStopped) NoteCard(stringResource(R.string.money_was_stopped), NoteKind.CAUTION, Icons.Filled.Info)
        step.problem?.let { ProblemView(it) }
    }
}

/** Which account, and how much there is. */
@Composable
private fun AboutAmount(state: MoneyUiState, words: MoneyWords) {
    val colors = MaterialTheme.colorScheme
    Column(Modifier.fillMaxWidth(), Arrangement.spacedBy(4.dp), Alignment.CenterHorizontally) {
        state.bankName?.let {
            Text(stringResource(words.account, it), color = colors.onSurfaceVariant, style = MaterialTheme.typography.bodyLarge, textAlign = TextAlign.Center)
        }
        state.available?.let {
            Text(
                stringResource(R.string.money_available, it.shown()),
                color = colors.onSurfaceVariant,
                style = MaterialTheme.typography.bodyLarge,
                textAlign = TextAlign.Center,
            )
        }
        if (state.isTooMuch) {
            Text(
                stringResource(R.string.money_too_much),
                color = colors.error,
                style = MaterialTheme.typography.titleSmall,
                textAlign = TextAlign.Center,
            )
        }
    }
}

@Composable
private fun UnderWay(amount: Amount, words: MoneyWords) =
    NoteCard(stringResource(words.underWay, amount.shown()), NoteKind.CAUTION, Icons.Filled.Warning)

@Composable
private fun Confirm(
    state: MoneyUiState,
    amount: Amount,
    underWay: Amount?,
    words: MoneyWords,
    actions: MoneyActions,
    isBusy: Boolean,
) {
    RefuseCoveredTouches()
    AppScreen(
        stringResource(words.title),
        onBack = if (isBusy) actions.onBack else actions.onChange,
        bottom = {
            PrimaryButton(stringResource(words.yes), actions.onConfirm, isBusy = isBusy)
            SecondaryButton(stringResource(R.string.receive_change_amount), actions.onChange, isEnabled = !isBusy)
        },
    ) {
        Column(Modifier.fillMaxWidth().padding(top = 40.dp), Arrangement.spacedBy(16.dp), Alignment.CenterHorizontally) {
            Icon(Icons.Outlined.AccountBalance, contentDescription = null, Modifier.size(56.dp), MaterialTheme.colorScheme.primary)
            Text(
                stringResource(words.question, amount.shown()),
                style = MaterialTheme.typography.headlineMedium,
                textAlign = TextAlign.Center,
            )
            state.bankName?.let {
                Text(
                    stringResource(words.account, it),
                    color = MaterialTheme.colorScheme.onSurfaceVariant,
                    style = MaterialTheme.typography.bodyLarge,
                    textAlign = TextAlign.Center,
                )
            }
            underWay?.let { UnderWay(it, words) }
            if (isBusy) Waiting(stringResource(R.string.money_busy))
        }
    }
}

/** Its end is not known. The first thing to do is nothing; to do it once more is possible, and stands last. */
@Composable
private fun Waits(words: MoneyWords, actions: MoneyActions, amount: Amount, title: String, text: String) {
    AppScreen(
        stringResource(words.title),
        onBack = actions.onBack,
        bottom = {
            PrimaryButton(stringResource(R.string.common_ok), actions.onBack)
            SecondaryButton(stringResource(R.string.common_history), actions.onHistory)
            QuietButton(stringResource(words.another), actions.onAnother, Modifier.fillMaxWidth())
        },
    ) {
        ResultView(ResultKind.WAITING, title, amount, text)
    }
}

@Composable
private fun Done(state: MoneyUiState, amount: Amount, words: MoneyWords, actions: MoneyActions) {
    AppScreen(
        stringResource(words.title),
        onBack = actions.onDone,
        bottom = {
            PrimaryButton(stringResource(R.string.common_done), actions.onDone)
            QuietButton(stringResource(words.another), actions.onAnother, Modifier.fillMaxWidth())
        },
    ) {
        val text = when (words) {
            MoneyWords.TOP_UP -> stringResource(words.doneText)
            MoneyWords.REDEEM -> state.bankName?.let { stringResource(words.doneText, it) }
        }
        ResultView(ResultKind.DONE, stringResource(words.done), amount, text)
    }
}
