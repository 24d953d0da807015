package la.dlak.demo.lock

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import la.dlak.demo.common.Outcome
import la.dlak.demo.common.attempt
import la.dlak.wallet.Checks

/** A new PIN is typed twice: whoever mistypes it once would be shut out. */
data class NewPinState(
    /** Is it typed for the second time? */
    val isAgain: Boolean = false,
    val pad: PinPadState = PinPadState(),
)

/** Asks for a new PIN until it was typed the same twice, and is one that the wallet takes. */
internal class NewPin(private val onChosen: (pin: String) -> Unit) : PinPadActions {
    private val input = PinInput()
    private var first: String? = null
    private val _state = MutableStateFlow(NewPinState())

    val state: StateFlow<NewPinState> = _state.asStateFlow()

    override fun onDigit(digit: Char) {
        input.add(digit)
        showCount()
    }

    override fun onDelete() {
        input.deleteLast()
        showCount()
    }

    override fun onSubmit() {
        if (!_state.value.pad.canSubmit) return
        val typed = input.take()
        val before = first
        when {
            before == null -> begin(typed)
            before == typed -> chosen(typed)
            else -> startOver(PinNotice.NotTheSame)
        }
    }

    /** From the beginning. */
    fun startOver(notice: PinNotice? = null) {
        first = null
        input.clear()
        _state.value = NewPinState(pad = PinPadState(notice = notice))
    }

    private fun begin(typed: String) {
        when (val checked = attempt { Checks.newPin(typed) }) {
            is Outcome.Failed -> startOver(PinNotice.Refused(checked.problem))
            is Outcome.Done -> {
                first = typed
                _state.value = NewPinState(isAgain = true)
            }
        }
    }

    private fun chosen(pin: String) {
        first = null
        onChosen(pin)
    }

    private fun showCount() {
        _state.value = _state.value.copy(pad = PinPadState(input.count))
    }
}
