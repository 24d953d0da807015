package la.dlak.demo.history

import androidx.lifecycle.SavedStateHandle
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.test.testTimeSource
import la.dlak.demo.fake.FakeWallet
import la.dlak.demo.fake.FakeWallets
import la.dlak.demo.fake.MainThread
import la.dlak.demo.fake.NOW
import la.dlak.demo.fake.entryOf
import la.dlak.demo.fake.failure
import la.dlak.demo.fake.paymentOf
import la.dlak.demo.fake.previewOf
import la.dlak.demo.session.Session
import la.dlak.wallet.Direction
import la.dlak.wallet.EntryKind
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.Event
import la.dlak.wallet.PaymentState
import la.dlak.wallet.kip
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import java.time.Clock
import java.time.LocalDate
import java.time.ZoneId

class HistoryViewModelTest {
    @get:Rule
    val main = MainThread()

    private val wallet = FakeWallet()
    private val clock = Clock.fixed(NOW, ZoneId.of("Asia/Vientiane"))
    private val today = LocalDate.of(2026, 11, 25)

    private suspend fun TestScope.model(saved: SavedStateHandle = SavedStateHandle()): HistoryViewModel {
        val session = Session(FakeWallets(wallet), backgroundScope, testTimeSource)
        session.open()
        return HistoryViewModel(session, clock, saved)
    }

    private fun testing(test: suspend TestScope.() -> Unit) = runTest(main.dispatcher) { test() }

    private val HistoryViewModel.names get() = state.value.days.orEmpty().flatMap { day -> day.movements.map { it.name } }

    @Test
    fun `what moved is shown by the days of this place, the newest first`() = testing {
        // 23:30 and 00:30 in Vientiane.
        wallet.entries += entryOf(1, 1.kip, name = "late", at = NOW.minusSeconds((15 * 60 + 12) * 60L + 3600))
        wallet.entries += entryOf(2, 2.kip, name = "early", at = NOW.minusSeconds((15 * 60 + 12) * 60L))
        wallet.entries += entryOf(3, 3.kip, name = "now")
        val days = model().state.value.days.orEmpty()
        assertEquals(listOf(today, today.minusDays(1)), days.map { it.date })
        assertEquals(listOf("now", "early"), days.first().movements.map { it.name })
    }

    @Test
    fun `a payment that came to nothing stands where it was tried, and one that has its entry stands there once`() = testing {
        val tried = paymentOf(previewOf(payeeName = "closed shop", orderId = "0190d3a8-7777-7000-8000-000000000001"), PaymentState.Expired)
        val entry = entryOf(1, 1.kip, at = NOW.minusSeconds(60))
        val paid = paymentOf(previewOf(orderId = entry.orderId.value), PaymentState.Settled)
        wallet.entries += listOf(entry, entryOf(2, 2.kip, name = "after", at = NOW.plusSeconds(60)))
        wallet.made += listOf(tried, paid).associateBy { it.orderId }
        assertEquals(listOf("after", "closed shop", "Han Kafe"), model().names)
    }

    @Test
    fun `rows are told apart even when a bank writes the same order twice`() = testing {
        wallet.entries += listOf(entryOf(1, 1.kip), entryOf(2, 2.kip).copy(orderId = entryOf(1, 1.kip).orderId))
        val keys = model().state.value.days.orEmpty().flatMap { day -> day.movements.map(Movement::key) }
        assertEquals(2, keys.toSet().size)
    }

    @Test
    fun `every filter leaves out what it says, among payments without entry too`() = testing {
        wallet.entries += entryOf(1, 1.kip, name = "last month", at = NOW.minusSeconds(30 * 86_400L))
        wallet.entries += entryOf(2, 2.kip, Direction.CREDIT, "bank", EntryKind.TOP_UP)
        wallet.entries += entryOf(3, 3.kip, name = "Noy", memo = "Mangoes")
        val pending = paymentOf(previewOf(payeeName = "pending", orderId = "0190d3a8-7777-7000-8000-000000000001"), PaymentState.Submitted)
        wallet.made += pending.orderId to pending
        val model = model()
        fun found(choose: HistoryViewModel.() -> Unit): Set<String> {
            model.onClear()
            model.choose()
            return model.names.toSet()
        }
        assertEquals(setOf("bank"), found { onFlow(MoneyFlow.IN) })
        assertEquals(setOf("last month", "Noy", "pending"), found { onFlow(MoneyFlow.OUT) })
        assertEquals(setOf("last month"), found { onPeriod(Period.LAST_MONTH) })
        assertEquals(setOf("bank", "Noy", "pending"), found { onPeriod(Period.TODAY) })
        assertEquals(setOf("bank"), found { onKind(KindChoice.TOP_UPS) })
        assertEquals(setOf("Noy"), found { onText(" mango ") })
        assertEquals(setOf("pending"), found { onText("0190D3A8-7777") })
        assertEquals(emptySet<String>(), found { onText("pend"); onKind(KindChoice.REDEMPTIONS) })
        assertEquals(4, found { }.size)
    }

    @Test
    fun `what was found is added up, all of it, and nothing is added up while everything is shown`() = testing {
        repeat(60) { wallet.entries += entryOf(it + 1, 10.kip, at = NOW.minusSeconds(60L - it)) }
        val model = model()
        assertNull(model.state.value.summary)
        model.onFlow(MoneyFlow.OUT)
        assertEquals(600.kip, model.state.value.summary?.paid)
    }

    @Test
    fun `the list grows when its end is seen, and stays as long when something happens`() = testing {
        repeat(120) { wallet.entries += entryOf(it + 1, 1.kip, name = "$it", at = NOW.minusSeconds(200L - it)) }
        val model = model()
        assertEquals(50, model.names.size)
        assertTrue(model.state.value.hasMore)
        model.onEnd()
        assertEquals(100, model.names.size)
        wallet.entries += entryOf(121, 1.kip, Direction.CREDIT, "new")
        wallet.happening.emit(Event.BalanceChanged)
        assertEquals(100, model.names.size)
        assertEquals("new", model.names.first())
        model.onEnd()
        assertEquals(121, model.names.size)
        assertFalse(model.state.value.hasMore)
    }

    @Test
    fun `a search and the length of the list survive the process`() = testing {
        repeat(120) { wallet.entries += entryOf(it + 1, 1.kip, name = "Noy $it", at = NOW.minusSeconds(200L - it)) }
        val saved = SavedStateHandle()
        model(saved).apply {
            onText("noy")
            onFlow(MoneyFlow.OUT)
            onEnd()
        }
        val again = model(SavedStateHandle(saved.keys().associateWith { saved.get<Any>(it) }))
        assertEquals(HistoryChoice("noy", MoneyFlow.OUT), again.state.value.choice)
        assertEquals(100, again.names.size)
    }

    @Test
    fun `asking for news without the bank is the banner's matter, any other failure is shown`() = testing {
        val model = model()
        wallet.fail["sync"] = failure(ErrorCode.BankUnreachable)
        model.onRefresh()
        assertNull(model.state.value.problem)
        assertFalse(model.state.value.isRefreshing)
        wallet.fail["sync"] = failure(ErrorCode.LedgerDiverged)
        model.onRefresh()
        assertEquals(ErrorCode.LedgerDiverged, model.state.value.problem?.code)
    }
}
