package la.dlak.demo.onboarding

import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import la.dlak.demo.common.Outcome
import la.dlak.demo.common.Problem
import la.dlak.demo.common.attempt
import la.dlak.demo.session.Session
import la.dlak.demo.settings.SettingsStore

/** The wallet is made known to the bank. */
data class EnrolUiState(
    /** Without it nothing needs to be typed: a wallet that came back from its words is only waiting for the bank. */
    val needsCode: Boolean = true,
    val code: String = "",
    val isBusy: Boolean = false,
    val problem: Problem? = null,
) {
    val canRegister: Boolean get() = !isBusy && (!needsCode || code.isNotBlank())

    /** Not the code: who has it becomes the owner. */
    override fun toString(): String = "EnrolUiState(needsCode=$needsCode, isBusy=$isBusy, problem=$problem)"
}

/** Registers the wallet with the code that the owner got from a commercial bank. The code is kept in memory only. */
class EnrolViewModel(private val session: Session, settings: SettingsStore) : ViewModel() {
    private val _state = MutableStateFlow(EnrolUiState(needsCode = !settings.settings.value.isRestored))

    val state: StateFlow<EnrolUiState> = _state.asStateFlow()

    init {
        if (!_state.value.needsCode) onRegister()
    }

    fun onCode(code: String) {
        // Codes are written in capitals; what else is in them, the bank knows best.
        _state.update { it.copy(code = code.trim().uppercase(), problem = null) }
    }

    fun onRegister() {
        val now = _state.value
        if (!now.canRegister) return
        _state.update { it.copy(isBusy = true, problem = null) }
        viewModelScope.launch {
            val done = attempt { if (now.needsCode) session.register(now.code) else session.refreshProfile() }
            _state.update { it.copy(isBusy = false, problem = (done as? Outcome.Failed)?.problem) }
        }
    }
}
