package la.dlak.demo.pay

import androidx.lifecycle.SavedStateHandle
import androidx.lifecycle.ViewModelStore
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.test.TestDispatcher
import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.UnconfinedTestDispatcher
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.test.testTimeSource
import la.dlak.demo.fake.FakeWallet
import la.dlak.demo.fake.FakeWallets
import la.dlak.demo.fake.NOW
import la.dlak.demo.fake.balanceOf
import la.dlak.demo.fake.paymentOf
import la.dlak.demo.fake.previewOf
import la.dlak.demo.session.Session
import la.dlak.wallet.Amount
import la.dlak.wallet.Event
import la.dlak.wallet.OrderId
import la.dlak.wallet.PaymentState
import la.dlak.wallet.PreviewDetails
import la.dlak.wallet.kip
import java.time.Clock
import java.time.ZoneOffset
import kotlin.time.Duration

/** A phone with a payment under way: its process can die, its screen can be left, and what its wallet wrote down stays. */
internal class PayingPhone(private val test: TestScope, private val dispatcher: TestDispatcher) {
    val wallet = FakeWallet().apply {
        balanceNow.value = balanceOf(500_000.kip)
        onPrepare = { _, amount, memo -> ready(amount ?: 15_000.kip).copy(memo = memo) }
        onConfirm = { paymentOf(it, PaymentState.Settled) }
    }
    private var prepared = 0
    private var process = newProcess()
    private var store = ViewModelStore()
    private var handle = SavedStateHandle()

    lateinit var session: Session
        private set
    lateinit var pay: PayViewModel
        private set

    val step: PayStep get() = pay.state.value
    val confirms: Int get() = wallet.calls.count { it == "confirm" }
    val savedOrder: String? get() = handle["order"]

    /** What the bank says of the code: each time with an order's id of its own. */
    fun ready(amount: Amount = 15_000.kip): PreviewDetails =
        previewOf(amount, orderId = "0190d3a8-0000-7000-8000-%012d".format(++prepared))

    suspend fun start() {
        session = Session(FakeWallets(wallet), process, test.testTimeSource)
        session.open()
        session.unlock(FakeWallet.PIN)
        open()
    }

    /** The screen is made: for the first time, or anew. */
    fun open() {
        pay = PayViewModel("code", session, handle, Clock.fixed(NOW, ZoneOffset.UTC), test.testTimeSource) { "HAN KAFE" }
        store.put("pay", pay)
        look()
    }

    /** The owner has seen what is there. */
    fun look() = test.testScheduler.advanceTimeBy(PayViewModel.SETTLE)

    fun letTimePass(time: Duration) = test.testScheduler.advanceTimeBy(time)

    fun confirm() {
        look()
        pay.onConfirm()
    }

    /** The system throws the activity away while the app lives, and makes it anew from what it saved. */
    fun recreateActivity() {
        store.clear()
        store = ViewModelStore()
        handle = copied()
        open()
    }

    /** The owner leaves the screen, and begins with the same code anew. */
    fun leaveAndScanAgain() {
        store.clear()
        store = ViewModelStore()
        handle = SavedStateHandle()
        open()
    }

    /** The process dies, and the app is started again by the system. */
    suspend fun die() {
        process.cancel()
        store.clear()
        store = ViewModelStore()
        handle = copied()
        process = newProcess()
        start()
    }

    suspend fun decide(order: OrderId, state: PaymentState) {
        wallet.made[order] = checkNotNull(wallet.made[order]).copy(state = state)
        wallet.happening.emit(Event.Payment(order, state))
    }

    fun end() {
        store.clear()
        process.cancel()
    }

    private fun copied() = SavedStateHandle(handle.keys().associateWith { handle.get<Any?>(it) })

    private fun newProcess() = CoroutineScope(SupervisorJob() + dispatcher)
}

/** A test on such a phone, at the code's first step. */
internal fun paying(dispatcher: TestDispatcher, test: suspend PayingPhone.() -> Unit) = runTest(dispatcher) {
    val phone = PayingPhone(this, UnconfinedTestDispatcher(testScheduler))
    try {
        phone.test()
    } finally {
        phone.end()
    }
}
