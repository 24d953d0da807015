package la.dlak.demo.receive

import androidx.lifecycle.SavedStateHandle
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import la.dlak.demo.common.AmountEntry
import la.dlak.demo.fake.FakeWallet
import la.dlak.demo.fake.MainThread
import la.dlak.demo.fake.Models
import la.dlak.demo.fake.TestClock
import la.dlak.demo.fake.afterDeath
import la.dlak.demo.fake.entryOf
import la.dlak.demo.fake.openSession
import la.dlak.demo.fake.profileOf
import la.dlak.wallet.Direction
import la.dlak.wallet.EntryKind
import la.dlak.wallet.Event
import la.dlak.wallet.PaymentRequest
import la.dlak.wallet.RequestId
import la.dlak.wallet.kip
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import kotlin.time.toJavaDuration

class ReceiveViewModelTest {
    @get:Rule
    val main = MainThread()

    private val models = Models()
    private val wallet = FakeWallet()
    private val handle = SavedStateHandle()

    private fun testing(test: suspend TestScope.() -> Unit) = runTest(main.dispatcher) {
        val clock = TestClock(testScheduler)
        wallet.onRequest = { amount, memo, validFor ->
            PaymentRequest(RequestId("request-1"), amount, memo, "code-1", clock.instant().plus(validFor.toJavaDuration()))
        }
        models.during { test() }
    }

    private suspend fun TestScope.receive(saved: SavedStateHandle = handle) =
        models.keep(ReceiveViewModel(openSession(wallet), saved, TestClock(testScheduler)))

    private suspend fun comes(kind: EntryKind) {
        val entry = entryOf(7, 15_000.kip, Direction.CREDIT, "Noy", kind)
        wallet.entries += entry
        wallet.happening.emit(Event.Received(entry.seq, entry.orderId, entry.amount, "Noy", null))
    }

    @Test
    fun `the own code is there at once, with the owner's name`() = testing {
        wallet.profileNow = profileOf("Khamla Sayasone")
        val receive = receive()
        assertEquals(ReceiveStep.Own("static:acc-khamla:"), receive.state.value.step)
        assertEquals("Khamla Sayasone", receive.state.value.name)
    }

    @Test
    fun `money that comes while the own code is shown is shown too, but not the owner's own top-up`() = testing {
        val receive = receive()
        comes(EntryKind.TOP_UP)
        assertNull(receive.state.value.received)
        wallet.entries.clear()
        comes(EntryKind.PAYMENT)
        assertEquals("Noy", receive.state.value.received?.name)
        receive.onReceivedSeen()
        assertNull(receive.state.value.received)
    }

    @Test
    fun `an amount with a note becomes a request for just that`() = testing {
        val receive = receive()
        receive.onAskForAmount()
        receive.onAmount(AmountEntry.of(15_000.kip))
        receive.onMemo(" coffee ")
        receive.onRequest()
        val open = (receive.state.value.step as ReceiveStep.Requested).asking as Asking.Open
        assertEquals(15_000.kip, open.request.amount)
        assertEquals("coffee", open.request.memo)
    }

    @Test
    fun `back goes from the code to what was typed, from there to the own code, and then away`() = testing {
        val receive = receive()
        receive.onAskForAmount()
        receive.onAmount(AmountEntry.of(15_000.kip))
        receive.onRequest()
        assertTrue(receive.onBack())
        assertEquals(15_000.kip, (receive.state.value.step as ReceiveStep.Typing).entry.amount)
        assertTrue(receive.onBack())
        assertTrue(receive.state.value.step is ReceiveStep.Own)
        assertFalse(receive.onBack())
    }

    @Test
    fun `what was typed and what was asked for survive the process`() = testing {
        val receive = receive()
        receive.onAskForAmount()
        receive.onAmount(AmountEntry.of(15_000.kip))
        receive.onMemo("coffee")
        val typing = receive(handle.afterDeath()).state.value.step as ReceiveStep.Typing
        assertEquals(15_000.kip, typing.entry.amount)
        assertEquals("coffee", typing.memo)
        receive.onRequest()
        val requested = receive(handle.afterDeath()).state.value.step as ReceiveStep.Requested
        assertEquals("code-1", (requested.asking as Asking.Open).request.code)
        assertEquals(1, wallet.calls.count { it == "request" })
    }
}
