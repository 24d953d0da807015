package la.dlak.wallet

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.selects.select
import kotlinx.coroutines.yield
import la.dlak.wallet.support.Bank
import la.dlak.wallet.support.FaultyBank
import la.dlak.wallet.support.PIN
import la.dlak.wallet.support.PRICE
import la.dlak.wallet.support.Phone
import la.dlak.wallet.support.failsWith
import la.dlak.wallet.support.merchant
import la.dlak.wallet.support.person
import la.dlak.wallet.support.real
import la.dlak.wallet.support.until
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertInstanceOf
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import kotlin.time.Duration.Companion.microseconds

/** A call that is cancelled leaves a wallet that can be used, and money that is where it should be. */
class CancellationTest {
    private val scope = CoroutineScope(Dispatchers.Default + SupervisorJob())

    /** Cancels the call while the bank's answer to [line] is held back. */
    private suspend fun cancelAt(line: String, call: suspend () -> Any?) {
        bank.tell("stall $line")
        val running = scope.async { call() }
        val stalled = scope.async { bank.tell("stalled") }
        select {
            stalled.onAwait {}
            running.onJoin { throw AssertionError("it ended without asking for $line") }
        }
        running.cancelAndJoin()
        assertInstanceOf(CancellationException::class.java, runCatching { running.await() }.exceptionOrNull(), line)
    }

    /** Cancels the call at every place: after nothing, and after ever longer, until it ends before it is cancelled. */
    private suspend fun cancelEverywhere(what: String, between: suspend () -> Unit = {}, call: suspend () -> Any?) {
        var (after, times) = 0L to 0
        while (true) {
            val running = scope.async { call() }
            if (after == 0L) yield() else delay(after.microseconds)
            running.cancelAndJoin()
            times += 1
            val thrown = runCatching { running.await() }.exceptionOrNull() ?: break
            if (thrown !is CancellationException) throw AssertionError("$what, cancelled after $after µs", thrown)
            between()
            after = if (after == 0L) 100 else after * 2
            check(after < 30_000_000) { "$what never ends" }
        }
        println("cancellation test: $what was cancelled ${times - 1} times, then done")
    }

    @Test
    fun `every call that asks the bank can be cancelled while it waits`() = real {
        val (khamla, cafe) = person(100_000.kip, Phone(bank.url), bank.bank) to merchant(Phone(bank.url), bank.bank)
        val sticker = cafe.staticCode()
        val request = cafe.request(PRICE)
        val paid = khamla.confirm(khamla.prepare(sticker, PRICE)).payment.orderId
        for ((line, call) in listOf<Pair<String, suspend () -> Any?>>(
            "GET /.well-known/dlak" to { khamla.bankInfo() },
            "GET /v1/account" to { khamla.refreshProfile() },
            "GET /v1/account/entries" to { khamla.sync() },
            "GET /v1/payees/" to { khamla.prepare(sticker, PRICE) },
            "GET /v1/payment-requests/" to { khamla.prepare(request.code) },
            "POST /v1/payment-requests" to { cafe.request(PRICE) },
            "GET /v1/payment-requests/" to { cafe.requestStatus(request.id) },
            "GET /v1/devices" to { khamla.devices() },
            "GET /v1/exchanges/" to { khamla.exchange(khamla.topUp(1.kip).id) },
            "GET /v1/log/inclusion" to { khamla.receipt(paid) },
            "GET /v1/events" to { khamla.follow() },
        )) {
            cancelAt(line, call)
        }
        assertEquals(3, listOf(khamla.bankInfo(), khamla.refreshProfile(), khamla.sync()).size)
        assertEquals(PaymentState.Settled, khamla.payment(paid).state)
    }

    @Test
    fun `a payment that is cancelled while the bank settles it is paid once`() = real {
        val (khamla, cafe) = person(100_000.kip, Phone(bank.url), bank.bank) to merchant(Phone(bank.url), bank.bank)
        val preview = khamla.prepare(cafe.staticCode(), PRICE)
        cancelAt("POST /v1/payments") { khamla.confirm(preview) }
        assertEquals(Balance(100_000.kip, PRICE, 85_000.kip), khamla.balance())
        assertInstanceOf(PaymentResult.Settled::class.java, khamla.confirm(preview))
        cafe.sync()
        assertEquals(PRICE, cafe.balance().settled)

        cancelAt("POST /v1/payments") { cafe.redeem(5_000.kip) }
        until("the redemption is settled") { cafe.resume().all { it.result is PaymentResult.Settled } }
        cafe.sync()
        assertEquals(10_000.kip, cafe.balance().available)

        cancelAt("POST /v1/top-ups") { khamla.topUp(7_000.kip) }
        khamla.resume()
        khamla.sync()
        assertEquals(92_000.kip, khamla.balance().available)
    }

    @Test
    fun `what a call gives that is cancelled in the moment in which it ends is let go`() = real {
        var (destroyed, freed) = 0 to 0
        val wallet = object : Disposable {
            override fun destroy() {
                destroyed += 1
            }
        }
        val call = CompletableDeferred<Job>()
        val running = scope.async {
            uniffiRustCallAsync(
                7,
                { _, answer, continuation ->
                    runBlocking { call.await().cancel() }
                    answer.callback(continuation, UNIFFI_RUST_FUTURE_POLL_READY)
                },
                { future, _ -> future },
                { freed += 1 },
                { if (it == 7L) wallet else null },
                UniffiNullRustCallStatusErrorHandler,
            )
        }
        call.complete(running)
        assertInstanceOf(CancellationException::class.java, runCatching { running.await() }.exceptionOrNull())
        assertEquals(1 to 1, destroyed to freed)
    }

    @Test
    fun `a registration that is cancelled can be made again`() = real {
        val wallet = Phone(bank.url).create().wallet
        val code = bank.bank.person()
        cancelAt("POST /v1/wallets") { wallet.register(code) }
        assertEquals(wallet.account, wallet.register(code).account)
    }

    @Test
    fun `paying can be cancelled anywhere, and what was paid was paid once`() = real {
        val (khamla, cafe) = person(100_000.kip) to merchant()
        val sticker = cafe.staticCode()
        var confirmed = 0
        cancelEverywhere("prepare") { khamla.prepare(sticker, 1.kip) }
        val preview = khamla.prepare(sticker, 100.kip)
        cancelEverywhere("confirm") { khamla.confirm(preview) }
        cancelEverywhere("redeem") { khamla.redeem(10.kip) }
        cancelEverywhere("top-up") { khamla.topUp(1.kip) }
        cancelEverywhere("paying") {
            val next = khamla.prepare(sticker, 1_000.kip)
            confirmed += 1
            khamla.confirm(next)
        }
        until("nothing is under way") { khamla.resume().all { it.result !is PaymentResult.Pending } }
        listOf(khamla, cafe).forEach { it.sync() }
        val payments = khamla.payments(limit = 1_000)
        val spent = payments.filter { it.state == PaymentState.Settled }.fold(Amount.ZERO) { sum, one -> sum + one.amount }
        val bought = khamla.history(limit = 1_000).filter { it.kind == EntryKind.TOP_UP }.fold(Amount.ZERO) { sum, one -> sum + one.amount }
        assertEquals(Balance(bought - spent, Amount.ZERO, bought - spent), khamla.balance())
        assertEquals(1, payments.count { it.orderId == preview.orderId })
        assertTrue(payments.count { it.amount == 1_000.kip } in 1..confirmed)
        val received = payments.filter { it.kind == PaymentKind.PAYMENT }.fold(Amount.ZERO) { sum, one -> sum + one.amount }
        assertEquals(received, cafe.balance().settled)
    }

    @Test
    fun `what the owner does on the phone can be cancelled anywhere`() = real {
        val wallet = person(1_000.kip)
        // An attempt that is cancelled counts as one with a wrong PIN, until the right one is given.
        val again: suspend () -> Unit = { wallet.unlock(PIN) }
        cancelEverywhere("unlock", again) { wallet.unlock(PIN) }
        cancelEverywhere("words", again) { wallet.words(PIN) }
        cancelEverywhere("change PIN", again) { wallet.changePin(PIN, PIN) }
        for ((what, call) in listOf<Pair<String, suspend () -> Any?>>(
            "balance" to { wallet.balance() }, "history" to { wallet.history() }, "payments" to { wallet.payments() },
            "history summary" to { wallet.historySummary() }, "search" to { wallet.history(filter = HistoryFilter("b")) },
            "profile" to { wallet.profile() }, "is registered" to { wallet.isRegistered() },
            "divergences" to { wallet.divergences() }, "static code" to { wallet.staticCode() },
            "sync" to { wallet.sync() }, "resume" to { wallet.resume() }, "request" to { wallet.request(PRICE) },
            "devices" to { wallet.devices() }, "bank info" to { wallet.bankInfo() }, "refresh profile" to { wallet.refreshProfile() },
        )) {
            cancelEverywhere(what, call = call)
        }
        val (topUp, request) = wallet.topUp(1.kip).id to wallet.request(PRICE).id
        val paid = wallet.redeem(1.kip).payment.orderId
        for ((what, call) in listOf<Pair<String, suspend () -> Any?>>(
            "payment" to { wallet.payment(paid) }, "receipt" to { wallet.receipt(paid) }, "exchange" to { wallet.exchange(topUp) },
            "history entry" to { wallet.historyEntry(topUp) },
            "top-up state" to { wallet.topUpState(topUp) }, "request status" to { wallet.requestStatus(request) },
            "panic" to { runCatching { Diagnostics.provokePanic() }.onFailure { if (it is CancellationException) throw it } },
        )) {
            cancelEverywhere(what, call = call)
        }
        wallet.lock()
        wallet.unlock(PIN)
        wallet.sync()
        assertEquals(1_000.kip, wallet.balance().available)
    }

    @Test
    fun `making, opening and closing a wallet can be cancelled anywhere`() = real {
        val phone = Phone()
        cancelEverywhere("create") { attempt(ErrorCode.WalletExists) { phone.create().wallet } }
        cancelEverywhere("open") { attempt(null) { phone.open() } }
        val opened = phone.open()
        val words = opened.words(PIN).joinToString(" ")
        cancelEverywhere("close") { opened.closeAndWait() }
        failsWith(ErrorCode.Closed) { opened.balance() }
        val other = Phone()
        failsWith(ErrorCode.NotFound) { Wallet.restore(other.config, other.keystore, words, PIN, "other") }
    }

    @Test
    fun `restoring and revoking can be cancelled anywhere`() = real {
        val phone = Phone()
        val (wallet, words) = phone.create()
        wallet.register(Bank.shared.person())
        val other = Phone()
        cancelEverywhere("restore") {
            attempt(ErrorCode.WalletExists) { Wallet.restore(other.config, other.keystore, words.joinToString(" "), PIN, "other") }
        }
        val again: suspend () -> Unit = { wallet.unlock(PIN) }
        val lost = wallet.devices().last().id
        cancelEverywhere("revoke", again) { wallet.revokeDevice(lost, PIN) }
        assertTrue(wallet.devices().single { it.id == lost }.revokedAt != null)
        assertEquals(listOf("phone"), wallet.devices().filter { it.revokedAt == null }.map { it.name })
    }

    /**
     * The file is in use until what was cancelled is gone; that a wallet is there is the work of an attempt that was cancelled
     * at its very end.
     */
    private suspend fun attempt(made: ErrorCode?, make: suspend () -> Wallet) = until("the attempt before is gone") {
        try {
            make().use { it.closeAndWait() }
            true
        } catch (failed: WalletException) {
            // The keystore too may be busy with what was cancelled.
            assertTrue(failed.code in setOf(ErrorCode.WalletInUse, ErrorCode.Keystore, made), "$failed")
            failed.code == made
        }
    }

    private companion object {
        val bank = FaultyBank()

        @JvmStatic
        @AfterAll
        fun end() = bank.close()
    }
}
