package la.dlak.demo.home

import kotlinx.coroutines.test.TestScope
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.test.testTimeSource
import la.dlak.demo.fake.FakeSettings
import la.dlak.demo.fake.FakeWallet
import la.dlak.demo.fake.FakeWallets
import la.dlak.demo.fake.MainThread
import la.dlak.demo.fake.NOW
import la.dlak.demo.fake.balanceOf
import la.dlak.demo.fake.entryOf
import la.dlak.demo.fake.failure
import la.dlak.demo.fake.paymentOf
import la.dlak.demo.fake.previewOf
import la.dlak.demo.fake.profileOf
import la.dlak.demo.session.Session
import la.dlak.demo.settings.Settings
import la.dlak.wallet.Divergence
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.Event
import la.dlak.wallet.HolderKind
import la.dlak.wallet.PaymentState
import la.dlak.wallet.kip
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import java.time.Clock
import java.time.ZoneId

class HomeViewModelTest {
    @get:Rule
    val main = MainThread()

    private val wallet = FakeWallet()
    private val settings = FakeSettings()

    private suspend fun TestScope.model(): HomeViewModel {
        val session = Session(FakeWallets(wallet), backgroundScope, testTimeSource)
        session.open()
        return HomeViewModel(session, settings, Clock.fixed(NOW, ZoneId.of("Asia/Vientiane")))
    }

    private fun testing(test: suspend TestScope.() -> Unit) = runTest(main.dispatcher) { test() }

    private val HomeViewModel.names get() = state.value.recent.orEmpty().map { it.name }

    @Test
    fun `what is pending comes first, however old, then what moved last`() = testing {
        repeat(10) { wallet.entries += entryOf(it + 1, 1.kip, name = "entry $it", at = NOW.plusSeconds(it.toLong())) }
        val pending = paymentOf(previewOf(payeeName = "pending"), PaymentState.Created).copy(createdAt = NOW.minusSeconds(3600))
        wallet.made[pending.orderId] = pending
        assertEquals(listOf("pending", "entry 9", "entry 8", "entry 7", "entry 6", "entry 5"), model().names)
    }

    @Test
    fun `a payment is there as soon as it is settled, before its entry is`() = testing {
        val model = model()
        val paid = paymentOf(previewOf(payeeName = "Han Kafe"), PaymentState.Settled)
        wallet.made[paid.orderId] = paid
        wallet.happening.emit(Event.Payment(paid.orderId, PaymentState.Settled))
        assertEquals(listOf("Han Kafe"), model.names)
        wallet.entries += entryOf(1, paid.amount).copy(orderId = paid.orderId)
        wallet.happening.emit(Event.BalanceChanged)
        assertEquals(listOf("Han Kafe"), model.names)
    }

    @Test
    fun `the balance is always the wallet's`() = testing {
        val model = model()
        wallet.balanceNow.value = balanceOf(70.kip, reserved = 30.kip)
        assertEquals(balanceOf(70.kip, reserved = 30.kip), model.state.value.balance)
    }

    @Test
    fun `the owner is told before paying that the wallet will not pay`() = testing {
        wallet.profileNow = profileOf("Khamla").copy(frozen = true)
        val model = model()
        assertEquals(HomeWarning.FROZEN, model.state.value.warning)
        wallet.diverged += Divergence(NOW, "a checkpoint", "evidence")
        wallet.happening.emit(Event.Diverged("a checkpoint"))
        assertEquals(HomeWarning.DIVERGED, model.state.value.warning)
    }

    @Test
    fun `who sells is asked for the till first, by the bank's word or by their own`() = testing {
        val model = model()
        assertFalse(model.state.value.isShop)
        settings.update { Settings(isShopMode = true) }
        assertTrue(model.state.value.isShop)
        settings.update { Settings() }
        wallet.profileNow = profileOf("Han Kafe", HolderKind.MERCHANT)
        wallet.happening.emit(Event.AccountChanged)
        assertTrue(model.state.value.isShop)
    }

    @Test
    fun `asking for news asks for the account too, and is over when it is answered`() = testing {
        wallet.profileNow = profileOf("Khamla")
        val model = model()
        wallet.calls.clear()
        model.onRefresh()
        assertTrue("sync" in wallet.calls && "refreshProfile" in wallet.calls)
        assertFalse(model.state.value.isRefreshing)
        wallet.fail["sync"] = failure(ErrorCode.BankUnreachable)
        model.onRefresh()
        assertNull(model.state.value.problem)
        assertFalse(model.state.value.isRefreshing)
    }
}
