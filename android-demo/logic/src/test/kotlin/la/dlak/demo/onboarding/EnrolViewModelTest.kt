package la.dlak.demo.onboarding

import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.UnconfinedTestDispatcher
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.test.testTimeSource
import la.dlak.demo.fake.FakeSettings
import la.dlak.demo.fake.FakeWallet
import la.dlak.demo.fake.FakeWallets
import la.dlak.demo.fake.MainThread
import la.dlak.demo.fake.failure
import la.dlak.demo.fake.profileOf
import la.dlak.demo.session.Session
import la.dlak.demo.session.World
import la.dlak.demo.session.worldOf
import la.dlak.demo.settings.Settings
import la.dlak.wallet.ErrorCode
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test

class EnrolViewModelTest {
    @get:Rule
    val mainThread = MainThread()

    private val wallet = FakeWallet(registered = false)
    private val settings = FakeSettings(Settings(areWordsConfirmed = true))

    private fun testing(test: suspend TestScope.(Session) -> Unit) = runTest(UnconfinedTestDispatcher()) {
        val session = Session(FakeWallets(wallet), backgroundScope, testTimeSource)
        session.open()
        test(session)
    }

    @Test
    fun `the bank's code leads to the wallet`() = testing { session ->
        val enrol = EnrolViewModel(session, settings)
        assertFalse(enrol.state.value.canRegister)
        enrol.onCode(" 0ecq-kmw8-c5j1-2sjj\n")
        assertEquals("0ECQ-KMW8-C5J1-2SJJ", enrol.state.value.code)
        assertFalse("0ECQ" in enrol.state.value.toString())
        enrol.onRegister()
        assertEquals(World.Wallet, worldOf(session.state.value, settings.settings.value))
    }

    @Test
    fun `a code that the bank refuses stays to be mended`() = testing { session ->
        wallet.fail["register"] = failure(ErrorCode.EnrolmentRefused)
        val enrol = EnrolViewModel(session, settings)
        enrol.onCode("0ECQ")
        enrol.onRegister()
        assertEquals(ErrorCode.EnrolmentRefused, enrol.state.value.problem?.code)
        assertEquals("0ECQ", enrol.state.value.code)
        assertTrue(enrol.state.value.canRegister)
        enrol.onCode("0ECQ-")
        assertEquals(null, enrol.state.value.problem)
    }

    @Test
    fun `a wallet that came back asks the bank by itself, and again when it was away`() = testing { session ->
        settings.update { it.copy(isRestored = true) }
        wallet.profileNow = profileOf("Khamla Sayasone")
        wallet.fail["refreshProfile"] = failure(ErrorCode.BankUnreachable, isRetryable = true)
        val enrol = EnrolViewModel(session, settings)
        assertEquals(ErrorCode.BankUnreachable, enrol.state.value.problem?.code)
        wallet.fail.clear()
        enrol.onRegister()
        assertFalse("register" in wallet.calls)
        assertEquals(World.Wallet, worldOf(session.state.value, settings.settings.value))
    }

    @Test
    fun `a new process asks for the code again, it is kept nowhere`() = testing { session ->
        EnrolViewModel(session, settings).onCode("0ECQ")
        assertEquals(EnrolUiState(), EnrolViewModel(session, settings).state.value)
    }
}
