package la.dlak.demo.onboarding

import androidx.lifecycle.ViewModel
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.SharedFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asSharedFlow
import kotlinx.coroutines.flow.asStateFlow

/**
 * The 24 words on their way from one screen of the onboarding to the next. They are in memory only: a turned phone keeps them,
 * the end of the process takes them away, and who finishes with them calls [clear].
 */
class WordsInHand : ViewModel() {
    private val _typed = MutableStateFlow(NONE)
    private val _cleared = MutableSharedFlow<Unit>(extraBufferCapacity = 1)
    private var new: List<String>? = null

    /** They were let go. */
    internal val cleared: SharedFlow<Unit> = _cleared.asSharedFlow()

    /** What was typed to restore a wallet: 24 places, some may be empty. */
    internal val typed: StateFlow<List<String>> = _typed.asStateFlow()

    internal fun type(words: List<String>) {
        _typed.value = words
    }

    /** The words of a wallet that was just made. */
    internal fun give(words: List<String>) {
        new = words
    }

    /** Gives them once. */
    internal fun takeNew(): List<String>? = new.also { new = null }

    /** Lets them go, here and where they are shown. */
    internal fun clear() {
        new = null
        _typed.value = NONE
        _cleared.tryEmit(Unit)
    }

    override fun onCleared() = clear()

    internal companion object {
        const val COUNT = 24
        val NONE: List<String> = List(COUNT) { "" }
    }
}
