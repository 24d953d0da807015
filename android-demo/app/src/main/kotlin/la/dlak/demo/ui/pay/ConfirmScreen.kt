package la.dlak.demo.ui.pay

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.background
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.foundation.text.TextAutoSize
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.outlined.AccountBalance
import androidx.compose.material.icons.outlined.Person
import androidx.compose.material.icons.outlined.Storefront
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp
import la.dlak.demo.R
import la.dlak.demo.pay.PayStep
import la.dlak.demo.ui.common.AppScreen
import la.dlak.demo.ui.common.PrimaryButton
import la.dlak.demo.ui.common.ProblemView
import la.dlak.demo.ui.common.QuietButton
import la.dlak.demo.ui.common.RefuseCoveredTouches
import la.dlak.demo.ui.common.shown
import la.dlak.wallet.Amount
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.HolderKind

/** What the owner says yes to: how much, to whom, what speaks against it, what is left afterwards. */
@Composable
internal fun ConfirmScreen(step: PayStep.Confirm, actions: PayActions, isLink: Boolean) {
    RefuseCoveredTouches()
    val obstacle = step.obstacle
    AppScreen(
        stringResource(R.string.pay_confirm_title),
        onBack = actions.onBack,
        bottom = {
            step.cautions.mapNotNull { graveTitle(it) }.forEach { GraveLine(it) }
            if (obstacle?.code == ErrorCode.InsufficientFunds) {
                PrimaryButton(stringResource(R.string.pay_top_up), actions.onTopUp)
            } else {
                val text = stringResource(R.string.pay_confirm_button, step.details.amount.shown())
                PrimaryButton(text, actions.onConfirm, isEnabled = obstacle == null)
            }
            QuietButton(stringResource(R.string.common_cancel), actions.onBack, Modifier.fillMaxWidth())
        },
    ) {
        BigAmount(step.details.amount)
        if (step.isAmountOwn) {
            QuietButton(stringResource(R.string.pay_change_amount), actions.onChangeAmount, Modifier.align(Alignment.CenterHorizontally))
        }
        PayeeCard(step.details.payeeName, step.details.payeeKind)
        obstacle?.let { ProblemView(it) }
        for (caution in step.cautions) CautionCard(caution, step.details.payeeName)
        if (isLink) LinkCard()
        WhatItCosts(step)
    }
}

@Composable
private fun BigAmount(amount: Amount) {
    Column(
        Modifier.fillMaxWidth().semantics(mergeDescendants = true) {},
        horizontalAlignment = Alignment.CenterHorizontally,
    ) {
        Text(stringResource(R.string.pay_confirm_you_pay), color = MaterialTheme.colorScheme.onSurfaceVariant)
        Text(
            amount.shown(),
            Modifier.fillMaxWidth(),
            style = MaterialTheme.typography.displayLarge.copy(textAlign = TextAlign.Center),
            autoSize = TextAutoSize.StepBased(minFontSize = 20.sp, maxFontSize = 44.sp, stepSize = 2.sp),
            maxLines = 1,
            softWrap = false,
        )
    }
}

/** The payee as the bank knows it: the name is never cut. */
@Composable
private fun PayeeCard(name: String, kind: HolderKind) {
    val (icon, word) = when (kind) {
        HolderKind.PERSON -> Icons.Outlined.Person to R.string.pay_kind_person
        HolderKind.MERCHANT -> Icons.Outlined.Storefront to R.string.pay_kind_merchant
        HolderKind.PARTICIPANT -> Icons.Outlined.AccountBalance to R.string.pay_kind_bank
    }
    val colors = MaterialTheme.colorScheme
    Surface(Modifier.fillMaxWidth(), MaterialTheme.shapes.medium, colors.surfaceContainerLow) {
        Row(
            Modifier.padding(16.dp).semantics(mergeDescendants = true) {},
            Arrangement.spacedBy(16.dp),
            Alignment.CenterVertically,
        ) {
            Box(Modifier.size(52.dp).background(colors.primaryContainer, CircleShape), Alignment.Center) {
                Icon(icon, contentDescription = null, tint = colors.onPrimaryContainer)
            }
            Column {
                Text(stringResource(word), color = colors.onSurfaceVariant, style = MaterialTheme.typography.labelMedium)
                Text(name, style = MaterialTheme.typography.titleLarge)
                Text(
                    stringResource(R.string.pay_confirm_by_bank),
                    color = colors.onSurfaceVariant,
                    style = MaterialTheme.typography.bodySmall,
                )
            }
        }
    }
}

@Composable
private fun WhatItCosts(step: PayStep.Confirm) {
    Surface(Modifier.fillMaxWidth(), MaterialTheme.shapes.medium, MaterialTheme.colorScheme.surfaceContainerLow) {
        Column(Modifier.padding(horizontal = 16.dp, vertical = 12.dp), Arrangement.spacedBy(10.dp)) {
            step.details.memo?.let { Line(stringResource(R.string.common_memo), it) }
            val fee = step.details.fee
            Line(stringResource(R.string.common_fee), if (fee.isZero) stringResource(R.string.pay_no_fee) else fee.shown())
            step.after?.let { Line(stringResource(R.string.pay_balance_after), it.shown()) }
            step.leftToday?.let { Line(stringResource(R.string.pay_left_today), it.shown()) }
        }
    }
}

@Composable
internal fun Line(label: String, value: String) {
    Row(Modifier.fillMaxWidth().semantics(mergeDescendants = true) {}, Arrangement.spacedBy(16.dp)) {
        Text(label, Modifier.weight(1.25f), color = MaterialTheme.colorScheme.onSurfaceVariant)
        Text(value, Modifier.weight(1f), style = MaterialTheme.typography.titleSmall, textAlign = TextAlign.End)
    }
}
