package la.dlak.demo.settings

import androidx.lifecycle.SavedStateHandle
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.UnconfinedTestDispatcher
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.test.testTimeSource
import la.dlak.demo.fake.FakeBiometrics
import la.dlak.demo.fake.FakeSettings
import la.dlak.demo.fake.FakeWallet
import la.dlak.demo.fake.FakeWallets
import la.dlak.demo.fake.MainThread
import la.dlak.demo.fake.TestClock
import la.dlak.demo.fake.failure
import la.dlak.demo.fake.sampleWords
import la.dlak.demo.fake.type
import la.dlak.demo.lock.PinNotice
import la.dlak.demo.lock.Sealing
import la.dlak.demo.session.Session
import la.dlak.wallet.ErrorCode
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test

class SettingsViewModelsTest {
    @get:Rule
    val mainThread = MainThread()

    private val wallet = FakeWallet()
    private val store = FakeSettings(Settings(areWordsConfirmed = true))
    private val biometrics = FakeBiometrics()

    private fun testing(test: suspend TestScope.(Session) -> Unit) = runTest(UnconfinedTestDispatcher()) {
        val session = Session(FakeWallets(wallet), backgroundScope, testTimeSource)
        session.open()
        session.unlock(FakeWallet.PIN)
        test(session)
    }

    private fun TestScope.settings(session: Session) =
        SettingsViewModel(session, store, biometrics, TestClock(testScheduler), SavedStateHandle())

    private fun TestScope.changePin(session: Session) =
        ChangePinViewModel(session, store, biometrics, TestClock(testScheduler), SavedStateHandle())

    @Test
    fun `biometrics are switched on by the PIN, then by the finger`() = testing { session ->
        val model = settings(session)
        model.onBiometrics(true)
        assertNotNull(model.state.value.pinForBiometrics)
        model.pad.type("314159")
        assertNull(biometrics.sealed)
        model.pad.type(FakeWallet.PIN)
        assertEquals(FakeWallet.PIN, biometrics.sealed)
        assertTrue(store.settings.value.isBiometricsOn)
        assertNull(model.state.value.pinForBiometrics)
    }

    @Test
    fun `a finger that is not given leaves the biometrics off, one that can't be used says so`() = testing { session ->
        for ((sealing, isSaid) in listOf(Sealing.CANCELLED to false, Sealing.FAILED to true)) {
            biometrics.onSeal = sealing
            val model = settings(session)
            model.onBiometrics(true)
            model.pad.type(FakeWallet.PIN)
            assertFalse(store.settings.value.isBiometricsOn)
            assertEquals(isSaid, model.state.value.didBiometricsFail)
        }
    }

    @Test
    fun `biometrics that are switched off forget the PIN`() = testing { session ->
        store.update { it.copy(isBiometricsOn = true) }
        biometrics.sealed = FakeWallet.PIN
        settings(session).onBiometrics(false)
        assertNull(biometrics.sealed)
        assertFalse(store.settings.value.isBiometricsOn)
    }

    @Test
    fun `a PIN is changed by whoever knows the old one, and the sealed one is forgotten`() = testing { session ->
        store.update { it.copy(isBiometricsOn = true) }
        biometrics.sealed = FakeWallet.PIN
        val model = changePin(session)
        model.pad.type("314159")
        assertTrue(model.state.value is ChangePinUiState.Old)
        model.pad.type(FakeWallet.PIN)
        repeat(2) { model.pad.type("161803") }
        assertEquals(ChangePinUiState.Changed(wereBiometricsOn = true), model.state.value)
        assertNull(biometrics.sealed)
        session.lock()
        session.unlock("161803")
        assertFalse(wallet.locked)
    }

    @Test
    fun `a new PIN that the wallet can't keep is chosen again, and the old one stays`() = testing { session ->
        wallet.fail["changePin"] = failure(ErrorCode.DiskFull)
        val model = changePin(session)
        model.pad.type(FakeWallet.PIN)
        repeat(2) { model.pad.type("161803") }
        val notice = (model.state.value as ChangePinUiState.New).pin.pad.notice
        assertEquals(ErrorCode.DiskFull, (notice as PinNotice.Refused).problem.code)
        session.lock()
        session.unlock(FakeWallet.PIN)
        assertFalse(wallet.locked)
    }

    @Test
    fun `the words are shown to whoever knows the PIN, until the wallet is locked`() = testing { session ->
        val model = ShowWordsViewModel(session, TestClock(testScheduler), SavedStateHandle())
        model.pad.type("314159")
        assertTrue(model.state.value is ShowWordsUiState.AskPin)
        model.pad.type(FakeWallet.PIN)
        val shown = model.state.value as ShowWordsUiState.Words
        assertEquals(sampleWords, shown.words)
        assertFalse(sampleWords.any { it in shown.toString() })
        session.lock()
        assertTrue(model.state.value is ShowWordsUiState.AskPin)
    }

    @Test
    fun `language, look and shop mode are kept at once`() = testing { session ->
        val model = settings(session)
        model.onLanguage(Language.THAI)
        model.onLook(Look.DARK)
        model.onShopMode(true)
        assertEquals(Settings(Language.THAI, Look.DARK, areWordsConfirmed = true, isShopMode = true), store.settings.value)
    }
}
