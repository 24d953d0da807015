package la.dlak.demo.pay

import androidx.lifecycle.SavedStateHandle
import la.dlak.demo.common.AmountEntry
import la.dlak.wallet.OrderId

/** What of a payment must survive the death of the process. Nothing of it is secret. */
internal class SavedPayment(private val saved: SavedStateHandle) {
    /**
     * The order that is being confirmed. It is written before the wallet is told to confirm it: so after a restart the wallet can
     * be asked what became of it, and nobody has to guess.
     */
    var order: OrderId?
        get() = saved.get<String>(ORDER)?.let(::OrderId)
        set(order) = saved.set(ORDER, order?.value)

    var entry: AmountEntry
        get() = AmountEntry.restored(saved[ENTRY])
        set(entry) = saved.set(ENTRY, entry.saved)

    var memo: String
        get() = saved.get<String>(MEMO).orEmpty()
        set(memo) = saved.set(MEMO, memo)

    /** Did the owner go on with the amount that is typed? */
    var isAmountGiven: Boolean
        get() = saved[GIVEN] ?: false
        set(isGiven) = saved.set(GIVEN, isGiven)

    private companion object {
        const val ORDER = "order"
        const val ENTRY = "entry"
        const val MEMO = "memo"
        const val GIVEN = "amount-given"
    }
}
