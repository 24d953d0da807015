package la.dlak.wallet

import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import la.dlak.wallet.support.Bank
import la.dlak.wallet.support.PIN
import la.dlak.wallet.support.Phone
import la.dlak.wallet.support.merchant
import la.dlak.wallet.support.person
import la.dlak.wallet.support.real
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class ConcurrencyTest {
    @Test
    fun `two thousand calls at once all give their answer`() = real {
        val wallet = person(100_000.kip)
        val before = wallet.balance()
        val sticker = wallet.staticCode()
        val answers = coroutineScope {
            List(2_000) { index ->
                async {
                    when (index % 8) {
                        0 -> assertEquals(before, wallet.balance())
                        1 -> assertEquals(1, wallet.history().size)
                        2 -> assertEquals(sticker, wallet.staticCode())
                        3 -> assertEquals(wallet.account, wallet.profile()?.account)
                        4 -> assertEquals(1UL, wallet.sync().seq)
                        5 -> assertTrue(wallet.isRegistered())
                        6 -> assertEquals(0, wallet.payments().size)
                        else -> assertEquals(wallet.trust.network, wallet.bankInfo().network)
                    }
                    1
                }
            }.awaitAll().sum()
        }
        assertEquals(2_000, answers)
    }

    @Test
    fun `payments at once each move their money once`() = real {
        val (khamla, cafe) = person(10_000.kip) to merchant()
        val sticker = cafe.staticCode()
        coroutineScope {
            List(20) {
                async {
                    val preview = khamla.prepare(sticker, 100.kip)
                    // Twice at once: a double tap.
                    List(2) { async { khamla.confirm(preview) } }.awaitAll()
                    assertInstanceOf(PaymentResult.Settled::class.java, khamla.payment(preview.orderId).result)
                }
            }.awaitAll()
        }
        khamla.sync()
        cafe.sync()
        assertEquals(Balance(8_000.kip, Amount.ZERO, 8_000.kip), khamla.balance())
        assertEquals(2_000.kip, cafe.balance().settled)
    }

    @Test
    fun `wallets of many owners work side by side`() = real {
        coroutineScope {
            List(8) { index ->
                async {
                    val phone = Phone()
                    val wallet = phone.create().wallet
                    wallet.register(Bank.shared.person())
                    wallet.topUp((index + 1).kip)
                    wallet.sync()
                    wallet.closeAndWait()
                    val again = phone.open()
                    again.unlock(PIN)
                    assertEquals((index + 1).kip, again.balance().settled)
                    again.close()
                }
            }.awaitAll()
        }
    }
}
