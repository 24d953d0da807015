package la.dlak.demo.failed

import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.stateIn
import kotlinx.coroutines.launch
import la.dlak.demo.session.Session
import la.dlak.demo.session.SessionState
import java.time.Clock
import java.time.LocalDate

/**
 * What to do with a wallet that can't be opened: try again, or bring it back from its words. The broken one is put aside only
 * after the owner has said that the words are at hand.
 */
class FailedViewModel(private val session: Session, private val clock: Clock) : ViewModel() {
    private val isAsking = MutableStateFlow(false)

    /** Null when the wallet can be opened after all. */
    val state: StateFlow<FailedUiState?> =
        combine(session.state, isAsking) { session, asking ->
            (session as? SessionState.Failed)?.let { FailedUiState(it.problem, asking && it.problem.isHealedByWords) }
        }.stateIn(viewModelScope, SharingStarted.Eagerly, null)

    fun onRetry() {
        viewModelScope.launch { session.open() }
    }

    fun onRestore() {
        isAsking.value = true
    }

    /** The owner would rather not. */
    fun onNotNow() {
        isAsking.value = false
    }

    /** The owner has the words. */
    fun onHasWords() {
        if (state.value?.isAsking != true) return
        isAsking.value = false
        viewModelScope.launch { session.setAside(LocalDate.now(clock)) }
    }
}
