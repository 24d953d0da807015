package la.dlak.demo.onboarding

import androidx.lifecycle.SavedStateHandle
import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import la.dlak.demo.lock.PinGate
import la.dlak.demo.lock.PinPadActions
import la.dlak.demo.lock.PinPadState
import la.dlak.demo.session.Session
import la.dlak.demo.session.SessionState
import la.dlak.demo.settings.SettingsStore
import java.time.Clock
import kotlin.random.Random

/** The words of a new wallet: shown, then asked for. */
sealed interface NewWordsUiState {
    /** The words are behind the PIN: the app was closed, or away for long. */
    data class AskPin(val pad: PinPadState) : NewWordsUiState

    /** Not a data class: its text would have the words. */
    class Show(val words: List<String>) : NewWordsUiState

    /** Which word is at this place? [question] of [questions]. */
    class Check(
        val place: Int,
        val choices: List<String>,
        val question: Int,
        val questions: Int,
        /** The choice that was wrong, if one was. */
        val wrong: String? = null,
    ) : NewWordsUiState
}

/** Shows the words of a new wallet until its owner has shown that they are written down. */
class NewWordsViewModel(
    private val session: Session,
    private val settings: SettingsStore,
    private val inHand: WordsInHand,
    clock: Clock,
    saved: SavedStateHandle,
    private val random: Random = Random.Default,
) : ViewModel() {
    private val gate = PinGate(viewModelScope, clock, saved, ::open)
    private var words: List<String> = emptyList()
    private var places: List<Int> = emptyList()
    private val _state = MutableStateFlow<NewWordsUiState>(NewWordsUiState.AskPin(gate.state.value))

    val pad: PinPadActions get() = gate
    val state: StateFlow<NewWordsUiState> = _state.asStateFlow()

    init {
        viewModelScope.launch { gate.state.collect { if (words.isEmpty()) _state.value = NewWordsUiState.AskPin(it) } }
        inHand.takeNew()?.let(::show)
        viewModelScope.launch { session.state.collect { if (it is SessionState.Open && it.isLocked) hide() } }
    }

    /** They are written down. */
    fun onWritten() {
        if (words.isEmpty()) return
        places = words.indices.shuffled(random).take(QUESTIONS).sorted()
        ask(question = 1)
    }

    fun onChoose(word: String) {
        val asked = _state.value as? NewWordsUiState.Check ?: return
        when {
            word != words[asked.place - 1] ->
                _state.value = NewWordsUiState.Check(asked.place, asked.choices, asked.question, asked.questions, wrong = word)
            asked.question < QUESTIONS -> ask(asked.question + 1)
            else -> confirmed()
        }
    }

    /** Back to the words. */
    fun onLookAgain() {
        if (words.isNotEmpty()) _state.value = NewWordsUiState.Show(words)
    }

    private suspend fun open(pin: String) {
        session.unlock(pin)
        show(session.awaitWallet().words(pin))
    }

    private fun show(shown: List<String>) {
        words = shown
        _state.value = NewWordsUiState.Show(shown)
    }

    private fun hide() {
        words = emptyList()
        _state.value = NewWordsUiState.AskPin(gate.state.value)
    }

    private fun ask(question: Int) {
        val place = places[question - 1]
        val others = (words.toSet() - words[place]).shuffled(random).take(CHOICES - 1)
        _state.value = NewWordsUiState.Check(place + 1, (others + words[place]).shuffled(random), question, QUESTIONS)
    }

    private fun confirmed() {
        inHand.clear()
        settings.update { it.copy(areWordsConfirmed = true) }
    }

    override fun onCleared() {
        words = emptyList()
    }

    private companion object {
        const val QUESTIONS = 3
        const val CHOICES = 6
    }
}
