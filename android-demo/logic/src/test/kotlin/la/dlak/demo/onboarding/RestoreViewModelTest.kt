package la.dlak.demo.onboarding

import la.dlak.demo.fake.MainThread
import la.dlak.demo.fake.sampleWords
import la.dlak.wallet.ErrorCode
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test

class RestoreViewModelTest {
    @get:Rule
    val mainThread = MainThread()

    private val inHand = WordsInHand()
    private val model by lazy { RestoreViewModel(inHand, LibraryWords) }
    private val state get() = model.state.value

    @Test
    fun `a few letters suggest words, and the one that is chosen goes to its place`() {
        model.onTyped("mon")
        assertEquals(listOf("monitor", "monkey", "monster", "month"), state.suggestions)
        model.onChoose("monkey")
        assertEquals("monkey", state.words[0])
        assertEquals(1, state.current)
        assertEquals("", state.typed)
    }

    @Test
    fun `a space ends a word, and capitals don't matter`() {
        for (word in sampleWords) model.onTyped("${word.uppercase()} ")
        assertEquals(sampleWords, state.words)
        assertTrue(model.onContinue())
    }

    @Test
    fun `words that are pasted find their places, numbered or not`() {
        assertTrue(model.onPaste(sampleWords.withIndex().joinToString("\n") { "${it.index + 1}. ${it.value}" }))
        assertEquals(sampleWords, state.words)
        assertTrue(model.onContinue())
    }

    @Test
    fun `words that are pasted into the field itself are known as pasted`() {
        assertTrue(model.onTyped(sampleWords.joinToString(" ")))
        assertEquals(sampleWords, state.words)
        assertFalse(model.onPaste(" 12 \n"))
    }

    @Test
    fun `a word that no wallet has is marked at its place, and leads there`() {
        model.onPaste((sampleWords.take(4) + "vientiane" + sampleWords.drop(5)).joinToString(" "))
        assertEquals(setOf(4), state.wrong)
        assertFalse(model.onContinue())
        assertEquals(ErrorCode.UnknownWord, state.problem?.code)
        assertEquals(4, state.current)
        model.onTyped(sampleWords[4])
        assertTrue(model.onContinue())
    }

    @Test
    fun `words in the wrong order don't fit together`() {
        model.onPaste(sampleWords.reversed().joinToString(" "))
        assertFalse(model.onContinue())
        assertEquals(ErrorCode.WordsChecksum, state.problem?.code)
    }

    @Test
    fun `a word that is missing is said, with how many there are`() {
        model.onPaste(sampleWords.take(23).joinToString(" "))
        assertEquals(23, state.current)
        assertFalse(model.onContinue())
        assertEquals(ErrorCode.WordCount, state.problem?.code)
    }

    @Test
    fun `what stands in the field is not lost when another place is touched`() {
        model.onTyped("milk")
        model.onPlace(5)
        assertEquals("milk", state.words[0])
        model.onPlace(0)
        assertEquals("milk", state.typed)
    }

    @Test
    fun `coming back from the next screen all words are there, and after a new process none`() {
        model.onPaste(sampleWords.joinToString(" "))
        assertEquals(sampleWords, RestoreViewModel(inHand, LibraryWords).state.value.words)
        assertEquals(0, RestoreViewModel(WordsInHand(), LibraryWords).state.value.count)
    }

    @Test
    fun `once the wallet is back no word is kept, on the screen behind neither`() {
        model.onPaste(sampleWords.joinToString(" "))
        inHand.clear()
        assertEquals(RestoreUiState(), state)
        assertEquals(WordsInHand.NONE, inHand.typed.value)
    }

    @Test
    fun `no word is in the text of the state`() {
        model.onPaste(sampleWords.joinToString(" "))
        model.onTyped("secret")
        assertFalse((sampleWords + "secret").any { it in state.toString() })
    }
}
