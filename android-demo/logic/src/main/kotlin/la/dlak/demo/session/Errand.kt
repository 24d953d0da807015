package la.dlak.demo.session

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import la.dlak.demo.common.Outcome
import la.dlak.demo.common.attempt
import la.dlak.wallet.Amount

/**
 * Something that is asked of the bank once, and has no id before: a top-up, a redemption. It belongs to no screen. Whoever leaves
 * the screen and comes back finds it running, or its end, and nobody asks a second time because they looked away.
 */
class Errand<T> internal constructor(private val scope: CoroutineScope, private val ask: suspend (Amount) -> T) {
    private val _state = MutableStateFlow<State<T>>(State.Idle)

    val state: StateFlow<State<T>> = _state.asStateFlow()

    /** What was newest when it was begun: whoever takes it over looks for what is newer only. */
    var mark: String? = null
        private set

    /** Asks, unless it is asking already: then it says false. */
    fun begin(amount: Amount, after: String? = null): Boolean {
        if (state.value is State.Running) return false
        mark = after
        _state.value = State.Running(amount)
        scope.launch { _state.value = State.Over(amount, attempt { ask(amount) }) }
        return true
    }

    /** Its owner has seen its end. */
    fun clear() {
        if (state.value is State.Over) _state.value = State.Idle
    }

    sealed interface State<out T> {
        data object Idle : State<Nothing>

        data class Running(val amount: Amount) : State<Nothing>

        data class Over<T>(val amount: Amount, val outcome: Outcome<T>) : State<T>
    }
}
