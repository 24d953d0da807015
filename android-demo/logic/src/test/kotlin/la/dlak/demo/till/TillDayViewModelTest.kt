package la.dlak.demo.till

import androidx.lifecycle.SavedStateHandle
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import la.dlak.demo.fake.FakeWallet
import la.dlak.demo.fake.MainThread
import la.dlak.demo.fake.Models
import la.dlak.demo.fake.TestClock
import la.dlak.demo.fake.entryOf
import la.dlak.demo.fake.openSession
import la.dlak.wallet.Direction
import la.dlak.wallet.EntryKind
import la.dlak.wallet.Event
import la.dlak.wallet.kip
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import java.time.Instant
import java.time.LocalDate
import java.time.ZoneId

class TillDayViewModelTest {
    @get:Rule
    val main = MainThread()

    private val models = Models()
    private val wallet = FakeWallet()

    private fun testing(test: suspend TestScope.() -> Unit) = runTest(main.dispatcher) { models.during { test() } }

    private suspend fun TestScope.day() =
        models.keep(TillDayViewModel(openSession(wallet), SavedStateHandle(), TestClock(testScheduler, ZoneId.of("Asia/Vientiane"))))

    private fun sold(seq: Int, at: String, kind: EntryKind = EntryKind.PAYMENT, direction: Direction = Direction.CREDIT) {
        wallet.entries += entryOf(seq, (seq * 1000).kip, direction, kind = kind, at = Instant.parse(at))
    }

    @Test
    fun `a day is from midnight to midnight in Vientiane, and only what customers paid counts`() = testing {
        sold(1, "2026-11-24T16:59:59Z")
        sold(2, "2026-11-24T17:00:00Z")
        sold(3, "2026-11-25T05:00:00Z", kind = EntryKind.TOP_UP)
        sold(4, "2026-11-25T06:00:00Z", direction = Direction.DEBIT)
        sold(5, "2026-11-25T08:00:00Z")
        val state = day().state.value
        assertEquals(LocalDate.of(2026, 11, 25), state.day)
        assertEquals(7_000.kip, state.total)
        assertEquals(listOf(5uL, 2uL), state.payments?.map { it.seq })
        assertFalse(state.hasMore)
    }

    @Test
    fun `what comes in meanwhile is added`() = testing {
        val day = day()
        assertEquals(0, day.state.value.count)
        sold(1, "2026-11-25T08:00:00Z")
        wallet.happening.emit(Event.BalanceChanged)
        assertEquals(1_000.kip, day.state.value.total)
    }

    @Test
    fun `earlier days can be looked at, later ones than today not`() = testing {
        sold(1, "2026-11-24T08:00:00Z")
        val day = day()
        day.onLater()
        assertTrue(day.state.value.isToday)
        day.onEarlier()
        assertEquals(1_000.kip, day.state.value.total)
        assertFalse(day.state.value.isToday)
        day.onLater()
        assertTrue(day.state.value.isToday)
        assertEquals(0, day.state.value.count)
    }

    @Test
    fun `a long day comes page by page, with the whole total`() = testing {
        repeat(120) { sold(it + 1, "2026-11-25T01:00:00Z") }
        val day = day()
        assertEquals(120, day.state.value.count)
        assertEquals(50, day.state.value.payments?.size)
        day.onMore()
        day.onMore()
        assertEquals(120, day.state.value.payments?.size)
        assertFalse(day.state.value.hasMore)
    }
}
