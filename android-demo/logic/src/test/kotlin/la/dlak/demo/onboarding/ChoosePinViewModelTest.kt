package la.dlak.demo.onboarding

import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.UnconfinedTestDispatcher
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.test.testTimeSource
import la.dlak.demo.fake.FakeBiometrics
import la.dlak.demo.fake.FakeSettings
import la.dlak.demo.fake.FakeWallet
import la.dlak.demo.fake.FakeWallets
import la.dlak.demo.fake.MainThread
import la.dlak.demo.fake.failure
import la.dlak.demo.fake.refuse
import la.dlak.demo.fake.sampleWords
import la.dlak.demo.fake.type
import la.dlak.demo.lock.NewPinState
import la.dlak.demo.lock.PinNotice
import la.dlak.demo.session.Session
import la.dlak.demo.session.SessionState
import la.dlak.demo.session.World
import la.dlak.demo.session.worldOf
import la.dlak.demo.settings.Settings
import la.dlak.demo.wallet.NewWalletPort
import la.dlak.demo.wallet.Wallets
import la.dlak.wallet.ErrorCode
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test

class ChoosePinViewModelTest {
    @get:Rule
    val mainThread = MainThread()

    private val phone = FakeWallets(FakeWallet(registered = false), isThere = false)
    private val settings = FakeSettings(Settings(areWordsConfirmed = true, isBiometricsOn = true))
    private val biometrics = FakeBiometrics(sealed = "old")
    private val inHand = WordsInHand()

    private fun testing(wallets: Wallets = phone, test: suspend TestScope.(Session) -> Unit) = runTest(UnconfinedTestDispatcher()) {
        val session = Session(wallets, backgroundScope, testTimeSource)
        session.open()
        test(session)
    }

    private fun choose(session: Session, isRestore: Boolean = false) =
        ChoosePinViewModel(isRestore, session, settings, biometrics, inHand)

    private fun ChoosePinViewModel.pin(): NewPinState = (state.value as ChoosePinUiState.Typing).pin

    @Test
    fun `a PIN that is typed twice makes the wallet, and the words come next`() = testing { session ->
        val choosing = choose(session)
        choosing.pad.type("271828")
        assertTrue(choosing.pin().isAgain)
        choosing.pad.type("271828")
        assertEquals(listOf("271828"), phone.pins)
        assertEquals(World.Words, worldOf(session.state.value, settings.settings.value))
        assertEquals(sampleWords, inHand.takeNew())
    }

    @Test
    fun `nothing of an older wallet stays switched on`() = testing { session ->
        val choosing = choose(session)
        repeat(2) { choosing.pad.type("271828") }
        assertEquals(Settings(areWordsConfirmed = false, isBiometricsOn = false), settings.settings.value)
        assertNull(biometrics.sealed)
    }

    @Test
    fun `a PIN that others guess is refused before it is typed again`() = testing { session ->
        val choosing = choose(session)
        choosing.pad.type("123456")
        assertEquals(ErrorCode.WeakPin, (choosing.pin().pad.notice as PinNotice.Refused).problem.code)
        assertFalse(choosing.pin().isAgain)
    }

    @Test
    fun `two PINs that differ begin anew`() = testing { session ->
        val choosing = choose(session)
        choosing.pad.type("271828")
        choosing.pad.type("271829")
        assertEquals(PinNotice.NotTheSame, choosing.pin().pad.notice)
        assertFalse(choosing.pin().isAgain)
        assertEquals(emptyList<String>(), phone.pins)
    }

    @Test
    fun `when the bank is away the same PIN is tried again, and not typed again`() = testing { session ->
        phone.failure = failure(ErrorCode.BankUnreachable, isRetryable = true)
        val choosing = choose(session)
        repeat(2) { choosing.pad.type("271828") }
        assertEquals(ErrorCode.BankUnreachable, (choosing.state.value as ChoosePinUiState.Failed).problem.code)
        phone.failure = null
        choosing.onRetry()
        assertEquals("271828", phone.pins.last())
        assertTrue(session.state.value is SessionState.Open)
    }

    @Test
    fun `after a failure another PIN may be chosen`() = testing { session ->
        phone.failure = failure(ErrorCode.BankUnreachable, isRetryable = true)
        val choosing = choose(session)
        repeat(2) { choosing.pad.type("271828") }
        choosing.onStartOver()
        assertEquals(NewPinState(), choosing.pin())
    }

    @Test
    fun `a PIN that was half chosen when the phone ended the app is chosen anew`() = testing { session ->
        choose(session).pad.type("271828")
        assertEquals(NewPinState(), choose(session).pin())
    }

    @Test
    fun `a wallet comes back from the words in hand, which are let go`() = testing { session ->
        inHand.type(sampleWords)
        val choosing = choose(session, isRestore = true)
        repeat(2) { choosing.pad.type("271828") }
        assertEquals(listOf(sampleWords.joinToString(" ")), phone.restored)
        assertEquals(WordsInHand.NONE, inHand.typed.value)
        assertEquals(World.Enrol, worldOf(session.state.value, settings.settings.value))
        assertTrue(settings.settings.value.isRestored)
    }

    @Test
    fun `words that went with the process are asked for again`() = testing { session ->
        assertEquals(ChoosePinUiState.WordsGone, choose(session, isRestore = true).state.value)
    }

    @Test
    fun `a wallet that was made unseen is opened, and its words are shown behind its PIN`() {
        val isThere = FakeWallets(FakeWallet(registered = false))
        var isSeen = false
        val unseen = object : Wallets by isThere {
            override fun exists() = isSeen

            override suspend fun create(pin: String): NewWalletPort {
                isSeen = true
                refuse(ErrorCode.WalletExists)
            }
        }
        testing(unseen) { session ->
            val choosing = choose(session)
            repeat(2) { choosing.pad.type("271828") }
            assertEquals(World.Words, worldOf(session.state.value, settings.settings.value))
            assertNull(inHand.takeNew())
        }
    }

    @Test
    fun `no state of it has the PIN in its text`() = testing { session ->
        val choosing = choose(session)
        choosing.pad.type("271828")
        "271828".forEach(choosing.pad::onDigit)
        assertFalse(choosing.state.value.toString().contains("27"))
    }
}
