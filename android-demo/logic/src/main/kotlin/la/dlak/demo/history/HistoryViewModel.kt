package la.dlak.demo.history

import androidx.lifecycle.SavedStateHandle
import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import kotlinx.coroutines.channels.BufferOverflow
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.conflate
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.merge
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import la.dlak.demo.common.Outcome
import la.dlak.demo.common.Problem
import la.dlak.demo.common.attempt
import la.dlak.demo.session.Session
import la.dlak.demo.session.readings
import la.dlak.demo.wallet.WalletPort
import java.time.Clock
import java.time.LocalDate

/** All that moved, searched as the owner types. What was searched, and how far the list was read, survive the process. */
class HistoryViewModel(
    private val session: Session,
    private val clock: Clock,
    private val saved: SavedStateHandle,
) : ViewModel() {
    private val _state = MutableStateFlow(HistoryUiState(LocalDate.now(clock), saved.choice()))
    private val asks = MutableSharedFlow<Unit>(extraBufferCapacity = 1, onBufferOverflow = BufferOverflow.DROP_OLDEST)

    /** How many entries are shown, if there are so many. */
    private var count: Int
        get() = saved[COUNT] ?: PAGE
        set(value) = saved.set(COUNT, value)

    val state: StateFlow<HistoryUiState> = _state.asStateFlow()

    init {
        viewModelScope.launch {
            merge(session.readings(), asks.map { session.awaitWallet() }).conflate().collect(::read)
        }
    }

    fun onText(text: String) = choose { it.copy(text = text) }

    fun onFlow(flow: MoneyFlow) = choose { it.copy(flow = flow) }

    fun onKind(kind: KindChoice) = choose { it.copy(kind = kind) }

    fun onPeriod(period: Period) = choose { it.copy(period = period) }

    /** Everything is shown again. */
    fun onClear() = choose { HistoryChoice() }

    /** The last row can be seen. */
    fun onEnd() {
        val shown = state.value.days.orEmpty().sumOf { day -> day.movements.count { it.seq != null } }
        if (!state.value.hasMore || shown < count) return
        count = shown + PAGE
        asks.tryEmit(Unit)
    }

    /** Asks the bank for what is new. */
    fun onRefresh() {
        if (state.value.isRefreshing) return
        _state.update { it.copy(isRefreshing = true, problem = null) }
        viewModelScope.launch {
            val synced = attempt { session.reach.of { session.awaitWallet().sync() } }
            // The banner says that the bank can't be reached.
            val problem = (synced as? Outcome.Failed)?.problem?.takeUnless(Problem::isOffline)
            _state.update { it.copy(isRefreshing = false, problem = problem) }
        }
    }

    private fun choose(change: (HistoryChoice) -> HistoryChoice) {
        val choice = change(state.value.choice)
        saved.keep(choice)
        count = PAGE
        _state.update { it.copy(choice = choice) }
        asks.tryEmit(Unit)
    }

    private suspend fun read(wallet: WalletPort) {
        val choice = state.value.choice
        when (val found = attempt { find(wallet, choice) }) {
            is Outcome.Done -> _state.update { if (it.choice == choice) found.value(it) else it }
            is Outcome.Failed -> _state.update { it.copy(problem = found.problem) }
        }
    }

    private suspend fun find(wallet: WalletPort, choice: HistoryChoice): (HistoryUiState) -> HistoryUiState {
        val today = LocalDate.now(clock)
        val filter = choice.filter(today, clock.zone)
        val wanted = count
        // One more than is shown tells whether there are more.
        val found = wallet.entries(wanted + 1, filter)
        val entries = found.take(wanted)
        val others = wallet.withoutEntry(found).filter { choice.means(it, today, clock.zone) }
        val hasMore = found.size > wanted
        val days = merged(entries, others, isComplete = !hasMore)
            .groupBy { it.at.atZone(clock.zone).toLocalDate() }
            .map { (date, movements) -> HistoryDay(date, movements) }
        // Sums that are too large are not shown; the list is.
        val summary = if (choice.isNarrow) (attempt { wallet.historySummary(filter) } as? Outcome.Done)?.value else null
        return { it.copy(today = today, days = days, summary = summary, hasMore = hasMore) }
    }

    private companion object {
        const val PAGE = 50
        const val COUNT = "count"
        const val TEXT = "text"
        const val FLOW = "flow"
        const val KIND = "kind"
        const val PERIOD = "period"

        fun SavedStateHandle.choice() = HistoryChoice(
            text = this[TEXT] ?: "",
            flow = MoneyFlow.entries.find { it.name == get<String>(FLOW) } ?: MoneyFlow.ANY,
            kind = KindChoice.entries.find { it.name == get<String>(KIND) } ?: KindChoice.ANY,
            period = Period.entries.find { it.name == get<String>(PERIOD) } ?: Period.ANY,
        )

        fun SavedStateHandle.keep(choice: HistoryChoice) {
            this[TEXT] = choice.text
            this[FLOW] = choice.flow.name
            this[KIND] = choice.kind.name
            this[PERIOD] = choice.period.name
        }
    }
}
