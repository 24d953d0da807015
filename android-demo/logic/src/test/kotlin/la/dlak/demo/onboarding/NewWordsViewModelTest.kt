package la.dlak.demo.onboarding

import androidx.lifecycle.SavedStateHandle
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.UnconfinedTestDispatcher
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.test.testTimeSource
import la.dlak.demo.fake.FakeSettings
import la.dlak.demo.fake.FakeWallet
import la.dlak.demo.fake.FakeWallets
import la.dlak.demo.fake.MainThread
import la.dlak.demo.fake.TestClock
import la.dlak.demo.fake.sampleWords
import la.dlak.demo.fake.type
import la.dlak.demo.session.Session
import la.dlak.demo.session.isLockShown
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import kotlin.random.Random

class NewWordsViewModelTest {
    @get:Rule
    val mainThread = MainThread()

    private val phone = FakeWallets(FakeWallet(registered = false), isThere = false)
    private val settings = FakeSettings()
    private val inHand = WordsInHand()
    private val saved = SavedStateHandle()

    private fun testing(test: suspend TestScope.(Session) -> Unit) = runTest(UnconfinedTestDispatcher()) {
        val session = Session(phone, backgroundScope, testTimeSource)
        inHand.give(session.create(FakeWallet.PIN))
        test(session)
    }

    private fun TestScope.words(session: Session) =
        NewWordsViewModel(session, settings, inHand, TestClock(testScheduler), saved, Random(1))

    private fun NewWordsViewModel.question() = state.value as NewWordsUiState.Check

    @Test
    fun `the words are shown, and three right answers show that they are written down`() = testing { session ->
        val model = words(session)
        assertEquals(sampleWords, (model.state.value as NewWordsUiState.Show).words)
        model.onWritten()
        val places = mutableSetOf<Int>()
        repeat(3) {
            assertFalse(settings.settings.value.areWordsConfirmed)
            places += model.question().place
            model.onChoose(sampleWords[model.question().place - 1])
        }
        assertEquals(3, places.size)
        assertTrue(settings.settings.value.areWordsConfirmed)
    }

    @Test
    fun `each question has the right word once among six of the wallet's own`() = testing { session ->
        val model = words(session)
        model.onWritten()
        val asked = model.question()
        assertEquals(6, asked.choices.toSet().size)
        assertTrue(sampleWords.containsAll(asked.choices))
        assertTrue(sampleWords[asked.place - 1] in asked.choices)
    }

    @Test
    fun `a wrong answer is said and asked again, and the words can be seen again`() = testing { session ->
        val model = words(session)
        model.onWritten()
        val asked = model.question()
        val wrong = asked.choices.first { it != sampleWords[asked.place - 1] }
        model.onChoose(wrong)
        assertEquals(wrong, model.question().wrong)
        assertEquals(asked.place, model.question().place)
        model.onLookAgain()
        assertEquals(sampleWords, (model.state.value as NewWordsUiState.Show).words)
    }

    @Test
    fun `after the end of the process the PIN brings the words back, before any lock`() = testing { session ->
        words(session).onWritten()
        session.lock()
        val model = NewWordsViewModel(session, settings, WordsInHand(), TestClock(testScheduler), saved)
        assertTrue(model.state.value is NewWordsUiState.AskPin)
        assertFalse(isLockShown(session.state.value, settings.settings.value))
        model.pad.type(FakeWallet.PIN)
        assertEquals(sampleWords, (model.state.value as NewWordsUiState.Show).words)
    }

    @Test
    fun `words that nobody looks at any more are hidden when the wallet is locked`() = testing { session ->
        val model = words(session)
        session.lock()
        assertTrue(model.state.value is NewWordsUiState.AskPin)
        model.onLookAgain()
        model.onWritten()
        assertTrue(model.state.value is NewWordsUiState.AskPin)
    }

    @Test
    fun `a wrong PIN shows no words`() = testing { session ->
        inHand.clear()
        val model = words(session)
        model.pad.type("314159")
        assertTrue(model.state.value is NewWordsUiState.AskPin)
    }

    @Test
    fun `no word is in the text of a state, or among what is saved`() = testing { session ->
        val model = words(session)
        val shown = model.state.value.toString()
        model.onWritten()
        val said = shown + model.question() + saved.keys().map { saved.get<Any>(it) }
        assertFalse(sampleWords.any { it in said })
    }
}
