package la.dlak.demo.money

import androidx.lifecycle.SavedStateHandle
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import la.dlak.demo.common.AmountEntry
import la.dlak.demo.fake.FakeWallet
import la.dlak.demo.fake.MainThread
import la.dlak.demo.fake.Models
import la.dlak.demo.fake.NOW
import la.dlak.demo.fake.afterDeath
import la.dlak.demo.fake.entryOf
import la.dlak.demo.fake.failure
import la.dlak.demo.fake.openSession
import la.dlak.demo.pay.PayViewModel
import la.dlak.wallet.Direction
import la.dlak.wallet.EntryKind
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.Event
import la.dlak.wallet.ExchangeState
import la.dlak.wallet.OrderId
import la.dlak.wallet.TopUp
import la.dlak.wallet.kip
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test

class TopUpViewModelTest {
    @get:Rule
    val main = MainThread()

    private val models = Models()
    private val wallet = FakeWallet()
    private val handle = SavedStateHandle()
    private val id = OrderId("0190d3a8-0000-7000-8000-00000000000a")
    private val amount = 500_000.kip

    private fun testing(test: suspend TestScope.() -> Unit) = runTest(main.dispatcher) { models.during { test() } }

    private fun answers(state: ExchangeState) {
        wallet.onTopUp = { TopUp(id, it, NOW, state) }
    }

    private fun TopUpViewModel.asks() {
        onAmount(AmountEntry.of(amount))
        onAmountDone()
        look()
        onConfirm()
    }

    private fun topUps() = wallet.calls.count { it == "topUp" }

    /** The owner has seen the question. */
    private fun look() = main.dispatcher.scheduler.advanceTimeBy(PayViewModel.SETTLE)

    private val TopUpViewModel.step get() = state.value.step

    @Test
    fun `a top-up that both sides made is done`() = testing {
        answers(ExchangeState.Done)
        val screen = models.keep(TopUpViewModel(openSession(wallet), handle, main.dispatcher.scheduler.timeSource))
        screen.asks()
        assertEquals(MoneyStep.Done(amount), screen.step)
    }

    @Test
    fun `nothing is asked for before the owner said yes, and once however often they tap`() = testing {
        val gate = CompletableDeferred<TopUp>()
        wallet.onTopUp = { gate.await() }
        val screen = models.keep(TopUpViewModel(openSession(wallet), handle, main.dispatcher.scheduler.timeSource))
        screen.onAmount(AmountEntry.of(amount))
        screen.onAmountDone()
        assertEquals(0, topUps())
        // A double tap on "continue".
        screen.onConfirm()
        assertEquals(MoneyStep.Confirm(amount), screen.step)
        look()
        repeat(3) { screen.onConfirm() }
        assertEquals(MoneyStep.Busy(amount), screen.step)
        screen.onAmount(AmountEntry.of(1.kip))
        screen.onAmountDone()
        look()
        screen.onConfirm()
        assertEquals(1, topUps())
    }

    @Test
    fun `an older top-up is never taken for the end of one that is unclear`() = testing {
        wallet.entries += entryOf(3, amount, Direction.CREDIT, "NAGA", EntryKind.TOP_UP)
        wallet.fail["topUp"] = failure(ErrorCode.Closed)
        val session = openSession(wallet)
        models.keep(TopUpViewModel(session, handle, main.dispatcher.scheduler.timeSource)).asks()
        val later = SavedStateHandle()
        val again = models.keep(TopUpViewModel(session, later, main.dispatcher.scheduler.timeSource))
        wallet.happening.emit(Event.BalanceChanged)
        assertEquals(MoneyStep.Unclear(amount), again.step)
        // And it is written down for a process that dies.
        assertEquals(amount.att, later.get<Long>("asked"))
        assertEquals("3", later.get<String>("newest-before"))
    }

    @Test
    fun `what is pending goes on by itself, and shows its end`() = testing {
        answers(ExchangeState.Pending)
        val screen = models.keep(TopUpViewModel(openSession(wallet), handle, main.dispatcher.scheduler.timeSource))
        screen.asks()
        assertEquals(MoneyStep.Pending(amount), screen.step)
        wallet.topUps[id] = TopUp(id, amount, NOW, ExchangeState.Done)
        wallet.happening.emit(Event.TopUp(id, ExchangeState.Done))
        assertEquals(MoneyStep.Done(amount), screen.step)
    }

    @Test
    fun `who asks again while one is pending is told that it would be the second`() = testing {
        answers(ExchangeState.Pending)
        val screen = models.keep(TopUpViewModel(openSession(wallet), handle, main.dispatcher.scheduler.timeSource))
        screen.asks()
        screen.onAnother()
        assertEquals(MoneyStep.Typing(underWay = amount), screen.step)
        assertEquals(1, topUps())
        screen.onAmount(AmountEntry.of(amount))
        screen.onAmountDone()
        assertEquals(MoneyStep.Confirm(amount, underWay = amount), screen.step)
    }

    @Test
    fun `a screen that is left while the bank is asked is found again as it is`() = testing {
        val gate = CompletableDeferred<TopUp>()
        wallet.onTopUp = { gate.await() }
        val session = openSession(wallet)
        models.keep(TopUpViewModel(session, handle, main.dispatcher.scheduler.timeSource)).asks()
        val again = models.keep(TopUpViewModel(session, SavedStateHandle(), main.dispatcher.scheduler.timeSource))
        assertEquals(MoneyStep.Busy(amount), again.step)
        gate.complete(TopUp(id, amount, NOW, ExchangeState.Done))
        assertEquals(MoneyStep.Done(amount), again.step)
        assertEquals(1, topUps())
    }

    @Test
    fun `not enough in the account is said, and the amount can be changed`() = testing {
        answers(ExchangeState.Rejected(ErrorCode.InsufficientFiat))
        val screen = models.keep(TopUpViewModel(openSession(wallet), handle, main.dispatcher.scheduler.timeSource))
        screen.asks()
        assertEquals(ErrorCode.InsufficientFiat, (screen.step as MoneyStep.Refused).problem.code)
        screen.onAnother()
        assertEquals(amount, screen.state.value.entry.amount)
        answers(ExchangeState.Done)
        screen.onAmountDone()
        look()
        screen.onConfirm()
        assertEquals(MoneyStep.Done(amount), screen.step)
    }

    @Test
    fun `a call that failed has bought nothing, and can be tried again`() = testing {
        wallet.fail["topUp"] = failure(ErrorCode.NotRegistered)
        val screen = models.keep(TopUpViewModel(openSession(wallet), handle, main.dispatcher.scheduler.timeSource))
        screen.asks()
        assertEquals(ErrorCode.NotRegistered, (screen.step as MoneyStep.Typing).problem?.code)
        assertEquals(amount, screen.state.value.entry.amount)
    }

    @Test
    fun `where it is not known whether anything was bought, that is said`() = testing {
        wallet.fail["topUp"] = failure(ErrorCode.Closed)
        val screen = models.keep(TopUpViewModel(openSession(wallet), handle, main.dispatcher.scheduler.timeSource))
        screen.asks()
        assertEquals(MoneyStep.Unclear(amount), screen.step)
    }

    @Test
    fun `a process that dies in the call asks nothing anew, and finds the top-up by its entry`() = testing {
        wallet.entries += topUpEntry(3)
        wallet.onTopUp = { CompletableDeferred<TopUp>().await() }
        models.keep(TopUpViewModel(openSession(wallet), handle, main.dispatcher.scheduler.timeSource)).asks()
        val reborn = models.keep(TopUpViewModel(openSession(wallet), handle.afterDeath(), main.dispatcher.scheduler.timeSource))
        // The one of before is another one.
        assertEquals(MoneyStep.Unclear(amount), reborn.step)
        wallet.entries += topUpEntry(4)
        wallet.happening.emit(Event.BalanceChanged)
        assertEquals(MoneyStep.Done(amount), reborn.step)
        assertEquals(1, topUps())
    }

    @Test
    fun `a process that dies in the call learns from the event how it ended`() = testing {
        wallet.onTopUp = { CompletableDeferred<TopUp>().await() }
        models.keep(TopUpViewModel(openSession(wallet), handle, main.dispatcher.scheduler.timeSource)).asks()
        val reborn = models.keep(TopUpViewModel(openSession(wallet), handle.afterDeath(), main.dispatcher.scheduler.timeSource))
        val rejected = ExchangeState.Rejected(ErrorCode.InsufficientFiat)
        wallet.topUps[id] = TopUp(id, amount, NOW, rejected)
        wallet.happening.emit(Event.TopUp(id, rejected))
        assertTrue(reborn.step is MoneyStep.Refused)
    }

    @Test
    fun `a process that dies while one is pending asks for that one`() = testing {
        answers(ExchangeState.Pending)
        models.keep(TopUpViewModel(openSession(wallet), handle, main.dispatcher.scheduler.timeSource)).asks()
        assertEquals(MoneyStep.Pending(amount), models.keep(TopUpViewModel(openSession(wallet), handle.afterDeath(), main.dispatcher.scheduler.timeSource)).step)
        wallet.topUps[id] = TopUp(id, amount, NOW, ExchangeState.Done)
        assertEquals(MoneyStep.Done(amount), models.keep(TopUpViewModel(openSession(wallet), handle.afterDeath(), main.dispatcher.scheduler.timeSource)).step)
        assertEquals(1, topUps())
    }

    private fun topUpEntry(seq: Int) = entryOf(seq, amount, Direction.CREDIT, "NAGA", EntryKind.TOP_UP)
}
