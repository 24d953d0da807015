package la.dlak.demo.till

import androidx.lifecycle.SavedStateHandle
import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import la.dlak.demo.common.AmountEntry
import la.dlak.demo.receive.Asking
import la.dlak.demo.receive.Counter
import la.dlak.demo.session.Session
import la.dlak.demo.session.SessionState
import java.time.Clock

/** A customer after the other: an amount, a code, paid. */
class TillViewModel(session: Session, private val saved: SavedStateHandle, clock: Clock) : ViewModel() {
    private val _state = MutableStateFlow(TillUiState(entry = AmountEntry.restored(saved[ENTRY])))
    private val counter = Counter(session, saved, clock, viewModelScope) { income -> _state.update { it.copy(other = income) } }

    val state: StateFlow<TillUiState> = _state.asStateFlow()

    init {
        viewModelScope.launch { counter.asking.collect { asking -> _state.update { it.copy(asking = asking) } } }
        viewModelScope.launch {
            session.state.collect { state -> _state.update { it.copy(name = (state as? SessionState.Open)?.profile?.name) } }
        }
    }

    fun onAmount(entry: AmountEntry) {
        saved[ENTRY] = entry.saved
        _state.update { it.copy(entry = entry) }
    }

    /** A code for what is typed. */
    fun onRequest() {
        val now = state.value
        if (now.asking == Asking.None) now.entry.amount?.let { counter.request(it, memo = null) }
    }

    /** The same once more. */
    fun onAgain() = counter.again()

    /** Back to the pad with the amount as it was: the customer pays otherwise, or it was wrong. */
    fun onCancel() = counter.forget()

    /** The next customer. */
    fun onNext() {
        counter.forget()
        onAmount(AmountEntry.EMPTY)
    }

    /** Asks the bank where the request stands. */
    fun onAskBank() = counter.ask()

    fun onOtherSeen() = _state.update { it.copy(other = null) }

    private companion object {
        const val ENTRY = "entry"
    }
}
