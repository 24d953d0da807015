package la.dlak.demo.session

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import la.dlak.demo.common.Outcome
import la.dlak.demo.common.Problem
import la.dlak.demo.common.attempt
import la.dlak.wallet.WalletException
import kotlin.time.Duration.Companion.seconds

/**
 * Is the bank to be had? Told by what calls to it come to, not by the phone's antenna: a network without the bank is of no use.
 * While it is not, [ask] asks again, slower and slower.
 */
class Reach(private val scope: CoroutineScope, private val ask: suspend () -> Unit) {
    private val _isOffline = MutableStateFlow(false)
    private var probing: Job? = null

    val isOffline: StateFlow<Boolean> = _isOffline.asStateFlow()

    /** Makes a call to the bank, and learns from what comes of it. */
    suspend fun <T> of(call: suspend () -> T): T =
        try {
            call().also { _isOffline.value = false }
        } catch (failed: WalletException) {
            if (Problem.of(failed).isOffline) {
                _isOffline.value = true
                if (probing?.isActive != true) probe(first = PAUSE)
            } else if (failed.code.value.startsWith("bank-").not()) {
                // Anything that the bank itself said: it is there.
                _isOffline.value = false
            }
            throw failed
        }

    /** Asks now: the phone says that its network is another, or the app is seen again. */
    fun probe() {
        probe(first = 0)
    }

    private fun probe(first: Long) {
        probing?.cancel()
        probing = scope.launch {
            var pause = first
            while (true) {
                delay(pause.seconds)
                val asked = attempt { ask() }
                _isOffline.value = asked is Outcome.Failed && asked.problem.isOffline
                if (!_isOffline.value) return@launch
                pause = (pause * 2).coerceIn(PAUSE, PAUSE_MAX)
            }
        }
    }

    private companion object {
        const val PAUSE = 2L
        const val PAUSE_MAX = 30L
    }
}
