package la.dlak.demo.ui.pay

import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.width
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.outlined.EditNote
import androidx.compose.material3.AlertDialog
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import la.dlak.demo.R
import la.dlak.demo.pay.AmountHint
import la.dlak.demo.pay.PayStep
import la.dlak.demo.ui.common.AmountScreen
import la.dlak.demo.ui.common.PrimaryButton
import la.dlak.demo.ui.common.ProblemView
import la.dlak.demo.ui.common.QuietButton
import la.dlak.demo.ui.common.shown

/** The longest note that the bank takes. */
private const val MEMO_LENGTH = 140

/** The code leaves the amount to its payer. */
@Composable
internal fun PayAmountScreen(step: PayStep.NeedsAmount, actions: PayActions, isLink: Boolean) {
    AmountScreen(
        title = stringResource(R.string.pay_amount_title),
        entry = step.entry,
        onChange = actions.onAmount,
        onBack = actions.onBack,
        button = {
            PrimaryButton(stringResource(R.string.common_continue), actions.onAmountDone, isEnabled = step.canGoOn)
        },
    ) {
        AmountHintText(step)
        if (isLink) LinkCard()
        step.problem?.let { ProblemView(it) }
        step.printedName?.let { Middle(stringResource(R.string.pay_amount_printed, it)) }
        MemoButton(step.memo, actions.onMemo)
    }
}

@Composable
private fun AmountHintText(step: PayStep.NeedsAmount) {
    val hint = step.hint
    val text = when (hint) {
        is AmountHint.OverBalance -> stringResource(R.string.pay_amount_over_balance, hint.available.shown())
        is AmountHint.OverPaymentLimit -> stringResource(R.string.pay_amount_over_payment, hint.limit.shown())
        is AmountHint.OverDailyLimit -> stringResource(R.string.pay_amount_over_day, hint.left.shown())
        null -> step.available?.let { stringResource(R.string.pay_amount_available, it.shown()) } ?: return
    }
    val colors = MaterialTheme.colorScheme
    Text(
        text,
        Modifier.fillMaxWidth().semantics { if (hint != null) liveRegion = LiveRegionMode.Polite },
        color = if (hint == null) colors.onSurfaceVariant else colors.error,
        style = MaterialTheme.typography.titleSmall,
        textAlign = TextAlign.Center,
    )
}

@Composable
private fun Middle(text: String) {
    Text(text, Modifier.fillMaxWidth(), style = MaterialTheme.typography.titleMedium, textAlign = TextAlign.Center)
}

/** The note is typed in a window of its own: the keyboard would leave no room for the keys of the amount. */
@Composable
private fun ColumnScope.MemoButton(memo: String, onMemo: (String) -> Unit) {
    var isOpen by rememberSaveable { mutableStateOf(false) }
    TextButton({ isOpen = true }, Modifier.align(Alignment.CenterHorizontally).heightIn(min = 48.dp)) {
        Icon(Icons.Outlined.EditNote, contentDescription = null)
        Spacer(Modifier.width(8.dp))
        Text(memo.ifBlank { stringResource(R.string.pay_memo_add) }, textAlign = TextAlign.Center)
    }
    if (isOpen) MemoDialog(memo, onMemo) { isOpen = false }
}

@Composable
private fun MemoDialog(memo: String, onMemo: (String) -> Unit, onClose: () -> Unit) {
    var text by rememberSaveable { mutableStateOf(memo) }
    AlertDialog(
        onDismissRequest = onClose,
        title = { Text(stringResource(R.string.common_memo), style = MaterialTheme.typography.titleLarge) },
        text = {
            OutlinedTextField(
                text,
                { text = it.take(MEMO_LENGTH) },
                Modifier.fillMaxWidth(),
                label = { Text(stringResource(R.string.pay_memo_label)) },
            )
        },
        confirmButton = {
            QuietButton(stringResource(R.string.common_save), {
                // A line break is a character that a note may not have.
                onMemo(text.replace('\n', ' ').trim())
                onClose()
            })
        },
        dismissButton = { QuietButton(stringResource(R.string.common_cancel), onClose) },
    )
}
