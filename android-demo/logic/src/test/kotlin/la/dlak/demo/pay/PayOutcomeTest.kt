package la.dlak.demo.pay

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.awaitCancellation
import la.dlak.demo.fake.FakeWallet
import la.dlak.demo.fake.MainThread
import la.dlak.demo.fake.failure
import la.dlak.demo.fake.paymentOf
import la.dlak.demo.session.SessionState
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.Event
import la.dlak.wallet.PaymentState
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test

/** From the owner's yes to the end: nothing is paid twice, and what happened is never lost. */
class PayOutcomeTest {
    @get:Rule
    val main = MainThread()

    private fun testing(test: suspend PayingPhone.() -> Unit) = paying(main.dispatcher, test)

    /** The wallet writes the order down and waits for the bank. What it waits for is the test's to say. */
    private fun PayingPhone.holdBank() = CompletableDeferred<PaymentState>().also { answer ->
        wallet.onConfirm = { details ->
            wallet.made[details.orderId] = paymentOf(details, PaymentState.Submitted)
            paymentOf(details, answer.await())
        }
    }

    @Test
    fun `the order is saved before the wallet is told of it`() = testing {
        var seen: String? = null
        wallet.onConfirm = { details ->
            seen = savedOrder
            paymentOf(details, PaymentState.Settled)
        }
        start()
        assertNull(savedOrder)
        confirm()
        assertEquals((step as PayStep.Paid).payment.orderId.value, seen)
    }

    @Test
    fun `however often it is tapped, it is confirmed once`() = testing {
        val bank = holdBank()
        start()
        confirm()
        repeat(3) { confirm() }
        assertTrue(step is PayStep.Paying)
        bank.complete(PaymentState.Settled)
        assertTrue(step is PayStep.Paid)
        confirm()
        assertEquals(1, confirms)
    }

    @Test
    fun `a payment that is pending says so, and turns into paid by itself`() = testing {
        wallet.onConfirm = { paymentOf(it, PaymentState.Submitted) }
        start()
        confirm()
        val order = (step as PayStep.Pending).payment.orderId
        decide(order, PaymentState.Settled)
        assertEquals(order, (step as PayStep.Paid).payment.orderId)
        assertEquals(1, confirms)
    }

    @Test
    fun `a payment that is pending may fail, and then it is certain that nothing was paid`() = testing {
        wallet.onConfirm = { paymentOf(it, PaymentState.Submitted) }
        start()
        confirm()
        decide((step as PayStep.Pending).payment.orderId, PaymentState.Expired)
        val failed = step as PayStep.Failed
        assertTrue(failed.isNothingPaid)
        assertEquals(ErrorCode.OrderExpired, failed.problem.code)
        pay.onTryAgain()
        assertTrue("it may be tried again, with another tap", step is PayStep.Confirm)
        assertNull(savedOrder)
    }

    @Test
    fun `events that were missed, and those of other payments, change only what is true`() = testing {
        wallet.onConfirm = { paymentOf(it, PaymentState.Submitted) }
        start()
        confirm()
        val pending = (step as PayStep.Pending).payment
        wallet.happening.emit(Event.Payment(ready().orderId, PaymentState.Settled))
        assertTrue(step is PayStep.Pending)
        wallet.made[pending.orderId] = pending.copy(state = PaymentState.Settled)
        wallet.happening.emit(Event.Missed)
        assertTrue(step is PayStep.Paid)
    }

    @Test
    fun `what the bank rejects was not paid, and says why`() = testing {
        wallet.onConfirm = { paymentOf(it, PaymentState.Rejected(ErrorCode.RequestPaid)) }
        start()
        confirm()
        val failed = step as PayStep.Failed
        assertEquals(ErrorCode.RequestPaid, failed.problem.code)
        assertTrue(failed.isNothingPaid)
        assertNotNull(failed.payment)
    }

    @Test
    fun `an error of confirming means that nothing was paid`() = testing {
        for (code in listOf(ErrorCode.InsufficientFunds, ErrorCode.DiskFull, ErrorCode.RequestPaid, ErrorCode("new-in-a-later-version"))) {
            wallet.fail["confirm"] = failure(code)
            if (confirms == 0) start() else leaveAndScanAgain()
            confirm()
            assertTrue(code.value, (step as PayStep.Failed).isNothingPaid)
            assertNull(savedOrder)
        }
    }

    @Test
    fun `where an error does not say whether anything was paid, the wallet is asked and the truth is shown`() = testing {
        for (code in PayViewModel.NOT_KNOWN) {
            wallet.onConfirm = { details ->
                wallet.made[details.orderId] = paymentOf(details, PaymentState.Settled)
                throw failure(code)
            }
            if (confirms == 0) start() else leaveAndScanAgain()
            confirm()
            assertTrue(code.value, step is PayStep.Paid)

            wallet.onConfirm = { throw failure(code) }
            leaveAndScanAgain()
            confirm()
            val failed = step as PayStep.Failed
            assertTrue("the wallet has no such payment: $code", failed.isNothingPaid)
            assertEquals(code, failed.problem.code)
        }
    }

    @Test
    fun `while nobody knows whether anything was paid, that is what is said, and it can be asked again`() = testing {
        wallet.onConfirm = { details ->
            wallet.made[details.orderId] = paymentOf(details, PaymentState.Submitted)
            throw failure(ErrorCode.LibraryFault)
        }
        wallet.fail["payment"] = failure(ErrorCode.Database)
        start()
        confirm()
        assertFalse((step as PayStep.Failed).isNothingPaid)
        assertEquals(Way.FIND_OUT, (step as PayStep.Failed).way)
        pay.onTryAgain()
        assertFalse("still not known", (step as PayStep.Failed).isNothingPaid)
        wallet.fail.clear()
        pay.onTryAgain()
        assertTrue(step is PayStep.Pending)
        assertEquals(1, confirms)
    }

    @Test
    fun `a wallet that was locked meanwhile pays nothing, and goes on after its owner is back`() = testing {
        wallet.fail["confirm"] = failure(ErrorCode.Locked)
        start()
        wallet.locked = true
        confirm()
        assertTrue("the confirmation is still there", step is PayStep.Confirm)
        assertTrue("and the lock comes over it", (session.state.value as SessionState.Open).isLocked)
        assertNull(savedOrder)
        wallet.fail.clear()
        session.unlock(FakeWallet.PIN)
        confirm()
        assertTrue(step is PayStep.Paid)
    }

    @Test
    fun `who leaves while it is paid leaves the payment to go on`() = testing {
        val bank = holdBank()
        start()
        confirm()
        val order = (step as PayStep.Paying).details.orderId
        leaveAndScanAgain()
        assertEquals(listOf(true), (step as PayStep.Confirm).cautions.filterIsInstance<Caution.Repeat>().map { it.isPending })
        bank.complete(PaymentState.Settled)
        assertEquals(PaymentState.Settled, wallet.made[order]?.state)
        assertEquals(1, confirms)
    }

    @Test
    fun `an activity that is made anew while it is paid finds that payment, also before the wallet wrote it down`() = testing {
        val bank = CompletableDeferred<Unit>()
        wallet.onConfirm = { details -> bank.await().let { paymentOf(details, PaymentState.Settled) } }
        start()
        confirm()
        val order = (step as PayStep.Paying).details.orderId
        recreateActivity()
        assertEquals(order, (step as PayStep.Paying).details.orderId)
        bank.complete(Unit)
        assertEquals(order, (step as PayStep.Paid).payment.orderId)
        assertEquals(1, confirms)
    }

    @Test
    fun `a wallet that was locked tells so also to an activity that was made anew`() = testing {
        val lock = CompletableDeferred<Unit>()
        wallet.onConfirm = { lock.await().let { throw failure(ErrorCode.Locked) } }
        start()
        confirm()
        recreateActivity()
        lock.complete(Unit)
        assertTrue(step is PayStep.Confirm)
        assertNull(savedOrder)
    }

    @Test
    fun `a process that dies while it is read, or before it is confirmed, begins anew and pays nothing`() = testing {
        wallet.onPrepare = { _, _, _ -> awaitCancellation() }
        start()
        die()
        assertEquals(PayStep.Reading, step)
        wallet.onPrepare = { _, _, _ -> ready() }
        die()
        assertTrue(step is PayStep.Confirm)
        die()
        assertTrue(step is PayStep.Confirm)
        assertEquals(0, confirms)
    }

    @Test
    fun `a process that dies after the amount was typed asks for it with what was typed`() = testing {
        wallet.onPrepare = { _, amount, memo -> ready(amount ?: throw failure(ErrorCode.AmountMissing)).copy(memo = memo) }
        start()
        pay.onAmount(la.dlak.demo.common.AmountEntry.restored("12000"))
        pay.onMemo("coffee")
        die()
        val asked = step as PayStep.NeedsAmount
        assertEquals("12000" to "coffee", asked.entry.saved to asked.memo)
        pay.onAmountDone()
        die()
        assertEquals("coffee", (step as PayStep.Confirm).details.memo)
    }

    @Test
    fun `a process that dies after the yes and before the wallet wrote it down says so, and pays only what is confirmed anew`() = testing {
        wallet.onConfirm = { awaitCancellation() }
        start()
        confirm()
        die()
        assertTrue(Caution.Interrupted in (step as PayStep.Confirm).cautions)
        assertNull(savedOrder)
        wallet.onConfirm = { paymentOf(it, PaymentState.Settled) }
        confirm()
        assertTrue(step is PayStep.Paid)
        assertEquals(1, wallet.made.size)
    }

    @Test
    fun `a process that dies while the bank is asked comes back to the payment, and to its end`() = testing {
        holdBank()
        start()
        confirm()
        die()
        val order = (step as PayStep.Pending).payment.orderId
        decide(order, PaymentState.Settled)
        assertTrue(step is PayStep.Paid)
        die()
        assertEquals(order, (step as PayStep.Paid).payment.orderId)
        assertEquals(1, confirms)
    }

    @Test
    fun `a process that dies when nothing was paid comes back to that`() = testing {
        wallet.onConfirm = { paymentOf(it, PaymentState.Rejected(ErrorCode.PayeeCannotReceive)) }
        start()
        confirm()
        die()
        assertEquals(ErrorCode.PayeeCannotReceive, (step as PayStep.Failed).problem.code)
    }

    @Test
    fun `a wallet that can't say what became of it is asked until it can`() = testing {
        holdBank()
        start()
        confirm()
        wallet.fail["payment"] = failure(ErrorCode.DiskError)
        die()
        assertEquals(Way.FIND_OUT, (step as PayStep.Failed).way)
        wallet.fail.clear()
        pay.onTryAgain()
        assertTrue(step is PayStep.Pending)
        assertEquals(1, confirms)
    }
}
