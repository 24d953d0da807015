package la.dlak.demo.session

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.async
import la.dlak.demo.common.Outcome
import la.dlak.demo.common.attempt
import la.dlak.demo.wallet.PreparedPayment
import la.dlak.demo.wallet.WalletPort
import la.dlak.wallet.OrderId
import la.dlak.wallet.PaymentResult
import la.dlak.wallet.PreviewDetails

/** A payment whose owner said yes, until its outcome is there. Waiting for it may be given up: it goes on. */
class Confirmation internal constructor(val details: PreviewDetails, private val outcome: Deferred<Outcome<PaymentResult>>) {
    suspend fun await(): Outcome<PaymentResult> = outcome.await()

    internal val isOver: Boolean get() = outcome.isCompleted
}

/**
 * The payments that are being confirmed now. They belong to no screen: a phone that is turned, a screen that is left, or an
 * activity that the system throws away and makes anew finds the one that is running, and never begins it a second time.
 */
internal class Confirmations(private val scope: CoroutineScope) {
    private val running = mutableMapOf<OrderId, Confirmation>()

    /** Begins to confirm, or gives the one that was begun with the same order. */
    fun begin(wallet: WalletPort, prepared: PreparedPayment): Confirmation {
        running.values.removeAll(Confirmation::isOver)
        val details = prepared.details
        return running.getOrPut(details.orderId) {
            Confirmation(details, scope.async { attempt { wallet.confirm(prepared) } })
        }
    }

    /** The one with this order, while it runs. */
    fun running(order: OrderId): Confirmation? = running[order]?.takeUnless(Confirmation::isOver)
}
