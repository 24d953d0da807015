package la.dlak.demo.onboarding

import androidx.lifecycle.ViewModel
import androidx.lifecycle.viewModelScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch
import la.dlak.demo.common.Outcome
import la.dlak.demo.common.Problem
import la.dlak.demo.common.attempt
import la.dlak.wallet.Checks

/** The words of a wallet as they are typed. */
data class RestoreUiState(
    /** 24 places, some may be empty. */
    val words: List<String> = WordsInHand.NONE,
    /** The place that is typed now, from 0. */
    val current: Int = 0,
    val typed: String = "",
    /** What it may become. */
    val suggestions: List<String> = emptyList(),
    /** The places, from 0, whose words no wallet has. */
    val wrong: Set<Int> = emptySet(),
    /** What is wrong with them all. */
    val problem: Problem? = null,
) {
    val count: Int get() = words.count(String::isNotEmpty)
    val isFull: Boolean get() = count == words.size

    /** Not the words. */
    override fun toString(): String = "RestoreUiState($count words)"
}

/** Takes the 24 words of a wallet: typed, chosen or pasted. They stay in memory, see [WordsInHand]. */
class RestoreViewModel(private val inHand: WordsInHand, private val list: WordList) : ViewModel() {
    private val _state = MutableStateFlow(at(RestoreUiState(words = inHand.typed.value), inHand.typed.value.indexOf("").coerceAtLeast(0)))

    val state: StateFlow<RestoreUiState> = _state.asStateFlow()

    init {
        // The wallet is back, and this screen may live on behind it.
        viewModelScope.launch { inHand.cleared.collect { _state.value = RestoreUiState() } }
    }

    /**
     * What stands in the field. A space ends a word; more words than one were pasted, and go to the places from here on.
     *
     * @return were they pasted?
     */
    fun onTyped(text: String): Boolean {
        val words = wordsIn(text)
        when {
            words.size > 1 -> return onPaste(text)
            words.size == 1 && text.last().isWhitespace() -> put(words)
            else -> show(_state.value.copy(typed = text.trim().lowercase(), problem = null))
        }
        return false
    }

    /** A suggestion was chosen. */
    fun onChoose(word: String) = put(listOf(word))

    /** The word in the field is whole. */
    fun onNext() {
        val words = wordsIn(_state.value.typed)
        if (words.isNotEmpty()) put(words)
    }

    /**
     * Text from the clipboard: all the words go to their places; a part of them from the current place on.
     *
     * @return were there words in it?
     */
    fun onPaste(text: String): Boolean {
        val words = wordsIn(text)
        if (words.isEmpty()) return false
        if (words.size >= WordsInHand.COUNT) show(_state.value.copy(current = 0))
        put(words)
        return true
    }

    /** Another place is typed. */
    fun onPlace(place: Int) {
        if (place in _state.value.words.indices) show(at(keepTyped(_state.value), place))
    }

    /** Are they the words of a wallet? If not, the state says what is wrong. */
    fun onContinue(): Boolean {
        val kept = keepTyped(_state.value)
        show(kept)
        return when (val checked = attempt { Checks.words(kept.words.joinToString(" ")) }) {
            is Outcome.Done -> true
            is Outcome.Failed -> {
                val place = checked.problem.details["position"]?.toIntOrNull()?.minus(1)?.takeIf { it in kept.words.indices }
                show((if (place == null) kept else at(kept, place)).copy(problem = checked.problem))
                false
            }
        }
    }

    /** Puts words into the places from the current one on, and goes to the next that is empty. */
    private fun put(words: List<String>) {
        val now = _state.value
        val places = now.words.toMutableList()
        for ((offset, word) in words.withIndex()) {
            if (now.current + offset in places.indices) places[now.current + offset] = word
        }
        val last = (now.current + words.size - 1).coerceAtMost(places.lastIndex)
        val next = (last + 1..places.lastIndex).find { places[it].isEmpty() } ?: places.indexOf("")
        show(at(now.copy(words = places, problem = null), if (next >= 0) next else last))
    }

    private fun keepTyped(now: RestoreUiState): RestoreUiState {
        val typed = now.typed.trim()
        return now.copy(words = now.words.toMutableList().also { it[now.current] = typed })
    }

    private fun at(now: RestoreUiState, place: Int) = now.copy(current = place, typed = now.words[place])

    private fun show(now: RestoreUiState) {
        inHand.type(now.words)
        val suggestions = list.suggest(now.typed, SUGGESTIONS)
        _state.value = now.copy(
            suggestions = if (suggestions == listOf(now.typed)) emptyList() else suggestions,
            wrong = now.words.indices.filter { now.words[it].isNotEmpty() && !list.has(now.words[it]) }.toSet(),
        )
    }

    /** Lists are often numbered: "1. abandon 2. ability" is two words. */
    private fun wordsIn(text: String): List<String> =
        text.lowercase().split(NO_LETTERS).filter(String::isNotEmpty)

    /** The owner went back, or is done. */
    override fun onCleared() = inHand.clear()

    private companion object {
        const val SUGGESTIONS = 4
        val NO_LETTERS = Regex("[^\\p{L}]+")
    }
}
