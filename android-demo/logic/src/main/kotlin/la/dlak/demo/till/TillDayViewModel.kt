package la.dlak.demo.till

import androidx.lifecycle.SavedStateHandle
import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import la.dlak.demo.common.Outcome
import la.dlak.demo.common.attempt
import la.dlak.demo.history.entries
import la.dlak.demo.receive.INCOMING
import la.dlak.demo.session.Session
import la.dlak.demo.session.readings
import la.dlak.demo.wallet.WalletPort
import la.dlak.wallet.HistoryFilter
import java.time.Clock
import java.time.LocalDate

/** The shop's day, from midnight to midnight where the owner is, read again whenever something comes in. */
class TillDayViewModel(session: Session, private val saved: SavedStateHandle, private val clock: Clock) : ViewModel() {
    /** Null is today, whichever day that is when it is read: a screen that is left open goes on with the new day. */
    private val day = MutableStateFlow(saved.get<Long>(DAY)?.let(LocalDate::ofEpochDay))
    private val rows = MutableStateFlow(PAGE)
    private val _state = MutableStateFlow(TillDayUiState(shownDay(day.value), isToday = day.value == null))

    val state: StateFlow<TillDayUiState> = _state.asStateFlow()

    init {
        viewModelScope.launch {
            combine(session.readings(), day, rows) { wallet, day, rows -> Triple(wallet, day, rows) }
                .collect { (wallet, day, rows) -> read(wallet, day, rows) }
        }
    }

    fun onEarlier() = go(-1)

    fun onLater() = go(1)

    /** The list has come to its end on the screen. */
    fun onMore() {
        val now = state.value
        if (now.hasMore && now.payments?.size == rows.value) rows.update { it + PAGE }
    }

    private fun go(days: Long) {
        val today = LocalDate.now(clock)
        val target = shownDay(day.value).plusDays(days)
        if (target > today) return
        val chosen = target.takeIf { it < today }
        saved[DAY] = chosen?.toEpochDay()
        rows.value = PAGE
        _state.value = TillDayUiState(target, isToday = chosen == null)
        day.value = chosen
    }

    private suspend fun read(wallet: WalletPort, chosen: LocalDate?, rows: Int) {
        val day = shownDay(chosen)
        val filter = ofDay(day)
        val read = attempt {
            val summary = wallet.historySummary(filter)
            summary to wallet.entries(rows, filter)
        }
        _state.value = when (read) {
            is Outcome.Done -> {
                val (summary, payments) = read.value
                val count = summary.entries.toInt()
                TillDayUiState(day, chosen == null, summary.received, count, payments, hasMore = payments.size < count)
            }
            is Outcome.Failed -> state.value.copy(problem = read.problem)
        }
    }

    private fun ofDay(day: LocalDate): HistoryFilter = INCOMING.copy(
        from = day.atStartOfDay(clock.zone).toInstant(),
        until = day.plusDays(1).atStartOfDay(clock.zone).toInstant(),
    )

    private fun shownDay(chosen: LocalDate?): LocalDate = chosen ?: LocalDate.now(clock)

    private companion object {
        const val DAY = "day"
        const val PAGE = 50
    }
}
