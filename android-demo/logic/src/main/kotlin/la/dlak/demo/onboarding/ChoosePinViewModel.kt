package la.dlak.demo.onboarding

import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import la.dlak.demo.common.Outcome
import la.dlak.demo.common.Problem
import la.dlak.demo.common.attempt
import la.dlak.demo.lock.Biometrics
import la.dlak.demo.lock.NewPin
import la.dlak.demo.lock.NewPinState
import la.dlak.demo.lock.PinPadActions
import la.dlak.demo.session.Session
import la.dlak.demo.settings.SettingsStore
import la.dlak.wallet.ErrorCode

/** How far a PIN for the wallet has come. */
sealed interface ChoosePinUiState {
    data class Typing(val pin: NewPinState) : ChoosePinUiState

    /** The wallet is being made, or brought back. */
    data class Making(val isRestore: Boolean) : ChoosePinUiState

    data class Failed(val problem: Problem, val isRestore: Boolean) : ChoosePinUiState

    /** The words that were typed are gone, as after the phone ended the app: they are typed again. */
    data object WordsGone : ChoosePinUiState
}

/** A PIN is chosen, and the wallet made with it: new, or from the words in hand. Where it goes on, the session's state says. */
class ChoosePinViewModel(
    private val isRestore: Boolean,
    private val session: Session,
    private val settings: SettingsStore,
    private val biometrics: Biometrics,
    private val inHand: WordsInHand,
) : ViewModel() {
    private val newPin = NewPin(::make)
    private var chosen: String? = null
    private val _state = MutableStateFlow<ChoosePinUiState>(ChoosePinUiState.Typing(newPin.state.value))

    val pad: PinPadActions get() = newPin
    val state: StateFlow<ChoosePinUiState> = _state.asStateFlow()

    init {
        viewModelScope.launch { newPin.state.collect { if (chosen == null) _state.value = ChoosePinUiState.Typing(it) } }
        if (isRestore && inHand.typed.value.any(String::isEmpty)) _state.value = ChoosePinUiState.WordsGone
    }

    /** Once more, with the same PIN: the bank was not to be had, or so. */
    fun onRetry() {
        if (_state.value is ChoosePinUiState.Failed) chosen?.let(::make)
    }

    /** Another PIN, after a failure. */
    fun onStartOver() {
        if (_state.value is ChoosePinUiState.Making) return
        chosen = null
        newPin.startOver()
        _state.value = ChoosePinUiState.Typing(newPin.state.value)
    }

    private fun make(pin: String) {
        chosen = pin
        _state.value = ChoosePinUiState.Making(isRestore)
        viewModelScope.launch {
            val made = attempt { if (isRestore) restore(pin) else create(pin) }
            when {
                made is Outcome.Done -> chosen = null
                // It was made before, and its end was not seen.
                made is Outcome.Failed && made.problem.code == ErrorCode.WalletExists -> session.open()
                made is Outcome.Failed -> _state.value = ChoosePinUiState.Failed(made.problem, isRestore)
            }
        }
    }

    // What the wallet's settings say must be true before the wallet is there: the app may end right after.

    private suspend fun create(pin: String) {
        begin(isRestore = false)
        val words = session.create(pin)
        inHand.give(words)
    }

    private suspend fun restore(pin: String) {
        begin(isRestore = true)
        session.restore(inHand.typed.value.joinToString(" "), pin)
        inHand.clear()
    }

    private fun begin(isRestore: Boolean) {
        biometrics.forget()
        settings.update { it.copy(areWordsConfirmed = isRestore, isRestored = isRestore, isBiometricsOn = false) }
    }

    override fun onCleared() {
        chosen = null
    }
}
