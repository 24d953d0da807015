package la.dlak.demo.pay

import la.dlak.wallet.PayeeWarning
import la.dlak.wallet.Payment
import la.dlak.wallet.PaymentState
import la.dlak.wallet.PreviewDetails
import java.time.Duration
import java.time.Instant

/** For how long a second payment that looks like the first is asked about. */
private val SOON: Duration = Duration.ofMinutes(10)

/** What the owner should know: what the library warns of, and what was paid just now. */
internal fun cautionsFor(details: PreviewDetails, recent: List<Payment>, now: Instant): List<Caution> =
    listOfNotNull(repeatOf(details, recent, now)) + details.warnings.map(::cautionOf).sortedBy(::rank)

/**
 * The payment that this one would repeat. A request can be paid once only, and the wallet sees to that. But the code on a shop's
 * counter can be paid again and again, also by somebody who only did not see that it was paid.
 */
private fun repeatOf(details: PreviewDetails, recent: List<Payment>, now: Instant): Caution.Repeat? {
    val same = recent.firstOrNull {
        it.orderId != details.orderId && it.payee == details.payee && it.amount == details.amount && mayHavePaid(it.state) &&
            // The bank's clock dates payments, the phone's says what is now: one may be before the other.
            Duration.between(it.createdAt, now).abs() < SOON
    } ?: return null
    return Caution.Repeat(same.createdAt, isPending = same.state != PaymentState.Settled)
}

private fun mayHavePaid(state: PaymentState) = state !is PaymentState.Rejected && state != PaymentState.Expired

private fun cautionOf(warning: PayeeWarning): Caution = when (warning) {
    is PayeeWarning.NameDiffers -> Caution.NameDiffers(warning.printed)
    PayeeWarning.FirstPayment -> Caution.FirstPayment
    PayeeWarning.Other -> Caution.LookTwice
}

private fun rank(caution: Caution) = when (caution) {
    is Caution.NameDiffers -> 0
    Caution.LookTwice -> 1
    else -> 2
}
