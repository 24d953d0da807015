package la.dlak.demo.history

import la.dlak.demo.wallet.WalletPort
import la.dlak.wallet.HistoryFilter
import la.dlak.wallet.HistoryItem
import la.dlak.wallet.PaymentState

/** The newest [count] entries that [filter] means, the newest first. */
internal suspend fun WalletPort.entries(count: Int, filter: HistoryFilter = HistoryFilter()): List<HistoryItem> = buildList {
    while (size < count) {
        val asked = (count - size).coerceAtMost(MOST_ENTRIES)
        val page = history(lastOrNull()?.seq, asked, filter)
        addAll(page)
        if (page.size < asked) break
    }
}

/**
 * The newest payments of this phone that the ledger does not show: they are pending, were not paid, or are so new that their
 * entry is not here yet.
 */
internal suspend fun WalletPort.withoutEntry(entries: List<HistoryItem>): List<Movement> {
    val shown = entries.mapTo(HashSet()) { it.orderId }
    return payments(limit = NEWEST_PAYMENTS)
        .filter { it.orderId !in shown && (it.state != PaymentState.Settled || historyEntry(it.orderId) == null) }
        .map(Movement::of)
}

/** Both in one list, the newest first. Unless [isComplete], what is older than the last entry has to wait for its page. */
internal fun merged(entries: List<HistoryItem>, others: List<Movement>, isComplete: Boolean): List<Movement> {
    val from = entries.lastOrNull()?.settledAt.takeUnless { isComplete }
    return (others.filter { from == null || it.at >= from } + entries.map(Movement::of)).sortedByDescending { it.at }
}

/** What the library gives at once. */
private const val MOST_ENTRIES = 1000

private const val NEWEST_PAYMENTS = 50
