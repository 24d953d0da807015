package la.dlak.demo.money

import androidx.lifecycle.SavedStateHandle
import la.dlak.demo.common.AmountEntry
import la.dlak.wallet.Amount
import la.dlak.wallet.OrderId

/**
 * What must survive the death of the process, so that nobody has to guess what became of what was asked for. The wallet gives it
 * its id only in the call: so the newest thing that was there [before][newestBefore] is kept, and what is newer is looked at.
 */
internal class SavedAsk(private val saved: SavedStateHandle) {
    var entry: AmountEntry
        get() = AmountEntry.restored(saved[ENTRY])
        set(entry) = saved.set(ENTRY, entry.saved)

    /** How much is asked for; null when nothing is. Written before the wallet is told. */
    var amount: Amount?
        get() = saved.get<Long>(AMOUNT)?.takeIf { it > 0 }?.let(Amount::ofAtt)
        set(amount) = saved.set(AMOUNT, amount?.att)

    /** A number or an id of what is newest before; null when there was nothing. */
    var newestBefore: String?
        get() = saved[BEFORE]
        set(before) = saved.set(BEFORE, before)

    /** Its id, since it is known. */
    var id: OrderId?
        get() = saved.get<String>(ID)?.let(::OrderId)
        set(id) = saved.set(ID, id?.value)

    /** Writes down what goes on, also when another screen began it: a restart must find it, and nothing that is older. */
    fun takeOver(asked: Amount, mark: String?) {
        if (amount != null) return
        newestBefore = mark
        amount = asked
    }

    fun forget() {
        id = null
        amount = null
        newestBefore = null
    }

    private companion object {
        const val ENTRY = "entry"
        const val AMOUNT = "asked"
        const val BEFORE = "newest-before"
        const val ID = "id"
    }
}
