package la.dlak.demo.receive

import la.dlak.demo.wallet.WalletPort
import la.dlak.wallet.Amount
import la.dlak.wallet.Direction
import la.dlak.wallet.EntryKind
import la.dlak.wallet.Event
import la.dlak.wallet.HistoryFilter
import la.dlak.wallet.HistoryItem
import la.dlak.wallet.RequestId

/** Money that came in. */
data class Income(
    /** The entry's number. */
    val seq: ULong,
    val amount: Amount,
    /** Who paid, as the bank knows the name. */
    val name: String,
    /** The request that it answers. */
    val request: RequestId?,
) {
    companion object {
        fun of(event: Event.Received) = Income(event.seq, event.amount, event.fromName, event.request)

        fun of(entry: HistoryItem) = Income(entry.seq, entry.amount, entry.counterpartyName, entry.request)
    }
}

/** Payments that others made to this wallet. */
internal val INCOMING = HistoryFilter(direction = Direction.CREDIT, kinds = listOf(EntryKind.PAYMENT))

/** The entry that paid a request, from the store; null when there is none among the newest. */
internal suspend fun WalletPort.incomeFor(request: RequestId): Income? =
    history(limit = NEWEST, filter = INCOMING).find { it.request == request }?.let(Income::of)

/** A shop with a payment each second is busy for a quarter of an hour before a request's own is not among these. */
private const val NEWEST = 1000
