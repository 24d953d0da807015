package la.dlak.demo.history

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
import la.dlak.demo.fake.profileOf
import la.dlak.demo.session.Session
import la.dlak.wallet.AccountId
import la.dlak.wallet.Amount
import la.dlak.wallet.Direction
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.Event
import la.dlak.wallet.OrderId
import la.dlak.wallet.PaymentKind
import la.dlak.wallet.PaymentState
import la.dlak.wallet.Receipt
import la.dlak.wallet.kip
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import kotlin.time.Duration.Companion.seconds

class DetailViewModelTest {
    @get:Rule
    val main = MainThread()

    private val wallet = FakeWallet().apply { profileNow = profileOf("Khamla") }
    private val entry = entryOf(7, 15_000.kip, memo = "coffee")
    private val order = DetailOf.Order(entry.orderId)

    private suspend fun TestScope.model(of: DetailOf = order): DetailViewModel {
        val session = Session(FakeWallets(wallet), backgroundScope, testTimeSource)
        session.open()
        return DetailViewModel(session, of)
    }

    private fun testing(test: suspend TestScope.() -> Unit) = runTest(main.dispatcher) { test() }

    private val DetailViewModel.detail get() = checkNotNull(state.value.detail)

    private fun pay(state: PaymentState) {
        wallet.made[entry.orderId] = paymentOf(previewOf(orderId = entry.orderId.value), state)
    }

    private fun receiptOf(amount: Amount = entry.amount) = Receipt(
        "text", entry.orderId, PaymentKind.PAYMENT, wallet.account, AccountId("acc-han-kafe"), amount, null, NOW, 1u, 2u,
    )

    @Test
    fun `a settled payment shows its receipt once it is verified`() = testing {
        wallet.entries += entry
        pay(PaymentState.Settled)
        wallet.receipts[entry.orderId] = receiptOf()
        val detail = model().detail
        assertEquals(ReceiptState.Verified(receiptOf()), detail.receipt)
        assertEquals(entry.balanceAfter, detail.balanceAfter)
        assertEquals("Khamla", detail.ownerName)
        assertTrue("verifyReceipt" in wallet.calls)
    }

    @Test
    fun `a receipt that does not verify, or is about another amount, is never called verified`() = testing {
        pay(PaymentState.Settled)
        wallet.receipts[entry.orderId] = receiptOf(1.kip)
        assertEquals(ErrorCode.BadReceipt, (model().detail.receipt as ReceiptState.Failed).problem.code)
        wallet.receipts[entry.orderId] = receiptOf()
        wallet.fail["verifyReceipt"] = failure(ErrorCode.BadReceipt)
        assertEquals(ErrorCode.BadReceipt, (model().detail.receipt as ReceiptState.Failed).problem.code)
    }

    @Test
    fun `a receipt that could not be fetched comes when the bank is back`() = testing {
        pay(PaymentState.Settled)
        wallet.receipts[entry.orderId] = receiptOf()
        wallet.fail["receipt"] = failure(ErrorCode.BankUnreachable)
        val model = model()
        assertTrue((model.detail.receipt as ReceiptState.Failed).problem.isOffline)
        wallet.fail.clear()
        testScheduler.advanceTimeBy(31.seconds)
        assertTrue(model.detail.receipt is ReceiptState.Verified)
    }

    @Test
    fun `a pending payment says until when, and becomes paid while one looks`() = testing {
        pay(PaymentState.Submitted)
        wallet.receipts[entry.orderId] = receiptOf()
        val model = model()
        assertEquals(MovementState.PENDING, model.detail.movement.state)
        assertNotNull(model.detail.expiresAt)
        assertEquals(ReceiptState.None, model.detail.receipt)
        pay(PaymentState.Settled)
        wallet.happening.emit(Event.Payment(entry.orderId, PaymentState.Settled))
        assertEquals(MovementState.DONE, model.detail.movement.state)
        assertTrue(model.detail.receipt is ReceiptState.Verified)
    }

    @Test
    fun `a payment that the bank refused says why`() = testing {
        pay(PaymentState.Rejected(ErrorCode.OverDailyLimit))
        val detail = model().detail
        assertEquals(MovementState.NOT_PAID, detail.movement.state)
        assertEquals(ErrorCode.OverDailyLimit, detail.reason)
    }

    @Test
    fun `money that came in is found by its number, and has no receipt here`() = testing {
        wallet.entries += entryOf(8, 5.kip, Direction.CREDIT, "Noy")
        val detail = model(DetailOf.Entry(8u)).detail
        assertEquals("Noy", detail.movement.name)
        assertEquals(ReceiptState.None, detail.receipt)
    }

    @Test
    fun `what is not there is a problem, not an empty screen`() = testing {
        for (of in listOf(DetailOf.Entry(3u), DetailOf.Order(OrderId("unknown")))) {
            assertEquals(ErrorCode.PaymentUnknown, model(of).state.value.problem?.code)
        }
    }
}
