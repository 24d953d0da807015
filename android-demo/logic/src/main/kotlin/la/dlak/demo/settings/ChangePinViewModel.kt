package la.dlak.demo.settings

import androidx.lifecycle.SavedStateHandle
import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import la.dlak.demo.common.Outcome
import la.dlak.demo.common.attempt
import la.dlak.demo.lock.Biometrics
import la.dlak.demo.lock.NewPin
import la.dlak.demo.lock.NewPinState
import la.dlak.demo.lock.PinGate
import la.dlak.demo.lock.PinNotice
import la.dlak.demo.lock.PinPadActions
import la.dlak.demo.lock.PinPadState
import la.dlak.demo.session.Session
import java.time.Clock

/** From the old PIN to a new one. */
sealed interface ChangePinUiState {
    data class Old(val pad: PinPadState) : ChangePinUiState

    data class New(val pin: NewPinState) : ChangePinUiState

    data object Changing : ChangePinUiState

    /** [wereBiometricsOn]: what was sealed was the old PIN, so they are off now. */
    data class Changed(val wereBiometricsOn: Boolean) : ChangePinUiState
}

/** Changes the PIN. No step of it outlives the process: it begins anew with the old PIN. */
class ChangePinViewModel(
    private val session: Session,
    private val settings: SettingsStore,
    private val biometrics: Biometrics,
    clock: Clock,
    saved: SavedStateHandle,
) : ViewModel() {
    private val gate = PinGate(viewModelScope, clock, saved, ::openWith)
    private val newPin = NewPin(::change)
    private var old: String? = null
    private val _state = MutableStateFlow<ChangePinUiState>(ChangePinUiState.Old(gate.state.value))

    /** The pad of the step that is shown. */
    val pad: PinPadActions get() = if (_state.value is ChangePinUiState.Old) gate else newPin
    val state: StateFlow<ChangePinUiState> = _state.asStateFlow()

    init {
        viewModelScope.launch { gate.state.collect { if (_state.value is ChangePinUiState.Old) _state.value = ChangePinUiState.Old(it) } }
        viewModelScope.launch { newPin.state.collect { if (_state.value is ChangePinUiState.New) _state.value = ChangePinUiState.New(it) } }
    }

    private suspend fun openWith(pin: String) {
        session.unlock(pin)
        old = pin
        _state.value = ChangePinUiState.New(newPin.state.value)
    }

    private fun change(new: String) {
        val before = old ?: return
        val wereBiometricsOn = settings.settings.value.isBiometricsOn
        _state.value = ChangePinUiState.Changing
        viewModelScope.launch {
            val changed = withContext(NonCancellable) { attempt { session.awaitWallet().changePin(before, new) } }
            when (changed) {
                is Outcome.Done -> {
                    old = null
                    biometrics.forget()
                    settings.update { it.copy(isBiometricsOn = false) }
                    _state.value = ChangePinUiState.Changed(wereBiometricsOn)
                }
                is Outcome.Failed -> {
                    newPin.startOver(PinNotice.Refused(changed.problem))
                    _state.value = ChangePinUiState.New(newPin.state.value)
                }
            }
        }
    }

    override fun onCleared() {
        old = null
    }
}
