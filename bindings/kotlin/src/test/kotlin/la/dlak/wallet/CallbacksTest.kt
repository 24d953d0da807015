package la.dlak.wallet

import kotlinx.coroutines.runBlocking
import la.dlak.wallet.support.Bank
import la.dlak.wallet.support.PIN
import la.dlak.wallet.support.PRICE
import la.dlak.wallet.support.Phone
import la.dlak.wallet.support.failsWith
import la.dlak.wallet.support.merchant
import la.dlak.wallet.support.person
import la.dlak.wallet.support.real
import la.dlak.wallet.support.until
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.time.Duration
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger

/** Code of the app that throws, hangs or calls back: it stops nothing but itself. */
class CallbacksTest {
    private class Memory : Keystore {
        val secrets = HashMap<String, ByteArray>()
        var before: () -> Unit = {}

        override fun load(name: String): ByteArray? = before().let { secrets[name] }

        override fun store(name: String, secret: ByteArray) = before().also { secrets[name] = secret }

        override fun delete(name: String) = before().also { secrets.remove(name) }
    }

    @Test
    fun `a keystore of the app keeps the secret`() = real {
        val (phone, memory) = Phone() to Memory()
        val wallet = Wallet.create(phone.config, memory, PIN, "phone").wallet
        assertTrue(memory.secrets.isNotEmpty())
        wallet.closeAndWait()
        Wallet.open(phone.config, memory).use { it.unlock(PIN) }
        memory.secrets.clear()
        until("the file is free") {
            failsWithOneOf { Wallet.open(phone.config, memory).use { it.unlock(PIN) } } == ErrorCode.KeystoreSecretMissing
        }
    }

    private suspend fun failsWithOneOf(call: suspend () -> Unit): ErrorCode? =
        try {
            call()
            null
        } catch (failed: WalletException) {
            failed.code
        }

    @Test
    fun `whatever a keystore throws is an exception of the wallet, without what it said`() = real {
        val thrown = listOf(
            IllegalStateException("secret"), NotImplementedError("secret"), StackOverflowError("secret"), AssertionError("secret"),
            InterruptedException("secret"), kotlin.coroutines.cancellation.CancellationException("secret"), object : Throwable("secret") {},
        )
        for (throwable in thrown) {
            val (phone, memory) = Phone() to Memory().apply { before = { throw throwable } }
            val failed = failsWith(ErrorCode.Keystore) { Wallet.create(phone.config, memory, PIN, "phone") }
            assertFalse("secret" in failed.toString(), failed.toString())
            assertTrue(throwable.javaClass.name in failed.message, failed.message)
            // The keystore is well again, and so is everything.
            memory.before = {}
            Wallet.create(phone.config, memory, PIN, "phone").wallet.close()
        }
    }

    @Test
    fun `a keystore that never answers is given up after its time`() = real {
        val (never, calls) = CountDownLatch(1) to AtomicInteger()
        val memory = Memory().apply { before = { calls.incrementAndGet(); never.await() } }
        val phone = Phone(keystoreTimeout = Duration.ofMillis(100))
        failsWith(ErrorCode.Keystore) { Wallet.create(phone.config, memory, PIN, "phone") }
        assertTrue(calls.get() > 0)
        assertEquals(Amount.ZERO, person().balance().settled, "others go on meanwhile")
        never.countDown()
    }

    @Test
    fun `a keystore may call the wallet that asks it`() = real {
        val (phone, memory) = Phone() to Memory()
        val wallet = Wallet.create(phone.config, memory, PIN, "phone").wallet
        wallet.register(Bank.shared.person())
        wallet.lock()
        val (answers, threads) = ConcurrentLinkedQueue<Amount>() to ConcurrentLinkedQueue<String>()
        memory.before = {
            threads.add(Thread.currentThread().name)
            runBlocking {
                answers.add(wallet.balance().settled)
                wallet.sync()
                wallet.isLocked
            }
        }
        wallet.unlock(PIN)
        assertEquals(Amount.ZERO, answers.first())
        assertFalse(wallet.isLocked)
        // On a thread of the library's, Android would end the app: see AppThreads.
        assertEquals(setOf("dlak-callback"), threads.toSet())
    }

    @Test
    fun `a listener that throws is told again`() = real {
        val (khamla, cafe) = person(100_000.kip) to merchant()
        val told = AtomicInteger()
        khamla.listen { if (told.incrementAndGet() % 2 == 0) throw IllegalStateException("no") else throw NotImplementedError("no") }
        khamla.confirm(khamla.prepare(cafe.staticCode(), PRICE))
        until("five events") { told.get() >= 5 }
    }

    @Test
    fun `a listener may call the wallet, and even close it`() = real {
        val (khamla, cafe) = person(100_000.kip) to merchant()
        val told = ConcurrentLinkedQueue<Amount>()
        khamla.listen { event ->
            runBlocking { told.add(khamla.balance().available) }
            if (event is Event.Payment && event.state == PaymentState.Settled) khamla.close()
        }
        runCatching { khamla.confirm(khamla.prepare(cafe.staticCode(), PRICE)) }
        until("it is closed") { failsWithOneOf { khamla.balance() } == ErrorCode.Closed }
        assertEquals(85_000.kip, told.last())
    }

    @Test
    fun `a listener that is slow misses events, is told so, and holds nobody up`() = real {
        val (khamla, cafe) = person(100_000.kip) to merchant()
        val (told, goOn) = ConcurrentLinkedQueue<Event>() to CountDownLatch(1)
        khamla.listen {
            told.add(it)
            goOn.await()
        }
        val sticker = cafe.staticCode()
        // Five events each, and 256 are kept.
        repeat(60) { khamla.confirm(khamla.prepare(sticker, 1.kip)) }
        assertEquals(99_940.kip, khamla.balance().available)
        assertEquals(1, told.size)
        goOn.countDown()
        until("it is told that it missed some") { Event.Missed in told }
    }

    @Test
    fun `a listener that was taken away is not told any more`() = real {
        val (khamla, cafe) = person(100_000.kip) to merchant()
        val (gone, still) = AtomicInteger() to AtomicInteger()
        val listening = khamla.listen { gone.incrementAndGet() }
        khamla.listen { still.incrementAndGet() }
        listening.close()
        listening.close()
        khamla.confirm(khamla.prepare(cafe.staticCode(), PRICE))
        until("the other one is told") { still.get() >= 5 }
        assertEquals(0, gone.get())
    }

    @Test
    fun `the log goes on when its sink throws, and holds no secret`() = real {
        val lines = ConcurrentLinkedQueue<LogRecord>()
        WalletLog.send(LogLevel.DEBUG) { line ->
            lines.add(line)
            if (lines.size % 2 == 0) throw IllegalStateException("no") else throw StackOverflowError("no")
        }
        try {
            runCatching { Diagnostics.provokePanic() }
            until("a line") { lines.size == 1 }
            val wallet = person(100_000.kip)
            runCatching { wallet.unlock("314159") }
            runCatching { Diagnostics.provokePanic() }
            until("the second panic's line") { lines.count { "a panic was caught at" in it.message } == 2 }
            assertTrue(lines.none { PIN in it.message || "314159" in it.message || "on purpose" in it.message }, "$lines")
            assertEquals(LogLevel.ERROR, lines.first().level)
        } finally {
            WalletLog.stop()
        }
        val told = lines.size
        runCatching { Diagnostics.provokePanic() }
        assertEquals(told, lines.size)
    }

    @Test
    fun `a sink that hangs stops nobody`() = real {
        val never = CountDownLatch(1)
        WalletLog.send(LogLevel.DEBUG) { never.await() }
        try {
            repeat(2_000) { runCatching { Diagnostics.provokePanic() } }
            assertEquals(Amount.ZERO, person().balance().settled)
        } finally {
            WalletLog.stop()
            never.countDown()
        }
    }
}
