package la.dlak.demo.failed

import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.UnconfinedTestDispatcher
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.test.testTimeSource
import la.dlak.demo.fake.FakeWallets
import la.dlak.demo.fake.MainThread
import la.dlak.demo.fake.NOW
import la.dlak.demo.fake.failure
import la.dlak.demo.session.Session
import la.dlak.demo.session.SessionState
import la.dlak.wallet.ErrorCode
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import java.time.Clock
import java.time.LocalDate
import java.time.ZoneId

class FailedViewModelTest {
    @get:Rule
    val main = MainThread()

    private val phone = FakeWallets()

    private class Broken(val session: Session, val model: FailedViewModel)

    private fun testing(code: ErrorCode, test: suspend Broken.() -> Unit) = runTest(UnconfinedTestDispatcher()) {
        phone.failure = failure(code)
        val session = Session(phone, backgroundScope, testTimeSource)
        session.open()
        Broken(session, FailedViewModel(session, Clock.fixed(NOW, ZoneId.of("Asia/Vientiane")))).test()
    }

    @Test
    fun `a damaged wallet is put aside only after its owner has said that the words are at hand`() = testing(ErrorCode.WalletDamaged) {
        model.onHasWords()
        model.onRestore()
        assertEquals(emptyList<LocalDate>(), phone.aside)
        assertTrue(model.state.value?.isAsking == true)
        model.onHasWords()
        assertEquals(listOf(LocalDate.of(2026, 11, 25)), phone.aside)
        assertEquals(SessionState.NoWallet, session.state.value)
        assertNull(model.state.value)
    }

    @Test
    fun `an owner who would rather wait keeps everything as it is`() = testing(ErrorCode.KeystoreSecretMissing) {
        model.onRestore()
        model.onNotNow()
        model.onHasWords()
        assertEquals(emptyList<LocalDate>(), phone.aside)
        assertFalse(model.state.value!!.isAsking) // The session has failed, so there is a state.
    }

    @Test
    fun `a wallet that words don't heal is never put aside`() {
        for (code in listOf(ErrorCode.WalletNewer, ErrorCode.WalletInUse, ErrorCode.DiskFull, ErrorCode.Keystore, ErrorCode("new"))) {
            testing(code) {
                assertFalse(model.state.value?.canRestore == true)
                model.onRestore()
                model.onHasWords()
                assertFalse(session.setAside(LocalDate.EPOCH))
                assertEquals(emptyList<LocalDate>(), phone.aside)
                assertTrue(session.state.value is SessionState.Failed)
            }
        }
    }

    @Test
    fun `a storage that does not let the files be moved is said so, and the wallet can be tried again`() =
        testing(ErrorCode.WalletDamaged) {
            phone.canBeSetAside = false
            model.onRestore()
            model.onHasWords()
            assertEquals(ErrorCode.DiskError, model.state.value?.problem?.code)
            phone.failure = null
            model.onRetry()
            assertTrue(session.state.value is SessionState.Open)
        }

    @Test
    fun `an open wallet is never put aside`() = runTest(UnconfinedTestDispatcher()) {
        val session = Session(phone, backgroundScope, testTimeSource)
        session.open()
        assertFalse(session.setAside(LocalDate.EPOCH))
        assertEquals(emptyList<LocalDate>(), phone.aside)
    }
}
