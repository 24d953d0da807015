package la.dlak.demo.pay

import la.dlak.demo.common.AmountEntry
import la.dlak.demo.common.Problem
import la.dlak.wallet.Amount
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.Payment
import la.dlak.wallet.PreviewDetails
import java.time.Instant

/**
 * Where a payment stands, from a code to its end.
 *
 * ```
 * Reading -> NeedsAmount -> Reading -> Confirm -> Paying -> Paid
 *        \-> Failed                 \-> Failed         \--> Pending -> Paid, Failed
 *                                                       \-> Failed
 * ```
 *
 * After a restart with an order that was being confirmed it begins with [Finding] what became of that.
 */
sealed interface PayStep {
    /** The bank is asked who and what the code is. */
    data object Reading : PayStep

    /** The wallet is asked what became of a payment that was being confirmed. */
    data object Finding : PayStep

    /** The code leaves the amount to its payer. */
    data class NeedsAmount(
        /** The name in the code: only the payee's word. */
        val printedName: String?,
        val entry: AmountEntry = AmountEntry.EMPTY,
        val memo: String = "",
        /** What there is to pay with, and what the bank's limits leave; null while it is not known. */
        val available: Amount? = null,
        val limits: AmountLimits? = null,
        /** What the bank had against the amount that was given before. */
        val problem: Problem? = null,
    ) : PayStep {
        /** What speaks against the amount while it is typed. */
        val hint: AmountHint? get() = entry.amount?.let { hintFor(it, available, limits) }

        val canGoOn: Boolean get() = entry.amount != null && hint == null
    }

    /** What the owner says yes to. */
    data class Confirm(
        val details: PreviewDetails,
        val cautions: List<Caution> = emptyList(),
        /** Was the amount typed by the owner? Then it can be changed. */
        val isAmountOwn: Boolean = false,
    ) : PayStep {
        /** What the wallet has afterwards; null when it has too little. */
        val after: Amount? get() = details.available.minusOrNull(details.amount)?.minusOrNull(details.fee)

        /** What may still be paid today afterwards; null when the limit is too low. */
        val leftToday: Amount? get() = details.leftToday.minusOrNull(details.amount)

        /** What must be mended before this can be paid. The bank is asked before, so mostly nothing. */
        val obstacle: Problem?
            get() = when {
                after == null -> Problem(ErrorCode.InsufficientFunds, details = mapOf("available" to details.available.att.toString()))
                leftToday == null -> Problem(ErrorCode.OverDailyLimit)
                else -> null
            }
    }

    /** The owner said yes. */
    data class Paying(val details: PreviewDetails) : PayStep

    /** The money has moved, and the bank's receipt was verified. */
    data class Paid(val payment: Payment) : PayStep

    /** The bank's answer is not known yet. It goes on by itself, and must not be paid again. */
    data class Pending(val payment: Payment) : PayStep

    data class Failed(
        val problem: Problem,
        /** Is it certain that nothing was paid, and will not be? */
        val isNothingPaid: Boolean,
        /** What was confirmed, where the bank has decided against it. */
        val payment: Payment? = null,
    ) : PayStep {
        val way: Way
            get() = when {
                !isNothingPaid -> Way.FIND_OUT
                problem.code == ErrorCode.InsufficientFunds -> Way.TOP_UP
                problem.isRetryable || problem.code == ErrorCode.OrderExpired -> Way.READ_AGAIN
                else -> Way.LEAVE
            }
    }
}

/** What helps after a failure. */
enum class Way {
    /** Ask once more what became of it. */
    FIND_OUT,

    /** Bring money in. */
    TOP_UP,

    /** Begin anew with the same code. */
    READ_AGAIN,

    /** Nothing that this screen can do. */
    LEAVE,
}

/** The bank's limits, and what they leave today. */
data class AmountLimits(val payment: Amount, val leftToday: Amount)

/** What speaks against an amount. */
sealed interface AmountHint {
    data class OverBalance(val available: Amount) : AmountHint

    data class OverPaymentLimit(val limit: Amount) : AmountHint

    data class OverDailyLimit(val left: Amount) : AmountHint
}

private fun hintFor(amount: Amount, available: Amount?, limits: AmountLimits?): AmountHint? = when {
    available != null && amount > available -> AmountHint.OverBalance(available)
    limits != null && amount > limits.payment -> AmountHint.OverPaymentLimit(limits.payment)
    limits != null && amount > limits.leftToday -> AmountHint.OverDailyLimit(limits.leftToday)
    else -> null
}

/** What the owner should know before saying yes, the gravest first. */
sealed interface Caution {
    /** The same was paid to the same payee a moment ago, or is on its way. */
    data class Repeat(val at: Instant, val isPending: Boolean) : Caution

    /** The name in the code is not the one that the bank knows. */
    data class NameDiffers(val printed: String) : Caution

    /** The library warns of something that this app has no words for. */
    data object LookTwice : Caution

    data object FirstPayment : Caution

    /** The app was stopped in the middle of it, and nothing was paid. */
    data object Interrupted : Caution

    /** It stood there for long, so the bank was asked anew. */
    data object AskedAnew : Caution
}
