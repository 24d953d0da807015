package la.dlak.demo.history

import la.dlak.demo.common.Problem
import la.dlak.wallet.HistorySummary
import java.time.LocalDate

/** All that moved. */
data class HistoryUiState(
    val today: LocalDate,
    val choice: HistoryChoice = HistoryChoice(),
    /** The newest day first; null before anything was read. */
    val days: List<HistoryDay>? = null,
    /** Of all that the choice means; null when it leaves nothing out. */
    val summary: HistorySummary? = null,
    /** Is there more than is shown? */
    val hasMore: Boolean = false,
    val isRefreshing: Boolean = false,
    val problem: Problem? = null,
)

/** What moved on one day, the newest first. */
data class HistoryDay(val date: LocalDate, val movements: List<Movement>)
