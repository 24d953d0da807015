package la.dlak.demo.receive

import la.dlak.demo.common.Problem
import la.dlak.wallet.Amount
import la.dlak.wallet.PaymentRequest
import kotlin.time.Duration

/**
 * A request to be paid, from its making to its end.
 *
 * ```
 * None -> Making -> Open -> Paid
 *                        -> Unclear -> Paid, Expired      its time is over, and the bank has to say what became of it
 *                -> Refused
 * ```
 */
sealed interface Asking {
    data object None : Asking

    data class Making(val amount: Amount, val memo: String?) : Asking

    /** There is no code: the bank could not be asked, or said no. */
    data class Refused(val amount: Amount, val memo: String?, val problem: Problem) : Asking

    data class Open(val request: PaymentRequest, val left: Duration) : Asking

    /** The money is in the wallet, verified. */
    data class Paid(val request: PaymentRequest, val income: Income?) : Asking

    /** No longer shown: its time is over by this phone's clock. It may have been paid at the last moment. */
    data class Unclear(val request: PaymentRequest, val problem: Problem?) : Asking

    /** The bank says that it was not paid, and that it can't be any more. */
    data class Expired(val request: PaymentRequest) : Asking
}
