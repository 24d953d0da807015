package la.dlak.wallet

import com.sun.jna.Native
import com.sun.jna.Structure
import com.sun.jna.Structure.FieldOrder
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import la.dlak.wallet.support.PRICE
import la.dlak.wallet.support.merchant
import la.dlak.wallet.support.person
import la.dlak.wallet.support.real
import la.dlak.wallet.support.until
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.io.File
import java.lang.management.ManagementFactory
import javax.management.ObjectName
import kotlin.time.Duration.Companion.milliseconds

/** What is closed is freed. Counted in bytes that the C heap has handed out, and in handles that the library holds. */
class LeakTest {
    @FieldOrder("arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost")
    class Mallinfo : Structure(), Structure.ByValue {
        @JvmField var arena = 0L
        @JvmField var ordblks = 0L
        @JvmField var smblks = 0L
        @JvmField var hblks = 0L
        @JvmField var hblkhd = 0L
        @JvmField var usmblks = 0L
        @JvmField var fsmblks = 0L
        @JvmField var uordblks = 0L
        @JvmField var fordblks = 0L
        @JvmField var keepcost = 0L
    }

    private interface C : com.sun.jna.Library {
        fun mallinfo2(): Mallinfo
    }

    private val c: C = Native.load("c", C::class.java)

    /** Bytes of the C heap, less those that are the virtual machine's own: what is left is the library's, and JNA's. */
    private fun used(): Long {
        repeat(2) { System.gc() }
        val report = ManagementFactory.getPlatformMBeanServer().invoke(
            ObjectName("com.sun.management:type=DiagnosticCommand"), "vmNativeMemory",
            arrayOf(arrayOf("summary", "scale=KB")), arrayOf("[Ljava.lang.String;"),
        ) as String
        val machine = Regex("malloc=(\\d+)KB").findAll(report).sumOf { it.groupValues[1].toLong() * 1024 }
        check(machine > 0) { "run it with -XX:NativeMemoryTracking=summary: $report" }
        return c.mallinfo2().let { it.uordblks + it.hblkhd } - machine
    }

    /** The same, when what was freed in the background has been. */
    private suspend fun settled(): Long {
        var now = used()
        repeat(20) {
            delay(20.milliseconds)
            val before = now
            now = used()
            if (before - now in -SMALL..SMALL) return now
        }
        return now
    }

    private fun resident(): Long =
        File("/proc/self/status").readLines().first { it.startsWith("VmRSS") }.filter(Char::isDigit).toLong() * 1024

    /**
     * Does it often, and says by how much the memory grew. The JVM's own compiler takes memory too, now and then: so it is
     * done again, up to four times, and the least counts. What is not freed would be missing each time.
     */
    private suspend fun growth(what: String, times: Int, work: suspend (Int) -> Unit): Long {
        repeat(times / 10) { work(it) }
        delay(100.milliseconds)
        var least = Long.MAX_VALUE
        val residentBefore = resident()
        repeat(4) { round ->
            if (round > 0 && least < LIMIT) return@repeat
            val before = settled()
            repeat(times) { work(it) }
            // What is freed in the background is freed a little later.
            for (wait in 1..20) {
                delay(50.milliseconds)
                least = minOf(least, used() - before)
                if (least < LIMIT) break
            }
        }
        println("leak test: $times $what: ${least / 1024} KiB more used, ${(resident() - residentBefore) / 1024} KiB more resident")
        return least
    }

    @Test
    fun `the meter sees what is not freed`() = real {
        val kept = ArrayList<QrSymbol>()
        val grown = growth("symbols that are kept", SYMBOLS) { kept.add(QrSymbol.of("DLak $it")) }
        assertTrue(grown > LIMIT, "$SYMBOLS kept symbols took $grown bytes: the limit of $LIMIT would not notice a leak")
        kept.forEach { it.close() }
    }

    @Test
    fun `a hundred thousand objects leave nothing behind`() = real {
        val wallet = person(100_000.kip)
        val sticker = merchant().staticCode()
        val objects = listOf(
            growth("symbols that are closed", SYMBOLS) { QrSymbol.of("DLak $it").close() },
            growth("symbols that are left to the garbage collector", SYMBOLS) { QrSymbol.of("DLak $it") },
            growth("listeners", 50_000) { wallet.listen { }.close() },
            growth("flows of events", 20_000) {
                CoroutineScope(Dispatchers.Unconfined).launch { wallet.events.collect {} }.cancelAndJoin()
            },
            growth("previews", 200) { wallet.prepare(sticker, PRICE).close() },
            growth("exceptions", 10_000) { runCatching { Codes.read("no code") } },
            growth("calls that are cancelled", 10_000) {
                CoroutineScope(Dispatchers.Unconfined).launch { wallet.balance() }.cancelAndJoin()
            },
        )
        assertTrue(objects.all { it < LIMIT }, "bytes that were not freed: $objects")
        until("no callback is waited for") {
            System.gc()
            uniffiContinuationHandleMap.size <= 2 && FfiConverterTypeNativeEventListener.handleMap.size == 0
        }
        assertTrue(wallet.balance().available == 100_000.kip)
    }

    private companion object {
        /** 6,000 kept symbols are more than twice as much. */
        const val LIMIT = 1L shl 20

        /** As many as take several times the limit when they are kept: the meter sees no less than what the allocator grows by. */
        const val SYMBOLS = 12_000
        const val SMALL = 64L shl 10
    }
}
