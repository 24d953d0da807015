package la.dlak.demo.pay

import la.dlak.demo.common.Problem
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.Payment
import la.dlak.wallet.PaymentResult
import la.dlak.wallet.Profile
import la.dlak.wallet.Amount
import la.dlak.wallet.result

/** What is shown of what became of a payment. */
internal fun stepOf(result: PaymentResult): PayStep = when (result) {
    is PaymentResult.Settled -> PayStep.Paid(result.payment)
    is PaymentResult.Pending -> PayStep.Pending(result.payment)
    is PaymentResult.Rejected -> PayStep.Failed(Problem(result.reason), isNothingPaid = true, payment = result.payment)
    is PaymentResult.Expired -> PayStep.Failed(Problem(ErrorCode.OrderExpired), isNothingPaid = true, payment = result.payment)
}

internal fun Payment.result(): PaymentResult = result

/** What the bank allows, as far as it was heard last. */
internal fun limitsOf(profile: Profile) =
    AmountLimits(profile.limits.payment, profile.limits.daily.minusOrNull(profile.spentToday) ?: Amount.ZERO)
