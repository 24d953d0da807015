package la.dlak.demo.receive

import androidx.lifecycle.SavedStateHandle
import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import la.dlak.demo.common.AmountEntry
import la.dlak.demo.common.Outcome
import la.dlak.demo.common.attempt
import la.dlak.demo.session.Session
import la.dlak.demo.session.SessionState
import java.time.Clock

/** To be paid: by the code that is always the same, or by a request for an amount. */
class ReceiveViewModel(
    private val session: Session,
    private val saved: SavedStateHandle,
    clock: Clock,
) : ViewModel() {
    private val _state = MutableStateFlow(ReceiveUiState())
    private var ownCode: String? = null
    private val counter = Counter(session, saved, clock, viewModelScope) { income -> _state.update { it.copy(received = income) } }

    val state: StateFlow<ReceiveUiState> = _state.asStateFlow()

    init {
        viewModelScope.launch { counter.asking.collect { show() } }
        viewModelScope.launch {
            session.state.collect { state -> _state.update { it.copy(name = (state as? SessionState.Open)?.profile?.name) } }
        }
        viewModelScope.launch {
            val made = attempt { session.awaitWallet().staticCode() }
            ownCode = (made as? Outcome.Done)?.value
            show()
        }
    }

    /** An amount is to be asked for. */
    fun onAskForAmount() {
        saved[TYPING] = true
        show()
    }

    fun onAmount(entry: AmountEntry) {
        saved[ENTRY] = entry.saved
        show()
    }

    fun onMemo(memo: String) {
        saved[MEMO] = memo.take(MEMO_MAX)
        show()
    }

    /** The amount is as it should be: a code for it. */
    fun onRequest() {
        val step = state.value.step
        val amount = (step as? ReceiveStep.Typing)?.entry?.amount ?: return
        counter.request(amount, step.memo.trim().ifEmpty { null })
    }

    /** The same again: it ran out, or could not be made. */
    fun onAgain() = counter.again()

    /** Asks the bank where the request stands. */
    fun onAskBank() = counter.ask()

    fun onReceivedSeen() = _state.update { it.copy(received = null) }

    /** One step back: from the request to its amount, from there to the own code. False when there is none: leave. */
    fun onBack(): Boolean {
        val asking = counter.asking.value
        when {
            asking is Asking.Paid -> clear()
            asking != Asking.None -> counter.forget()
            isTyping() -> clear()
            else -> return false
        }
        return true
    }

    private fun clear() {
        saved[TYPING] = false
        saved[ENTRY] = null
        saved[MEMO] = null
        counter.forget()
        show()
    }

    private fun isTyping(): Boolean = saved[TYPING] ?: false

    private fun show() {
        val asking = counter.asking.value
        val step = when {
            asking != Asking.None -> ReceiveStep.Requested(asking)
            isTyping() -> ReceiveStep.Typing(AmountEntry.restored(saved[ENTRY]), saved[MEMO] ?: "")
            else -> ReceiveStep.Own(ownCode)
        }
        _state.update { it.copy(step = step) }
    }

    companion object {
        /** What the bank takes. */
        const val MEMO_MAX = 140

        private const val TYPING = "typing"
        private const val ENTRY = "entry"
        private const val MEMO = "memo"
    }
}
