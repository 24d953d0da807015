package la.dlak.demo.ui.pay

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.foundation.text.TextAutoSize
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.filled.Check
import androidx.compose.material.icons.outlined.HourglassTop
import androidx.compose.material.icons.outlined.Verified
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.hapticfeedback.HapticFeedbackType
import androidx.compose.ui.platform.LocalHapticFeedback
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp
import la.dlak.demo.R
import la.dlak.demo.pay.PayStep
import la.dlak.demo.pay.Way
import la.dlak.demo.ui.common.AppScreen
import la.dlak.demo.ui.common.PrimaryButton
import la.dlak.demo.ui.common.ProblemScreen
import la.dlak.demo.ui.common.QuietButton
import la.dlak.demo.ui.common.SecondaryButton
import la.dlak.demo.ui.common.rememberDates
import la.dlak.demo.ui.common.shown
import la.dlak.wallet.Payment

/** The money has moved. Large enough for the shop on the other side of the counter. */
@Composable
internal fun PaidScreen(payment: Payment, actions: PayActions) {
    val haptic = LocalHapticFeedback.current
    LaunchedEffect(payment.orderId) { haptic.performHapticFeedback(HapticFeedbackType.Confirm) }
    val colors = MaterialTheme.colorScheme
    AppScreen(
        stringResource(R.string.common_pay),
        bottom = {
            PrimaryButton(stringResource(R.string.common_done), actions.onDone)
            SecondaryButton(stringResource(R.string.pay_see_receipt), { actions.onReceipt(payment.orderId) })
        },
    ) {
        Outcome(Icons.Filled.Check, colors.tertiaryContainer, colors.onTertiaryContainer, stringResource(R.string.common_paid), payment) {
            Text(rememberDates().dayAndTime(payment.decidedAt ?: payment.createdAt), color = colors.onSurfaceVariant)
            Row(Modifier.padding(top = 12.dp), Arrangement.spacedBy(8.dp), Alignment.CenterVertically) {
                Icon(Icons.Outlined.Verified, contentDescription = null, tint = colors.tertiary)
                Text(
                    stringResource(R.string.pay_receipt_verified),
                    Modifier.weight(1f, fill = false),
                    color = colors.tertiary,
                    style = MaterialTheme.typography.titleSmall,
                )
            }
        }
    }
}

/** The bank has not answered yet: what happens next, and what not to do. */
@Composable
internal fun PendingScreen(payment: Payment, actions: PayActions) {
    val colors = MaterialTheme.colorScheme
    AppScreen(
        stringResource(R.string.common_pay),
        bottom = {
            PrimaryButton(stringResource(R.string.common_home), actions.onDone)
            SecondaryButton(stringResource(R.string.common_details), { actions.onReceipt(payment.orderId) })
        },
    ) {
        val title = stringResource(R.string.pay_pending_title)
        Outcome(Icons.Outlined.HourglassTop, colors.secondaryContainer, colors.onSecondaryContainer, title, payment) {
            val time = rememberDates().time(payment.expiresAt)
            Text(stringResource(R.string.pay_pending_text), style = MaterialTheme.typography.titleSmall, textAlign = TextAlign.Center)
            Text(
                stringResource(R.string.pay_pending_reserved),
                color = colors.onSurfaceVariant,
                textAlign = TextAlign.Center,
            )
            Text(
                stringResource(R.string.pay_pending_until, time),
                color = colors.onSurfaceVariant,
                textAlign = TextAlign.Center,
            )
        }
    }
}

/** What became of a payment, with its amount and payee. */
@Composable
private fun Outcome(
    icon: ImageVector,
    container: Color,
    content: Color,
    title: String,
    payment: Payment,
    about: @Composable ColumnScope.() -> Unit,
) {
    Column(
        Modifier.fillMaxWidth().padding(top = 24.dp).semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Polite },
        verticalArrangement = Arrangement.spacedBy(6.dp),
        horizontalAlignment = Alignment.CenterHorizontally,
    ) {
        Box(Modifier.size(112.dp).background(container, CircleShape), Alignment.Center) {
            Icon(icon, contentDescription = null, Modifier.size(64.dp), content)
        }
        Text(title, Modifier.padding(top = 8.dp).semantics { heading() }, style = MaterialTheme.typography.headlineLarge, textAlign = TextAlign.Center)
        Text(
            payment.amount.shown(),
            Modifier.fillMaxWidth(),
            style = MaterialTheme.typography.displayLarge.copy(textAlign = TextAlign.Center),
            autoSize = TextAutoSize.StepBased(minFontSize = 20.sp, maxFontSize = 44.sp, stepSize = 2.sp),
            maxLines = 1,
            softWrap = false,
        )
        Text(
            stringResource(R.string.pay_paid_to, payment.payeeName),
            style = MaterialTheme.typography.titleLarge,
            textAlign = TextAlign.Center,
        )
        about()
    }
}

/** Why it was not paid; or that nobody knows yet whether it was. */
@Composable
internal fun PayFailedScreen(step: PayStep.Failed, actions: PayActions) {
    ProblemScreen(
        step.problem,
        stringResource(if (step.isNothingPaid) R.string.common_failed else R.string.pay_unknown_title),
        onBack = actions.onBack,
        isPaymentKnown = step.isNothingPaid,
        actions = {
            when (step.way) {
                Way.FIND_OUT -> {
                    PrimaryButton(stringResource(R.string.pay_find_out), actions.onTryAgain)
                    SecondaryButton(stringResource(R.string.pay_to_history), actions.onHistory)
                }
                Way.TOP_UP -> {
                    PrimaryButton(stringResource(R.string.pay_top_up), actions.onTopUp)
                    SecondaryButton(stringResource(R.string.common_retry), actions.onTryAgain)
                }
                Way.READ_AGAIN -> {
                    PrimaryButton(stringResource(R.string.common_retry), actions.onTryAgain)
                    QuietButton(stringResource(R.string.common_cancel), actions.onDone, Modifier.fillMaxWidth())
                }
                Way.LEAVE -> {
                    PrimaryButton(stringResource(R.string.pay_scan_another), actions.onScan)
                    QuietButton(stringResource(R.string.common_home), actions.onDone, Modifier.fillMaxWidth())
                }
            }
        },
    )
}
