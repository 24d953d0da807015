package la.dlak.demo.session

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.UnconfinedTestDispatcher
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.test.testTimeSource
import la.dlak.demo.fake.FakeWallet
import la.dlak.demo.fake.FakeWallets
import la.dlak.demo.fake.balanceOf
import la.dlak.demo.fake.failure
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.kip
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import kotlin.time.Duration.Companion.seconds

class SessionTest {
    private val wallet = FakeWallet()
    private val phone = FakeWallets(wallet)

    private fun TestScope.session() = Session(phone, backgroundScope, testTimeSource)

    private fun testing(test: suspend TestScope.() -> Unit) = runTest(UnconfinedTestDispatcher()) { test() }

    private fun Session.isLocked() = (state.value as SessionState.Open).isLocked

    @Test
    fun `a phone without a wallet begins with onboarding`() = testing {
        val session = Session(FakeWallets(isThere = false), backgroundScope, testTimeSource)
        session.open()
        assertEquals(SessionState.NoWallet, session.state.value)
    }

    @Test
    fun `a wallet that is opened is locked, and shows what it holds all the same`() = testing {
        wallet.balanceNow.value = balanceOf(500_000.kip)
        val session = session()
        session.open()
        assertTrue(session.isLocked())
        assertEquals(500_000.kip, session.balance.value?.available)
        session.unlock(FakeWallet.PIN)
        assertFalse(session.isLocked())
    }

    @Test
    fun `an owner who looks away for a moment stays in, one who is away for longer proves who they are`() = testing {
        val session = session()
        session.open()
        session.unlock(FakeWallet.PIN)
        for ((away, locked) in listOf(29.seconds to false, 30.seconds to true)) {
            session.onBackground()
            testScheduler.advanceTimeBy(away)
            session.onForeground()
            assertEquals(locked, session.isLocked())
        }
    }

    @Test
    fun `nobody who comes back is needed for the lock`() = testing {
        val session = session()
        session.open()
        session.unlock(FakeWallet.PIN)
        session.onBackground()
        testScheduler.advanceTimeBy(31.seconds)
        assertTrue(session.isLocked())
    }

    @Test
    fun `a wallet that can't be opened says why, and can be tried again`() = testing {
        phone.failure = failure(ErrorCode.WalletInUse)
        val session = session()
        session.open()
        assertEquals(ErrorCode.WalletInUse, (session.state.value as SessionState.Failed).problem.code)
        phone.failure = null
        session.open()
        assertTrue(session.state.value is SessionState.Open)
    }

    @Test
    fun `a screen that goes away while the wallet is opened leaves it open, not half open`() = testing {
        val gate = CompletableDeferred<Unit>()
        phone.beforeOpening = gate::await
        val session = session()
        val screen = launch { session.open() }
        screen.cancel()
        gate.complete(Unit)
        assertTrue(session.state.value is SessionState.Open)
    }

    @Test
    fun `when the bank is away that shows, and goes away by itself when the bank is back`() = testing {
        wallet.fail["sync"] = failure(ErrorCode.BankUnreachable)
        val session = session()
        session.open()
        assertTrue(session.reach.isOffline.value)
        wallet.fail.clear()
        testScheduler.advanceTimeBy(31.seconds)
        assertFalse(session.reach.isOffline.value)
    }
}
