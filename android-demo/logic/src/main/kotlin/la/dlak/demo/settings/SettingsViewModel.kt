package la.dlak.demo.settings

import androidx.lifecycle.SavedStateHandle
import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.stateIn
import la.dlak.demo.lock.Biometrics
import la.dlak.demo.lock.PinGate
import la.dlak.demo.lock.PinPadActions
import la.dlak.demo.lock.PinPadState
import la.dlak.demo.lock.Sealing
import la.dlak.demo.session.Session
import la.dlak.demo.session.SessionState
import la.dlak.wallet.HolderKind
import java.time.Clock

/** What the owner can change. */
data class SettingsUiState(
    val settings: Settings = Settings(),
    /** Whose wallet it is, if the bank said so. */
    val name: String? = null,
    val account: String? = null,
    /** The network of the bank that is believed. */
    val network: String? = null,
    /** Does the phone have a sensor that can stand for the PIN? */
    val canUseBiometrics: Boolean = false,
    /** The till may be switched off and on by people; a shop always has it. */
    val isShop: Boolean = false,
    /** Not null: the PIN is asked for, to switch the biometrics on. */
    val pinForBiometrics: PinPadState? = null,
    /** The phone could not do it. */
    val didBiometricsFail: Boolean = false,
)

/** Changes what the owner chose. */
class SettingsViewModel(
    private val session: Session,
    private val store: SettingsStore,
    private val biometrics: Biometrics,
    clock: Clock,
    saved: SavedStateHandle,
) : ViewModel() {
    private val gate = PinGate(viewModelScope, clock, saved, ::seal)
    private val asking = MutableStateFlow(Asking())

    /** Asked once: it is a call to another process. */
    private val hasSensor = biometrics.isAvailable()

    val pad: PinPadActions get() = gate

    val state: StateFlow<SettingsUiState> = combine(store.settings, session.state, gate.state, asking, ::describe).stateIn(
        viewModelScope,
        SharingStarted.Eagerly,
        describe(store.settings.value, session.state.value, gate.state.value, asking.value),
    )

    fun onLanguage(language: Language?) = store.update { it.copy(language = language) }

    fun onLook(look: Look) = store.update { it.copy(look = look) }

    fun onShopMode(isOn: Boolean) = store.update { it.copy(isShopMode = isOn) }

    /** Switching on asks for the PIN, then for the finger or the face; switching off forgets what was kept. */
    fun onBiometrics(isOn: Boolean) {
        if (isOn) {
            gate.say(null)
            asking.value = Asking(isPinAsked = true)
        } else {
            biometrics.forget()
            store.update { it.copy(isBiometricsOn = false) }
        }
    }

    /** The owner would rather not. */
    fun onPinCancelled() {
        if (!gate.state.value.isBusy) asking.value = Asking()
    }

    fun onLock() = session.lock()

    private suspend fun seal(pin: String) {
        session.unlock(pin)
        val sealing = biometrics.seal(pin)
        if (sealing == Sealing.SEALED) store.update { it.copy(isBiometricsOn = true) }
        asking.value = Asking(didFail = sealing == Sealing.FAILED)
    }

    private fun describe(settings: Settings, session: SessionState, pad: PinPadState, asking: Asking): SettingsUiState {
        val open = session as? SessionState.Open
        return SettingsUiState(
            settings = settings,
            name = open?.profile?.name,
            account = open?.wallet?.account?.value,
            network = open?.wallet?.trust?.network,
            canUseBiometrics = hasSensor,
            isShop = open?.profile?.kind == HolderKind.MERCHANT,
            pinForBiometrics = pad.takeIf { asking.isPinAsked },
            didBiometricsFail = asking.didFail,
        )
    }

    private data class Asking(val isPinAsked: Boolean = false, val didFail: Boolean = false)
}
