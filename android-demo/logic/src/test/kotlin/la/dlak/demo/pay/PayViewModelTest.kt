package la.dlak.demo.pay

import kotlinx.coroutines.CompletableDeferred
import la.dlak.demo.common.AmountEntry
import la.dlak.demo.fake.FakeWallet
import la.dlak.demo.fake.MainThread
import la.dlak.demo.fake.NOW
import la.dlak.demo.fake.balanceOf
import la.dlak.demo.fake.failure
import la.dlak.demo.fake.paymentOf
import la.dlak.demo.fake.refuse
import la.dlak.wallet.Amount
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.OrderId
import la.dlak.wallet.PayeeWarning
import la.dlak.wallet.PaymentState
import la.dlak.wallet.kip
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test

class PayViewModelTest {
    @get:Rule
    val main = MainThread()

    private fun testing(test: suspend PayingPhone.() -> Unit) = paying(main.dispatcher, test)

    /** The code leaves the amount to its payer. */
    private fun PayingPhone.leaveAmountOpen() {
        wallet.onPrepare = { _, amount, memo -> ready(amount ?: refuse(ErrorCode.AmountMissing)).copy(memo = memo) }
    }

    @Test
    fun `a code is read, confirmed with one tap, and paid`() = testing {
        start()
        val confirm = step as PayStep.Confirm
        assertEquals("Han Kafe", confirm.details.payeeName)
        assertEquals(485_000.kip, confirm.after)
        assertFalse(confirm.isAmountOwn)
        assertEquals(0, confirms)
        confirm()
        assertEquals(confirm.details.orderId, (step as PayStep.Paid).payment.orderId)
        assertEquals(1, confirms)
    }

    @Test
    fun `while the bank is asked, that is what shows`() = testing {
        val answer = CompletableDeferred<Unit>()
        wallet.onPrepare = { _, _, _ -> answer.await().let { ready() } }
        start()
        assertEquals(PayStep.Reading, step)
        answer.complete(Unit)
        assertTrue(step is PayStep.Confirm)
    }

    @Test
    fun `a code without an amount asks for one, and for a note, and what is typed is what is paid`() = testing {
        leaveAmountOpen()
        start()
        val asked = step as PayStep.NeedsAmount
        assertEquals("HAN KAFE", asked.printedName)
        assertFalse(asked.canGoOn)
        pay.onAmountDone()
        assertTrue(step is PayStep.NeedsAmount)
        pay.onAmount(AmountEntry.of(20_000.kip))
        pay.onMemo("coffee")
        pay.onAmountDone()
        val confirm = step as PayStep.Confirm
        assertEquals(20_000.kip, confirm.details.amount)
        assertEquals("coffee", confirm.details.memo)
        assertTrue(confirm.isAmountOwn)
        pay.onChangeAmount()
        assertEquals(20_000.kip, (step as PayStep.NeedsAmount).entry.amount)
    }

    @Test
    fun `an amount over the balance or a limit is told while it is typed`() = testing {
        leaveAmountOpen()
        wallet.profileNow = la.dlak.demo.fake.profileOf("Khamla").copy(spentToday = 19_990_000.kip)
        start()
        fun hint(amount: Amount): AmountHint? {
            pay.onAmount(AmountEntry.of(amount))
            return (step as PayStep.NeedsAmount).hint
        }
        assertEquals(AmountHint.OverBalance(500_000.kip), hint(500_001.kip))
        wallet.balanceNow.value = balanceOf(30_000_000.kip)
        assertEquals(AmountHint.OverPaymentLimit(5_000_000.kip), hint(5_000_001.kip))
        assertEquals(AmountHint.OverDailyLimit(10_000.kip), hint(10_001.kip))
        assertNull(hint(10_000.kip))
        pay.onAmount(AmountEntry.of(10_001.kip))
        pay.onAmountDone()
        assertTrue("what can't be paid does not go on", step is PayStep.NeedsAmount)
    }

    @Test
    fun `what the bank has against an amount that was typed is mended where it was typed`() = testing {
        leaveAmountOpen()
        start()
        pay.onAmount(AmountEntry.of(20_000.kip))
        wallet.onPrepare = { _, _, _ -> refuse(ErrorCode.OverDailyLimit) }
        pay.onAmountDone()
        val asked = step as PayStep.NeedsAmount
        assertEquals(ErrorCode.OverDailyLimit, asked.problem?.code)
        assertEquals(20_000.kip, asked.entry.amount)
        pay.onAmount(AmountEntry.of(10_000.kip))
        assertNull((step as PayStep.NeedsAmount).problem)
    }

    @Test
    fun `a fixed amount that is too much for the wallet leads to a top-up, before anything is confirmed`() = testing {
        wallet.onPrepare = { _, _, _ -> refuse(ErrorCode.InsufficientFunds, details = mapOf("available" to "100")) }
        start()
        val failed = step as PayStep.Failed
        assertTrue(failed.isNothingPaid)
        assertEquals(Way.TOP_UP, failed.way)
        assertEquals(0, confirms)
    }

    @Test
    fun `a bank that is away can be asked again`() = testing {
        wallet.fail["prepare"] = failure(ErrorCode.BankUnreachable, isRetryable = true)
        start()
        assertEquals(Way.READ_AGAIN, (step as PayStep.Failed).way)
        assertTrue(session.reach.isOffline.value)
        wallet.fail.clear()
        pay.onTryAgain()
        assertTrue(step is PayStep.Confirm)
    }

    @Test
    fun `a code that can't be paid says why, and there is nothing to try again`() = testing {
        wallet.onPrepare = { _, _, _ -> refuse(ErrorCode.CodeExpired) }
        start()
        assertEquals(ErrorCode.CodeExpired, (step as PayStep.Failed).problem.code)
        assertEquals(Way.LEAVE, (step as PayStep.Failed).way)
    }

    @Test
    fun `the gravest caution stands first, and one without words is told too`() = testing {
        val warnings = listOf(PayeeWarning.FirstPayment, PayeeWarning.Other, PayeeWarning.NameDiffers("HAN CAFE"))
        wallet.onPrepare = { _, _, _ -> ready().copy(warnings = warnings) }
        start()
        val expected = listOf(Caution.NameDiffers("HAN CAFE"), Caution.LookTwice, Caution.FirstPayment)
        assertEquals(expected, (step as PayStep.Confirm).cautions)
    }

    @Test
    fun `who pays the same again is asked whether that is meant`() = testing {
        start()
        confirm()
        leaveAndScanAgain()
        assertEquals(listOf(Caution.Repeat(NOW, isPending = false)), (step as PayStep.Confirm).cautions)
        assertEquals("two screens with the same code do not pay twice by themselves", 1, confirms)
    }

    @Test
    fun `what another screen has paid meanwhile is said before this one pays`() = testing {
        start()
        val other = paymentOf(ready().copy(orderId = OrderId("0190d3a8-0000-7000-8000-0000000000ff")), PaymentState.Submitted)
        wallet.made[other.orderId] = other
        confirm()
        assertEquals(listOf(Caution.Repeat(NOW, isPending = true)), (step as PayStep.Confirm).cautions)
        assertEquals(0, confirms)
        confirm()
        assertTrue(step is PayStep.Paid)
        assertEquals("a yes to that is a yes", 1, confirms)
    }

    @Test
    fun `a payment that was rejected, of another amount, or long ago is no repeat`() = testing {
        val rejected = paymentOf(ready(), PaymentState.Rejected(ErrorCode.PayeeCannotReceive))
        val other = paymentOf(ready(16_000.kip), PaymentState.Settled)
        val old = paymentOf(ready(), PaymentState.Settled).copy(createdAt = NOW.minusSeconds(600))
        for (payment in listOf(rejected, other, old)) wallet.made[payment.orderId] = payment
        start()
        assertEquals(emptyList<Caution>(), (step as PayStep.Confirm).cautions)
    }

    @Test
    fun `a tap that comes as the confirmation appears is no yes`() = testing {
        val answer = CompletableDeferred<Unit>()
        wallet.onPrepare = { _, _, _ -> answer.await().let { ready() } }
        start()
        answer.complete(Unit)
        pay.onConfirm()
        assertTrue(step is PayStep.Confirm)
        assertEquals(0, confirms)
        confirm()
        assertTrue(step is PayStep.Paid)
    }

    @Test
    fun `a confirmation that stood there for long asks the bank anew, and needs another tap`() = testing {
        start()
        val old = (step as PayStep.Confirm).details
        letTimePass(PayViewModel.FRESH)
        wallet.onPrepare = { _, _, _ -> ready().copy(payeeName = "Han Kafe & Sons") }
        pay.onConfirm()
        val anew = step as PayStep.Confirm
        assertEquals("Han Kafe & Sons", anew.details.payeeName)
        assertTrue(Caution.AskedAnew in anew.cautions)
        assertTrue(anew.details.orderId != old.orderId)
        assertEquals(0, confirms)
        confirm()
        assertTrue(step is PayStep.Paid)
    }

    @Test
    fun `too little for the amount with its fee is told, and can't be confirmed`() = testing {
        wallet.onPrepare = { _, _, _ -> ready(500_000.kip).copy(fee = 1.kip) }
        start()
        assertEquals(ErrorCode.InsufficientFunds, (step as PayStep.Confirm).obstacle?.code)
        confirm()
        assertEquals(0, confirms)
    }

    @Test
    fun `the tap that ends the PIN is no yes to the confirmation that was behind the lock`() = paying(main.dispatcher) {
        start()
        look()
        session.lock()
        letTimePass(PayViewModel.SETTLE)
        session.unlock(FakeWallet.PIN)
        pay.onConfirm()
        assertEquals(0, confirms)
        confirm()
        assertEquals(1, confirms)
    }
}
