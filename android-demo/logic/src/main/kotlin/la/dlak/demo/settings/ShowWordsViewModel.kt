package la.dlak.demo.settings

import androidx.lifecycle.SavedStateHandle
import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import la.dlak.demo.lock.PinGate
import la.dlak.demo.lock.PinPadActions
import la.dlak.demo.lock.PinPadState
import la.dlak.demo.session.Session
import la.dlak.demo.session.SessionState
import java.time.Clock

/** The words once more. */
sealed interface ShowWordsUiState {
    data class AskPin(val pad: PinPadState) : ShowWordsUiState

    /** Not a data class: its text would have the words. */
    class Words(val words: List<String>) : ShowWordsUiState
}

/** Shows the words to whoever knows the PIN, until the wallet is locked. */
class ShowWordsViewModel(private val session: Session, clock: Clock, saved: SavedStateHandle) : ViewModel() {
    private val gate = PinGate(viewModelScope, clock, saved, ::open)
    private val _state = MutableStateFlow<ShowWordsUiState>(ShowWordsUiState.AskPin(gate.state.value))

    val pad: PinPadActions get() = gate
    val state: StateFlow<ShowWordsUiState> = _state.asStateFlow()

    init {
        viewModelScope.launch { gate.state.collect { if (_state.value is ShowWordsUiState.AskPin) _state.value = ShowWordsUiState.AskPin(it) } }
        viewModelScope.launch {
            session.state.collect { if (it is SessionState.Open && it.isLocked) _state.value = ShowWordsUiState.AskPin(gate.state.value) }
        }
    }

    private suspend fun open(pin: String) {
        _state.value = ShowWordsUiState.Words(session.awaitWallet().words(pin))
    }
}
