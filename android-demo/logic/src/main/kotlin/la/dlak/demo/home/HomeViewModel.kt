package la.dlak.demo.home

import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import la.dlak.demo.common.Outcome
import la.dlak.demo.common.Problem
import la.dlak.demo.common.attempt
import la.dlak.demo.history.Movement
import la.dlak.demo.history.MovementState
import la.dlak.demo.history.entries
import la.dlak.demo.history.merged
import la.dlak.demo.history.withoutEntry
import la.dlak.demo.session.Session
import la.dlak.demo.session.SessionState
import la.dlak.demo.session.readings
import la.dlak.demo.settings.SettingsStore
import la.dlak.demo.wallet.WalletPort
import la.dlak.wallet.HolderKind
import la.dlak.wallet.Profile
import java.time.Clock
import java.time.LocalDate

/** The balance and what moved last, always as the wallet has it. */
class HomeViewModel(
    private val session: Session,
    private val settings: SettingsStore,
    private val clock: Clock,
) : ViewModel() {
    private val _state = MutableStateFlow(HomeUiState(LocalDate.now(clock)))
    private var isDiverged = false

    val state: StateFlow<HomeUiState> = _state.asStateFlow()

    init {
        viewModelScope.launch { session.balance.collect { balance -> _state.update { it.copy(balance = balance) } } }
        viewModelScope.launch {
            combine(session.state, settings.settings) { state, settings -> (state as? SessionState.Open)?.profile to settings.isShopMode }
                .collect { (profile, isShopMode) -> _state.update { it.describe(profile, isShopMode) } }
        }
        viewModelScope.launch { session.readings().collect(::read) }
    }

    /** Asks the bank for what is new. */
    fun onRefresh() {
        if (state.value.isRefreshing) return
        _state.update { it.copy(isRefreshing = true, problem = null) }
        viewModelScope.launch {
            val asked = attempt {
                session.reach.of { session.awaitWallet().sync() }
                session.refreshProfile()
            }
            // The banner says that the bank can't be reached.
            val problem = (asked as? Outcome.Failed)?.problem?.takeUnless(Problem::isOffline)
            _state.update { it.copy(isRefreshing = false, problem = problem) }
        }
    }

    private suspend fun read(wallet: WalletPort) {
        val read = attempt {
            isDiverged = wallet.divergences().isNotEmpty()
            recent(wallet)
        }
        _state.update {
            when (read) {
                is Outcome.Done -> it.copy(today = LocalDate.now(clock), recent = read.value)
                is Outcome.Failed -> it.copy(problem = read.problem)
            }.describe((session.state.value as? SessionState.Open)?.profile, settings.settings.value.isShopMode)
        }
    }

    private suspend fun recent(wallet: WalletPort): List<Movement> {
        val found = wallet.entries(RECENT + 1)
        val (pending, others) = wallet.withoutEntry(found).partition { it.state == MovementState.PENDING }
        val decided = merged(found, others, isComplete = found.size <= RECENT)
        return pending + decided.take((RECENT - pending.size).coerceAtLeast(0))
    }

    private fun HomeUiState.describe(profile: Profile?, isShopMode: Boolean) = copy(
        ownerName = profile?.name,
        isShop = isShopMode || profile?.kind == HolderKind.MERCHANT,
        warning = when {
            isDiverged -> HomeWarning.DIVERGED
            profile?.frozen == true -> HomeWarning.FROZEN
            else -> null
        },
    )

    private companion object {
        const val RECENT = 6
    }
}
