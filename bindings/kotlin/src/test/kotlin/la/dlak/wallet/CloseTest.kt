package la.dlak.wallet

import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import la.dlak.wallet.support.PIN
import la.dlak.wallet.support.PRICE
import la.dlak.wallet.support.Phone
import la.dlak.wallet.support.failsWith
import la.dlak.wallet.support.merchant
import la.dlak.wallet.support.person
import la.dlak.wallet.support.real
import la.dlak.wallet.support.until
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.milliseconds

class CloseTest {
    private val id = OrderId("01928f3e-5b1a-7c2d-8e4f-0123456789ab")

    private fun everyCall(wallet: Wallet, preview: Preview, device: DeviceId = wallet.device): Map<String, suspend () -> Any?> = mapOf(
        "account" to { wallet.account }, "device" to { wallet.device }, "trust" to { wallet.trust },
        "isLocked" to { wallet.isLocked }, "lock" to { wallet.lock() }, "unlock" to { wallet.unlock(PIN) },
        "words" to { wallet.words(PIN) }, "changePin" to { wallet.changePin(PIN, "577215") },
        "register" to { wallet.register("code") }, "isRegistered" to { wallet.isRegistered() },
        "profile" to { wallet.profile() }, "refreshProfile" to { wallet.refreshProfile() },
        "bankInfo" to { wallet.bankInfo() }, "devices" to { wallet.devices() },
        "revokeDevice" to { wallet.revokeDevice(device, PIN) }, "balance" to { wallet.balance() },
        "sync" to { wallet.sync() }, "history" to { wallet.history() },
        "historySummary" to { wallet.historySummary() }, "historyEntry" to { wallet.historyEntry(id) },
        "divergences" to { wallet.divergences() }, "prepare" to { wallet.prepare("code") },
        "confirm" to { wallet.confirm(preview) }, "redeem" to { wallet.redeem(PRICE) }, "payment" to { wallet.payment(id) },
        "payments" to { wallet.payments() }, "receipt" to { wallet.receipt(id) }, "resume" to { wallet.resume() },
        "staticCode" to { wallet.staticCode() }, "request" to { wallet.request(PRICE) },
        "requestStatus" to { wallet.requestStatus(RequestId(id.value)) }, "topUp" to { wallet.topUp(PRICE) },
        "topUpState" to { wallet.topUpState(id) }, "exchange" to { wallet.exchange(id) },
        "listen" to { wallet.listen { } },
    )

    @Test
    fun `every call after closing says that it was closed`() = real {
        val wallet = person(100_000.kip)
        val preview = wallet.prepare(merchant().staticCode(), PRICE)
        val calls = everyCall(wallet, preview)
        wallet.close()
        for ((name, call) in calls) {
            val failed = runCatching { call() }.exceptionOrNull()
            assertEquals(ErrorCode.Closed, (failed as? WalletException)?.code, "$name: $failed")
        }
        wallet.close()
        wallet.closeAndWait()
        wallet.closeAndWait()
        // Freed, not only stopped.
        for ((name, call) in calls) {
            val failed = runCatching { call() }.exceptionOrNull()
            assertEquals(ErrorCode.Closed, (failed as? WalletException)?.code, "$name, freed: $failed")
        }
    }

    @Test
    fun `what lasts as long as the wallet just ends with it`() = real {
        val wallet = person()
        wallet.close()
        repeat(2) {
            wallet.follow()
            assertEquals(emptyList<Event>(), wallet.events.toList())
            assertEquals(emptyList<Balance>(), wallet.balances.toList())
            wallet.closeAndWait()
        }
    }

    @Test
    fun `a preview and a symbol that were closed say so`() = real {
        val wallet = person(100_000.kip)
        val preview = wallet.prepare(merchant().staticCode(), PRICE)
        preview.close()
        preview.close()
        assertEquals(PRICE, preview.amount)
        failsWith(ErrorCode.Closed) { wallet.confirm(preview) }
        assertEquals(100_000.kip, wallet.balance().available)

        val symbol = QrSymbol.of("DLak")
        symbol.close()
        symbol.close()
        assertEquals(21, symbol.side)
        for (call in listOf<() -> Any>({ symbol.luma(1) }, { symbol.svg() })) {
            failsWith(ErrorCode.Closed) { call() }
        }
    }

    @Test
    fun `closing ends the calls that run`() = real {
        repeat(10) { round ->
            val phone = Phone()
            val wallet = person(100_000.kip, phone)
            val sticker = merchant().staticCode()
            val (made, ended) = AtomicInteger() to AtomicInteger()
            coroutineScope {
                val calls = List(100) { index ->
                    async {
                        made.incrementAndGet()
                        val failed = runCatching {
                            when (index % 5) {
                                0 -> wallet.balance()
                                1 -> wallet.sync()
                                2 -> wallet.prepare(sticker, PRICE)
                                3 -> wallet.events.toList()
                                else -> wallet.follow()
                            }
                        }.exceptionOrNull()
                        assertTrue(failed == null || (failed as? WalletException)?.code == ErrorCode.Closed, "$failed")
                        ended.incrementAndGet()
                    }
                }
                until("some calls were made") { made.get() > 10 * round }
                wallet.close()
                calls.awaitAll()
            }
            assertEquals(100, ended.get())
            wallet.closeAndWait()
            phone.open().close()
        }
    }

    @Test
    fun `a wallet that was closed can be opened again at once`() = real {
        val phone = Phone()
        val wallet = person(100_000.kip, phone)
        val following = kotlinx.coroutines.CoroutineScope(kotlinx.coroutines.Dispatchers.Default).launch { wallet.follow() }
        delay(20.milliseconds)
        wallet.closeAndWait()
        following.join()
        val again = phone.open()
        assertEquals(100_000.kip, again.balance().settled)
        again.closeAndWait()
        phone.open().close()
    }
}
