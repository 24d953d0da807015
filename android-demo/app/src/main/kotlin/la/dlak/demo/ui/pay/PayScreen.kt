package la.dlak.demo.ui.pay

import androidx.activity.compose.BackHandler
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.material3.CircularProgressIndicator
import androidx.compose.material3.MaterialTheme
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
import la.dlak.demo.pay.PayStep
import la.dlak.demo.ui.common.AppScreen
import la.dlak.demo.ui.common.MoneyText
import la.dlak.demo.ui.common.SecondaryButton

/** A payment, from the code to its end. */
@Composable
fun PayScreen(step: PayStep, actions: PayActions, isLink: Boolean = false) {
    // From the owner's yes on there is no way back, only on: what was confirmed is not undone by leaving.
    BackHandler(enabled = step is PayStep.Paying || step is PayStep.Pending || step is PayStep.Paid) { actions.onDone() }
    when (step) {
        PayStep.Reading -> WaitingScreen(stringResource(R.string.common_pay), stringResource(R.string.pay_reading), actions.onBack)
        PayStep.Finding -> WaitingScreen(stringResource(R.string.common_pay), stringResource(R.string.pay_finding), actions.onBack)
        is PayStep.NeedsAmount -> PayAmountScreen(step, actions, isLink)
        is PayStep.Confirm -> ConfirmScreen(step, actions, isLink)
        is PayStep.Paying -> PayingScreen(step, actions)
        is PayStep.Paid -> PaidScreen(step.payment, actions)
        is PayStep.Pending -> PendingScreen(step.payment, actions)
        is PayStep.Failed -> PayFailedScreen(step, actions)
    }
}

@Composable
private fun PayingScreen(step: PayStep.Paying, actions: PayActions) {
    WaitingScreen(
        stringResource(R.string.common_pay),
        stringResource(R.string.pay_paying),
        onBack = null,
        bottom = { SecondaryButton(stringResource(R.string.common_home), actions.onDone) },
    ) {
        MoneyText(step.details.amount, MaterialTheme.typography.displaySmall)
        Text(
            stringResource(R.string.pay_paid_to, step.details.payeeName),
            style = MaterialTheme.typography.titleMedium,
            textAlign = TextAlign.Center,
        )
        Text(
            stringResource(R.string.pay_paying_text),
            color = MaterialTheme.colorScheme.onSurfaceVariant,
            textAlign = TextAlign.Center,
        )
    }
}

/** Something is asked, and the answer is not there yet. */
@Composable
private fun WaitingScreen(
    title: String,
    what: String,
    onBack: (() -> Unit)?,
    bottom: (@Composable ColumnScope.() -> Unit)? = null,
    about: @Composable ColumnScope.() -> Unit = {},
) {
    AppScreen(title, onBack = onBack, bottom = bottom) {
        Column(
            Modifier.fillMaxWidth().padding(top = 96.dp),
            verticalArrangement = Arrangement.spacedBy(16.dp),
            horizontalAlignment = Alignment.CenterHorizontally,
        ) {
            CircularProgressIndicator(Modifier.size(56.dp))
            Text(
                what,
                Modifier.semantics { liveRegion = LiveRegionMode.Polite },
                style = MaterialTheme.typography.titleMedium,
                textAlign = TextAlign.Center,
            )
            about()
        }
    }
}
