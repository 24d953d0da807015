package la.dlak.demo.till

import la.dlak.demo.common.Problem
import la.dlak.wallet.Amount
import la.dlak.wallet.HistoryItem
import java.time.LocalDate

/** What was paid to the shop on one day. */
data class TillDayUiState(
    val day: LocalDate,
    val isToday: Boolean = true,
    /** Null before it was read. */
    val total: Amount? = null,
    val count: Int = 0,
    /** The newest first; null before they were read. */
    val payments: List<HistoryItem>? = null,
    val hasMore: Boolean = false,
    val problem: Problem? = null,
)
