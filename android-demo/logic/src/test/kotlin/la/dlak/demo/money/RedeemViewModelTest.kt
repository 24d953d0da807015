package la.dlak.demo.money

import androidx.lifecycle.SavedStateHandle
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import la.dlak.demo.common.AmountEntry
import la.dlak.demo.fake.FakeWallet
import la.dlak.demo.fake.MainThread
import la.dlak.demo.fake.Models
import la.dlak.demo.fake.afterDeath
import la.dlak.demo.fake.balanceOf
import la.dlak.demo.fake.failure
import la.dlak.demo.fake.openSession
import la.dlak.demo.fake.paymentOf
import la.dlak.demo.fake.previewOf
import la.dlak.demo.pay.PayViewModel
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.Event
import la.dlak.wallet.Payment
import la.dlak.wallet.PaymentKind
import la.dlak.wallet.PaymentState
import la.dlak.wallet.kip
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test

class RedeemViewModelTest {
    @get:Rule
    val main = MainThread()

    private val models = Models()
    private val wallet = FakeWallet().apply { balanceNow.value = balanceOf(900_000.kip) }
    private val handle = SavedStateHandle()
    private val amount = 500_000.kip

    private fun testing(test: suspend TestScope.() -> Unit) = runTest(main.dispatcher) { models.during { test() } }

    private fun redemption(number: Int, state: PaymentState): Payment {
        val preview = previewOf(amount, "NAGA", "0190d3a8-0000-7000-8000-%012d".format(number))
        return paymentOf(preview, state).copy(kind = PaymentKind.REDEMPTION)
    }

    private fun wrote(payment: Payment) {
        wallet.made[payment.orderId] = payment
    }

    private fun RedeemViewModel.asks() {
        onAmount(AmountEntry.of(amount))
        onAmountDone()
        look()
        onConfirm()
    }

    private fun redeems() = wallet.calls.count { it == "redeem" }

    /** The owner has seen the question. */
    private fun look() = main.dispatcher.scheduler.advanceTimeBy(PayViewModel.SETTLE)

    private val RedeemViewModel.step get() = state.value.step

    @Test
    fun `it ends as the payment does`() = testing {
        val ends = listOf(
            PaymentState.Settled to MoneyStep.Done::class,
            PaymentState.Submitted to MoneyStep.Pending::class,
            PaymentState.Rejected(ErrorCode.PayerBlocked) to MoneyStep.Refused::class,
            PaymentState.Expired to MoneyStep.Refused::class,
        )
        for ((state, step) in ends) {
            val wallet = FakeWallet()
            wallet.onRedeem = { redemption(1, state) }
            val screen = models.keep(RedeemViewModel(openSession(wallet), SavedStateHandle(), main.dispatcher.scheduler.timeSource))
            wallet.balanceNow.value = balanceOf(900_000.kip)
            screen.asks()
            assertEquals(step, screen.step::class)
        }
    }

    @Test
    fun `nothing is paid before the owner confirmed, and once however often they tap`() = testing {
        wallet.onRedeem = { CompletableDeferred<Payment>().await() }
        val screen = models.keep(RedeemViewModel(openSession(wallet), handle, main.dispatcher.scheduler.timeSource))
        screen.onAmount(AmountEntry.of(amount))
        screen.onAmountDone()
        assertEquals(MoneyStep.Confirm(amount), screen.step)
        assertEquals(0, redeems())
        // A double tap on "continue".
        screen.onConfirm()
        assertEquals(MoneyStep.Confirm(amount), screen.step)
        look()
        repeat(3) { screen.onConfirm() }
        assertEquals(1, redeems())
    }

    @Test
    fun `more than there is can't be confirmed, and all of it can`() = testing {
        val screen = models.keep(RedeemViewModel(openSession(wallet), handle, main.dispatcher.scheduler.timeSource))
        screen.onAmount(AmountEntry.of(900_001.kip))
        screen.onAmountDone()
        assertTrue(screen.step is MoneyStep.Typing)
        screen.onAll()
        screen.onAmountDone()
        assertEquals(MoneyStep.Confirm(900_000.kip), screen.step)
    }

    @Test
    fun `a process that dies before anything was written down has paid nothing, and says so`() = testing {
        wrote(redemption(1, PaymentState.Settled))
        wallet.onRedeem = { CompletableDeferred<Payment>().await() }
        models.keep(RedeemViewModel(openSession(wallet), handle, main.dispatcher.scheduler.timeSource)).asks()
        val reborn = models.keep(RedeemViewModel(openSession(wallet), handle.afterDeath(), main.dispatcher.scheduler.timeSource))
        assertEquals(MoneyStep.Typing(wasStopped = true), reborn.step)
        assertEquals(amount, reborn.state.value.entry.amount)
        assertEquals(1, redeems())
    }

    @Test
    fun `a process that dies after it was written down finds the payment, and pays nothing anew`() = testing {
        wrote(redemption(1, PaymentState.Settled))
        wallet.onRedeem = { CompletableDeferred<Payment>().await() }
        models.keep(RedeemViewModel(openSession(wallet), handle, main.dispatcher.scheduler.timeSource)).asks()
        wrote(redemption(2, PaymentState.Submitted))
        val reborn = models.keep(RedeemViewModel(openSession(wallet), handle.afterDeath(), main.dispatcher.scheduler.timeSource))
        assertEquals(MoneyStep.Pending(amount), reborn.step)
        wrote(redemption(2, PaymentState.Settled))
        wallet.happening.emit(Event.Payment(redemption(2, PaymentState.Settled).orderId, PaymentState.Settled))
        assertEquals(MoneyStep.Done(amount), reborn.step)
        assertEquals(1, redeems())
    }

    @Test
    fun `where the wallet does not know, the newest payment tells, and without one it is said that nobody knows`() = testing {
        wallet.fail["redeem"] = failure(ErrorCode.LibraryFault)
        val screen = models.keep(RedeemViewModel(openSession(wallet), handle, main.dispatcher.scheduler.timeSource))
        screen.asks()
        assertEquals(MoneyStep.Unclear(amount), screen.step)
        wrote(redemption(1, PaymentState.Settled))
        wallet.happening.emit(Event.BalanceChanged)
        assertEquals(MoneyStep.Done(amount), screen.step)
    }

    @Test
    fun `a call that failed has paid nothing, and can be tried again`() = testing {
        wallet.fail["redeem"] = failure(ErrorCode.BankUnreachable, isRetryable = true)
        val screen = models.keep(RedeemViewModel(openSession(wallet), handle, main.dispatcher.scheduler.timeSource))
        screen.asks()
        assertEquals(ErrorCode.BankUnreachable, (screen.step as MoneyStep.Typing).problem?.code)
        wallet.fail.clear()
        wallet.onRedeem = { redemption(1, PaymentState.Settled) }
        screen.onAmountDone()
        look()
        screen.onConfirm()
        assertEquals(MoneyStep.Done(amount), screen.step)
    }

    @Test
    fun `one that is on its way is pointed out before another one`() = testing {
        wrote(redemption(1, PaymentState.Submitted))
        val screen = models.keep(RedeemViewModel(openSession(wallet), handle, main.dispatcher.scheduler.timeSource))
        assertEquals(MoneyStep.Typing(underWay = amount), screen.step)
        screen.onAmount(AmountEntry.of(100_000.kip))
        screen.onAmountDone()
        assertEquals(MoneyStep.Confirm(100_000.kip, underWay = amount), screen.step)
    }
}
