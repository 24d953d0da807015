package la.dlak.wallet

import kotlinx.coroutines.future.await
import la.dlak.sample.PayFromJava
import la.dlak.wallet.support.Bank
import la.dlak.wallet.support.PIN
import la.dlak.wallet.support.PRICE
import la.dlak.wallet.support.Phone
import la.dlak.wallet.support.failsWith
import la.dlak.wallet.support.merchant
import la.dlak.wallet.support.person
import la.dlak.wallet.support.real
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.time.Duration

/** The same wallet for Java: calls as futures. */
class JavaTest {
    @Test
    fun `a program in Java pays`() = real {
        val phone = Phone()
        val code = merchant().request(PRICE).code
        assertEquals("Paid ₭15,000", PayFromJava.pay(phone.config, phone.keystore, Bank.shared.person(), code))
        assertEquals(15_000.kip, PayFromJava.typed("15.000"))
        val dear = merchant().staticCode(200_000.kip)
        val poor = Phone()
        assertEquals("There is only 100000 kip", PayFromJava.pay(poor.config, poor.keystore, Bank.shared.person(), dear))
        val lost = Phone()
        assertEquals("It failed: bad-code", PayFromJava.pay(lost.config, lost.keystore, Bank.shared.person(), "no code"))
        assertEquals(listOf(ErrorCode.BadCode, null), listOf("no code", dear).map { PayFromJava.refused(it) })
    }

    @Test
    fun `a program in Java leaves out what it does not say`() = real {
        val config = PayFromJava.local("/no/such/folder")
        assertEquals(WalletConfig("/no/such/folder", "http://127.0.0.1:8418"), config)
        assertEquals(listOf("abandon", "ability"), PayFromJava.suggested("AB"))
        val shop = WalletFutures(merchant())
        val wallet = WalletFutures(person(100_000.kip))
        wallet.confirm(wallet.prepare(shop.request(PRICE, "tea", Duration.ofMinutes(5)).await().code).await()).await()
        shop.sync().await()
        val entry = shop.history(1).await().single()
        assertEquals("1: ₭15,000", PayFromJava.dayTotal(shop, entry.settledAt))
        assertEquals("0: ₭0", PayFromJava.dayTotal(shop, entry.settledAt.plusNanos(1_000)))
    }

    @Test
    fun `each future is the call of the wallet`() = real {
        val phone = Phone()
        val wallet = WalletFutures(person(100_000.kip, phone))
        val shop = WalletFutures(merchant())
        wallet.unlock(PIN).await()
        assertEquals(24, wallet.words(PIN).await().size)
        wallet.changePin(PIN, PIN).await()
        assertTrue(wallet.isRegistered().await())
        assertEquals(wallet.profile().await(), wallet.refreshProfile().await())
        assertEquals(wallet.wallet.trust.network, wallet.bankInfo().await().network)
        assertEquals(1, wallet.devices().await().size)
        assertEquals(100_000.kip, wallet.balance().await().available)
        val request = shop.request(PRICE, "tea", Duration.ofMinutes(5)).await()
        val paid = wallet.confirm(wallet.prepare(request.code).await()).await().payment
        assertEquals(RequestStatus.PAID, shop.requestStatus(request.id).await())
        assertEquals(paid, wallet.payment(paid.orderId).await())
        assertEquals(listOf(paid), wallet.payments(10).await())
        assertTrue(wallet.payments(paid.orderId, 10).await().isEmpty())
        assertEquals(PRICE, wallet.receipt(paid.orderId).await().amount)
        assertEquals(2UL, wallet.sync().await().seq)
        assertEquals(2, wallet.history(10).await().size)
        val newest = wallet.history(1).await().single()
        assertEquals(1UL, wallet.history(newest, 10).await().single().seq)
        val incoming = PayFromJava.received(null)
        assertEquals(listOf(1UL), wallet.history(incoming.copy(kinds = emptyList()), 10).await().map { it.seq })
        assertTrue(wallet.history(HistoryFilter("TEA"), newest, 10).await().isEmpty())
        assertEquals(HistorySummary(2UL, 100_000.kip, PRICE), wallet.historySummary().await())
        assertEquals(newest, wallet.historyEntry(paid.orderId).await())
        assertTrue(wallet.divergences().await().isEmpty() && wallet.resume().await().isEmpty())
        assertEquals(CodeKind.Dlak, Codes.kindOf(shop.staticCode().await()))
        val topUp = wallet.topUp(1.kip).await()
        assertEquals(topUp, wallet.topUpState(topUp.id).await())
        assertEquals(ExchangeState.Done, wallet.exchange(topUp.id).await().state)
        assertEquals(1.kip, wallet.redeem(1.kip).await().payment.amount)

        val following = wallet.follow()
        wallet.closeAndWait().await()
        following.await()
        val again = WalletFutures.open(phone.config, phone.keystore).await()
        failsWith(ErrorCode.WrongPin) { again.revokeDevice(again.wallet.device, "314159").await() }
        again.close()
        failsWith(ErrorCode.Closed) { again.balance().await() }
    }

    @Test
    fun `a future that is cancelled cancels its call`() = real {
        val wallet = WalletFutures(person())
        val following = wallet.follow()
        assertTrue(following.cancel(true))
        assertEquals(Amount.ZERO, wallet.balance().await().settled)
    }
}
