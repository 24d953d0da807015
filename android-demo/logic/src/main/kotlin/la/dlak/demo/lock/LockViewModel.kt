package la.dlak.demo.lock

import androidx.lifecycle.SavedStateHandle
import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.SharingStarted
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.stateIn
import kotlinx.coroutines.launch
import la.dlak.demo.common.Problem
import la.dlak.demo.session.Session
import la.dlak.demo.session.SessionState
import la.dlak.demo.settings.Settings
import la.dlak.demo.settings.SettingsStore
import la.dlak.wallet.ErrorCode
import java.time.Clock

/** The lock before the wallet. */
data class LockUiState(
    val pad: PinPadState = PinPadState(),
    /** Whose wallet it is, if the bank said so. */
    val name: String? = null,
    /** May a finger or a face open it? */
    val hasBiometrics: Boolean = false,
)

/** Opens the wallet by its PIN, or by what stands for it. */
class LockViewModel(
    private val session: Session,
    private val settings: SettingsStore,
    private val biometrics: Biometrics,
    clock: Clock,
    saved: SavedStateHandle,
) : ViewModel() {
    private val gate = PinGate(viewModelScope, clock, saved, session::unlock)
    private var asking: Job? = null

    /** Asked once: it is a call to another process. */
    private val hasSensor = biometrics.isAvailable()

    val pad: PinPadActions get() = gate

    val state: StateFlow<LockUiState> = combine(gate.state, session.state, settings.settings, ::describe)
        .stateIn(viewModelScope, SharingStarted.Eagerly, describe(gate.state.value, session.state.value, settings.settings.value))

    /** Asks for the finger or the face. */
    fun onBiometrics() {
        if (!state.value.hasBiometrics || !state.value.pad.canType || asking?.isActive == true) return
        asking = viewModelScope.launch {
            when (val unsealed = biometrics.unseal()) {
                is Unsealing.Pin -> if (gate.state.value.canType) gate.submit(unsealed.pin, ::refused)
                Unsealing.Cancelled -> Unit
                Unsealing.Gone -> switchOff()
            }
        }
    }

    private fun refused(problem: Problem) {
        // The PIN was changed since, and the sealed one is old: it must not cost another try.
        if (problem.code == ErrorCode.WrongPin) switchOff() else gate.refuse(problem)
    }

    private fun switchOff() {
        biometrics.forget()
        settings.update { it.copy(isBiometricsOn = false) }
        gate.say(PinNotice.BiometricsGone)
    }

    private fun describe(pad: PinPadState, session: SessionState, settings: Settings) = LockUiState(
        pad = pad,
        name = (session as? SessionState.Open)?.profile?.name,
        hasBiometrics = settings.isBiometricsOn && hasSensor,
    )
}
