package la.dlak.demo.money

import la.dlak.demo.common.AmountEntry
import la.dlak.demo.common.Problem
import la.dlak.wallet.Amount

/** Money between the wallet and the owner's account at the commercial bank: a top-up, or a redemption. */
data class MoneyUiState(
    val entry: AmountEntry = AmountEntry.EMPTY,
    /** The owner's commercial bank; null before registration. */
    val bankName: String? = null,
    /** What can be redeemed; null before it was read. */
    val available: Amount? = null,
    val step: MoneyStep = MoneyStep.Typing(),
) {
    /** Of a redemption: is there less than that? */
    val isTooMuch: Boolean get() = available != null && (entry.amount ?: Amount.ZERO) > available
}

/**
 * ```
 * Typing -> Confirm -> Busy -> Done
 *                           -> Pending -> Done, Refused
 *                           -> Refused (nothing was moved) -> Typing
 *                           -> Unclear -> any of these
 * ```
 */
sealed interface MoneyStep {
    /**
     * @property underWay the same was asked for before, and its end is not known: to ask again is to do it twice
     * @property problem why it did not go; nothing was moved
     * @property wasStopped the app was stopped in the middle, and nothing was moved
     */
    data class Typing(val underWay: Amount? = null, val problem: Problem? = null, val wasStopped: Boolean = false) : MoneyStep

    data class Confirm(val amount: Amount, val underWay: Amount? = null) : MoneyStep

    data class Busy(val amount: Amount) : MoneyStep

    /** It goes on by itself. */
    data class Pending(val amount: Amount) : MoneyStep

    data class Done(val amount: Amount) : MoneyStep

    /** The bank decided that no money is moved. */
    data class Refused(val amount: Amount, val problem: Problem) : MoneyStep

    /** The app, or the wallet, was stopped in the middle: perhaps it goes on by itself, perhaps it was never begun. */
    data class Unclear(val amount: Amount) : MoneyStep
}
