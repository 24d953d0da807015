package la.dlak.demo.lock

import androidx.lifecycle.SavedStateHandle
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import la.dlak.demo.common.Outcome
import la.dlak.demo.common.Problem
import la.dlak.demo.common.attempt
import la.dlak.wallet.ErrorCode
import java.time.Clock
import java.time.Duration
import java.time.Instant

/**
 * Asks for the PIN, and does with it what needs it. After too many wrong ones it counts the seconds down; the end of a wait
 * outlives the process, the PIN never does.
 *
 * @param use throws what the wallet says about the PIN
 */
internal class PinGate(
    private val scope: CoroutineScope,
    private val clock: Clock,
    private val saved: SavedStateHandle,
    private val use: suspend (pin: String) -> Unit,
) : PinPadActions {
    private val input = PinInput()
    private val _state = MutableStateFlow(PinPadState())
    private var waiting: Job? = null

    val state: StateFlow<PinPadState> = _state.asStateFlow()

    init {
        saved.get<Long>(WAIT_UNTIL)?.let { waitUntil(Instant.ofEpochMilli(it)) }
    }

    override fun onDigit(digit: Char) {
        if (!_state.value.canType) return
        input.add(digit)
        _state.value = PinPadState(input.count)
    }

    override fun onDelete() {
        if (!_state.value.canType) return
        input.deleteLast()
        _state.value = PinPadState(input.count)
    }

    override fun onSubmit() {
        if (_state.value.canSubmit) submit(input.take())
    }

    /** Uses a PIN that was not typed here. */
    fun submit(pin: String, onRefused: (Problem) -> Unit = { refuse(it) }) {
        _state.update { PinPadState(it.count, isBusy = true) }
        scope.launch {
            // Cancelled in the middle it would count as a wrong PIN.
            val used = withContext(NonCancellable) { attempt { use(pin) } }
            when (used) {
                is Outcome.Done -> _state.value = PinPadState()
                is Outcome.Failed -> onRefused(used.problem)
            }
        }
    }

    /** Says something, and begins anew. */
    fun say(notice: PinNotice?) {
        input.clear()
        _state.value = PinPadState(notice = notice)
    }

    fun refuse(problem: Problem) {
        val retryAt = problem.retryAt
        if (problem.code == ErrorCode.TooManyWrongPins && retryAt != null) waitUntil(retryAt) else say(PinNotice.Refused(problem))
    }

    private fun waitUntil(end: Instant) {
        saved[WAIT_UNTIL] = end.toEpochMilli()
        waiting?.cancel()
        waiting = scope.launch {
            while (true) {
                val left = Duration.between(clock.instant(), end)
                if (left.isNegative || left.isZero) break
                // Rounded up: at "0" the next try is allowed.
                say(PinNotice.Wait((left.toMillis() + MILLIS - 1) / MILLIS))
                delay(minOf(MILLIS, left.toMillis().coerceAtLeast(1)))
            }
            saved.remove<Long>(WAIT_UNTIL)
            say(null)
        }
    }

    private companion object {
        const val WAIT_UNTIL = "pin.waitUntil"
        const val MILLIS = 1000L
    }
}
