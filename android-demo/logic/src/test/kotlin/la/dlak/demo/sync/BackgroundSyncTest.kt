package la.dlak.demo.sync

import kotlinx.coroutines.launch
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.UnconfinedTestDispatcher
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.test.testTimeSource
import la.dlak.demo.fake.FakeWallet
import la.dlak.demo.fake.FakeWallets
import la.dlak.demo.fake.failure
import la.dlak.demo.session.Session
import la.dlak.demo.session.SessionState
import la.dlak.wallet.ErrorCode
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test

class BackgroundSyncTest {
    private val wallet = FakeWallet()
    private val phone = FakeWallets(wallet)

    private fun TestScope.session() = Session(phone, backgroundScope, testTimeSource)

    private fun testing(test: suspend TestScope.() -> Unit) = runTest(UnconfinedTestDispatcher()) { test() }

    @Test
    fun `a sync goes on with payments first, leaves the wallet locked, and closes what it opened`() = testing {
        val session = session()
        assertEquals(SyncEnd.Done, BackgroundSync(session).run(attempt = 0))
        assertTrue(wallet.calls.indexOf("resume") in 0..<wallet.calls.lastIndexOf("sync"))
        assertFalse("unlock" in wallet.calls)
        assertEquals("closeAndWait", wallet.calls.last())
        assertEquals(SessionState.Opening, session.state.value)
    }

    @Test
    fun `a wallet that its owner has open is used, and stays open`() = testing {
        val session = session()
        session.open()
        session.unlock(FakeWallet.PIN)
        assertEquals(SyncEnd.Done, BackgroundSync(session).run(attempt = 0))
        assertTrue("resume" in wallet.calls)
        assertFalse("closeAndWait" in wallet.calls)
        assertTrue(session.state.value is SessionState.Open)
    }

    @Test
    fun `when its owner opens the app during a sync, they find the wallet open, and it stays so`() = testing {
        val session = session()
        session.work { session.open() }
        assertTrue(session.state.value is SessionState.Open)
        assertFalse("closeAndWait" in wallet.calls)
    }

    @Test
    fun `after a sync the owner opens the wallet as ever`() = testing {
        val session = session()
        BackgroundSync(session).run(attempt = 0)
        session.open()
        assertTrue(session.state.value is SessionState.Open)
    }

    @Test
    fun `a wallet that its owner could not open, and a sync could, stays open before their eyes`() = testing {
        val session = session()
        phone.failure = failure(ErrorCode.Keystore)
        session.open()
        phone.failure = null
        assertEquals(SyncEnd.Done, BackgroundSync(session).run(attempt = 0))
        assertTrue(session.state.value is SessionState.Open)
        assertFalse("closeAndWait" in wallet.calls)
    }

    @Test
    fun `a wallet that is made while a sync ends stays open`() = testing {
        val none = FakeWallets(wallet, isThere = false)
        val session = Session(none, backgroundScope, testTimeSource)
        session.work { }
        none.whenAsked = { none.whenAsked = {}; launch { session.create(FakeWallet.PIN) } }
        session.work { }
        assertTrue(session.state.value is SessionState.Open)
        assertFalse("closeAndWait" in wallet.calls)
    }

    @Test
    fun `a bank that is away is asked again a few times, then not before the next period`() = testing {
        wallet.fail["sync"] = failure(ErrorCode.BankUnreachable, isRetryable = true)
        val sync = BackgroundSync(session())
        assertEquals(SyncEnd.Again, sync.run(attempt = 0))
        assertEquals(SyncEnd.Again, sync.run(attempt = BackgroundSync.ATTEMPTS - 2))
        val last = sync.run(attempt = BackgroundSync.ATTEMPTS - 1)
        assertEquals(ErrorCode.BankUnreachable, (last as SyncEnd.GivenUp).problem.code)
        assertEquals("closeAndWait", wallet.calls.last())
    }

    @Test
    fun `what trying again can't help is given up at once, and says why`() = testing {
        phone.failure = failure(ErrorCode.Keystore)
        val end = BackgroundSync(session()).run(attempt = 0)
        assertEquals(ErrorCode.Keystore, (end as SyncEnd.GivenUp).problem.code)
    }

    @Test
    fun `a phone without a wallet, or with one that the bank does not know, asks the bank nothing`() = testing {
        val none = Session(FakeWallets(FakeWallet(), isThere = false), backgroundScope, testTimeSource)
        assertEquals(SyncEnd.Done, BackgroundSync(none).run(attempt = 0))
        val unknown = FakeWallet(registered = false)
        assertEquals(SyncEnd.Done, BackgroundSync(Session(FakeWallets(unknown), backgroundScope, testTimeSource)).run(attempt = 0))
        assertFalse("resume" in unknown.calls)
    }
}
