package la.dlak.demo.till

import androidx.lifecycle.SavedStateHandle
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import la.dlak.demo.common.AmountEntry
import la.dlak.demo.fake.FakeWallet
import la.dlak.demo.fake.MainThread
import la.dlak.demo.fake.Models
import la.dlak.demo.fake.TestClock
import la.dlak.demo.fake.afterDeath
import la.dlak.demo.fake.entryOf
import la.dlak.demo.fake.failure
import la.dlak.demo.fake.openSession
import la.dlak.demo.receive.Asking
import la.dlak.demo.receive.Counter
import la.dlak.demo.session.Session
import la.dlak.wallet.Amount
import la.dlak.wallet.Direction
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.Event
import la.dlak.wallet.PaymentRequest
import la.dlak.wallet.RequestId
import la.dlak.wallet.RequestStatus
import la.dlak.wallet.kip
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import java.time.Clock
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaDuration

class TillViewModelTest {
    @get:Rule
    val main = MainThread()

    private val models = Models()
    private val wallet = FakeWallet()
    private val handle = SavedStateHandle()
    private var made = 0

    private fun testing(test: suspend TestScope.() -> Unit) = runTest(main.dispatcher) {
        val clock = TestClock(testScheduler)
        wallet.onRequest = { amount, memo, validFor ->
            val id = RequestId("request-${++made}")
            PaymentRequest(id, amount, memo, "code-$made", clock.instant().plus(validFor.toJavaDuration()))
        }
        models.during { test() }
    }

    private fun TestScope.till(session: Session, saved: SavedStateHandle = handle, clock: Clock = TestClock(testScheduler)) =
        models.keep(TillViewModel(session, saved, clock))

    private fun TillViewModel.asks(amount: Amount) {
        onAmount(AmountEntry.of(amount))
        onRequest()
    }

    /** Money that comes in, with its entry. */
    private suspend fun comes(seq: Int, amount: Amount, name: String, request: String?) {
        val entry = entryOf(seq, amount, Direction.CREDIT, name).copy(request = request?.let(::RequestId))
        wallet.entries += entry
        wallet.happening.emit(Event.Received(entry.seq, entry.orderId, amount, name, entry.request))
    }

    private fun TillViewModel.paid() = state.value.asking as Asking.Paid

    @Test
    fun `an amount becomes a code, and the payment of that code shows by itself, with who paid`() = testing {
        val till = till(openSession(wallet))
        till.asks(15_000.kip)
        assertEquals("code-1", (till.state.value.asking as Asking.Open).request.code)
        comes(7, 15_000.kip, "Noy", "request-1")
        assertEquals("Noy", till.paid().income?.name)
        till.onNext()
        assertEquals(Asking.None, till.state.value.asking)
        assertNull(till.state.value.entry.amount)
    }

    @Test
    fun `money for another request, or for none, is never taken for this customer's`() = testing {
        val till = till(openSession(wallet))
        till.asks(15_000.kip)
        for (other in listOf("request-0", null)) {
            comes(7, 15_000.kip, "Noy", other)
            assertTrue("$other", till.state.value.asking is Asking.Open)
            assertEquals("Noy", till.state.value.other?.name)
        }
    }

    @Test
    fun `a code that was given up and is paid all the same shows as other money`() = testing {
        val till = till(openSession(wallet))
        till.asks(15_000.kip)
        till.onCancel()
        assertEquals(15_000.kip, till.state.value.entry.amount)
        till.asks(20_000.kip)
        comes(7, 15_000.kip, "Noy", "request-1")
        assertEquals("request-2", (till.state.value.asking as Asking.Open).request.id.value)
        assertEquals(15_000.kip, till.state.value.other?.amount)
    }

    @Test
    fun `two quick taps make one request`() = testing {
        val gate = CompletableDeferred<Unit>()
        val answer = wallet.onRequest
        wallet.onRequest = { amount, memo, validFor -> gate.await().let { answer(amount, memo, validFor) } }
        val till = till(openSession(wallet))
        till.asks(15_000.kip)
        till.onRequest()
        gate.complete(Unit)
        till.onRequest()
        assertEquals(1, wallet.calls.count { it == "request" })
    }

    @Test
    fun `a payment that came while the process was dead shows after the restart`() = testing {
        till(openSession(wallet)).asks(15_000.kip)
        wallet.entries += entryOf(7, 15_000.kip, Direction.CREDIT, "Noy").copy(request = RequestId("request-1"))
        wallet.requests[RequestId("request-1")] = RequestStatus.PAID
        val reborn = till(openSession(wallet), handle.afterDeath())
        assertEquals("Noy", reborn.paid().income?.name)
        // And again, for a process that dies while that is shown.
        assertEquals("Noy", till(openSession(wallet), handle.afterDeath()).paid().income?.name)
    }

    @Test
    fun `a payment that came while the bank was away shows when it is back`() = testing {
        val session = openSession(wallet)
        val till = till(session)
        till.asks(15_000.kip)
        wallet.fail["sync"] = failure(ErrorCode.BankUnreachable)
        wallet.fail["requestStatus"] = failure(ErrorCode.BankUnreachable)
        session.reach.probe()
        testScheduler.advanceTimeBy(1.seconds)
        assertTrue(session.reach.isOffline.value)
        wallet.requests[RequestId("request-1")] = RequestStatus.PAID
        wallet.fail.clear()
        testScheduler.advanceTimeBy(31.seconds)
        assertTrue(till.state.value.asking is Asking.Paid)
    }

    @Test
    fun `a code whose time is over is taken away, and over only when the bank says so`() = testing {
        val till = till(openSession(wallet))
        till.asks(15_000.kip)
        wallet.fail["requestStatus"] = failure(ErrorCode.BankUnreachable)
        testScheduler.advanceTimeBy(Counter.VALID_FOR + 1.seconds)
        assertTrue((till.state.value.asking as Asking.Unclear).problem?.isOffline == true)
        wallet.fail.clear()
        wallet.requests[RequestId("request-1")] = RequestStatus.EXPIRED
        testScheduler.advanceTimeBy(1.minutes)
        assertTrue(till.state.value.asking is Asking.Expired)
        till.onAgain()
        assertEquals("code-2", (till.state.value.asking as Asking.Open).request.code)
    }

    @Test
    fun `a payment at the last moment is not lost`() = testing {
        val till = till(openSession(wallet))
        till.asks(15_000.kip)
        testScheduler.advanceTimeBy(Counter.VALID_FOR - 1.seconds)
        wallet.requests[RequestId("request-1")] = RequestStatus.PAID
        testScheduler.advanceTimeBy(3.seconds)
        assertTrue(till.state.value.asking is Asking.Paid)
        // The event comes late, and is the same money.
        comes(7, 15_000.kip, "Noy", "request-1")
        assertEquals("Noy", till.paid().income?.name)
        assertNull(till.state.value.other)
    }

    @Test
    fun `the seconds that are left are counted down`() = testing {
        val till = till(openSession(wallet))
        till.asks(15_000.kip)
        testScheduler.advanceTimeBy(90.5.seconds)
        assertEquals(510, (till.state.value.asking as Asking.Open).left.inWholeSeconds)
    }

    @Test
    fun `without the bank there is no code, and the same can be tried again`() = testing {
        wallet.fail["request"] = failure(ErrorCode.BankUnreachable, isRetryable = true)
        val till = till(openSession(wallet))
        till.asks(15_000.kip)
        assertEquals(ErrorCode.BankUnreachable, (till.state.value.asking as Asking.Refused).problem.code)
        wallet.fail.clear()
        till.onAgain()
        assertTrue(till.state.value.asking is Asking.Open)
    }
}
