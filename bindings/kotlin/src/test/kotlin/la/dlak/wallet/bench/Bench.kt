package la.dlak.wallet.bench

import com.sun.jna.Library
import com.sun.jna.Native
import kotlinx.coroutines.runBlocking
import la.dlak.wallet.Frame
import la.dlak.wallet.PaymentResult
import la.dlak.wallet.QrSymbol
import la.dlak.wallet.kip
import la.dlak.wallet.support.PIN
import la.dlak.wallet.support.Phone
import la.dlak.wallet.support.merchant
import la.dlak.wallet.support.person
import java.io.File
import java.nio.ByteBuffer
import java.util.Locale
import kotlin.math.sqrt
import kotlin.system.exitProcess

private const val WIDTH = 1280
private const val HEIGHT = 720

private interface C : Library {
    fun getpid(): Int
}

/** Writes one measurement, as a line of JSON. */
internal fun say(name: String, value: Double, unit: String, note: String = "") {
    val text = if (value >= 100) "%.0f" else "%.2f"
    println("{\"name\":\"$name\",\"value\":${text.format(Locale.ROOT, value)},\"unit\":\"$unit\",\"note\":\"$note\"}")
}

/** The median of rounds, in nanoseconds for one call, after as many rounds to warm up. */
private fun nanos(times: Int, rounds: Int = 15, call: () -> Unit): Double {
    val took = List(rounds * 2) {
        val began = System.nanoTime()
        repeat(times) { call() }
        (System.nanoTime() - began).toDouble() / times
    }
    return took.drop(rounds).sorted()[rounds / 2]
}

/** What calls cost from Kotlin, beside floors of the same run. */
fun main() {
    // Maven writes to its last line first.
    println()
    val phone = Phone()
    val wallet = runBlocking { person(100_000.kip, phone) }
    frames(calls(wallet))
    runBlocking {
        val code = merchant().staticCode()
        val took = List(30) {
            val began = System.nanoTime()
            check(wallet.confirm(wallet.prepare(code, 1.kip)) is PaymentResult.Settled)
            (System.nanoTime() - began) / 1e6
        }
        say("prepare and confirm", took.sorted()[15], "ms", "with the bank on this machine")
        wallet.closeAndWait()
    }
    coldStarts(phone)
    exitProcess(0)
}

/** Gives what a call costs. */
private fun calls(wallet: la.dlak.wallet.Wallet): Double {
    val c = Native.load("c", C::class.java)
    val floor = nanos(20_000) { c.getpid() }
    val call = nanos(20_000) { wallet.isLocked }
    say("empty JNA call", floor / 1e3, "µs", "floor: getpid through an interface")
    say("call", call / 1e3, "µs", "isLocked: ${ratio(call, floor)} x the floor")
    val async = runBlocking { nanos(500) { runBlocking { wallet.isRegistered() } } }
    say("async call", async / 1e3, "µs", "isRegistered: reads the store, ${ratio(async, call)} x a call")
    val balance = nanos(500) { runBlocking { wallet.balance() } }
    say("balance", balance / 1e3, "µs", "reads the store")
    return call
}

private fun frames(call: Double) {
    val pixels = ByteArray(WIDTH * HEIGHT) { -1 }
    val direct = ByteBuffer.allocateDirect(pixels.size).put(pixels).flip()
    val copy = ByteBuffer.allocateDirect(pixels.size)
    val floor = nanos(50) { copy.clear().put(pixels) }
    say("frame copy floor", floor / 1e3, "µs", "${pixels.size} bytes copied once")
    // A frame that is refused is passed and looked at, and no more: what is left is the way there.
    val passing = nanos(2_000) { runCatching { Frame.luma(direct, WIDTH, HEIGHT + 1).scan() } }
    say("frame passed", passing / 1e3, "µs", "direct buffer, refused for one row too few: ${ratio(passing, call)} x a call")
    val array = nanos(50) { runCatching { Frame.luma(pixels, WIDTH, HEIGHT + 1).scan() } }
    say("frame passed from an array", array / 1e3, "µs", "${ratio(array, floor)} x the copy")
    say("frame 1280x720", nanos(3, 5) { Frame.luma(direct, WIDTH, HEIGHT).scan() } / 1e3, "µs", "scanned: white, direct buffer")
    val drawn = ByteBuffer.allocateDirect(pixels.size).put(pixels)
    val text = "00020101021126410007la.dlak01260123456789ABCDEFGHJKMNPQRS5204581453034185802LA5908HAN KAFE6009Vientiane6304"
    val code = QrSymbol.of(text).use { it.luma(8) }
    val side = sqrt(code.size.toDouble()).toInt()
    for (y in 0 until side) for (x in 0 until side) drawn.put((y + 100) * WIDTH + x + 400, code[y * side + x])
    drawn.clear()
    check(Frame.luma(drawn, WIDTH, HEIGHT).scan().size == 1)
    say("frame 1280x720 with a code", nanos(3, 5) { Frame.luma(drawn, WIDTH, HEIGHT).scan() } / 1e3, "µs", "scanned, direct buffer")
    say("frame bytes copied", 0.0, "bytes", "direct buffer: its address is passed")
    say("frame bytes copied from an array", pixels.size.toDouble(), "bytes", "once")
}

/** Fresh JVMs, for what is only paid once. */
private fun coldStarts(phone: Phone) {
    val java = System.getProperty("java.home") + "/bin/java"
    val runs = List(7) {
        val child = ProcessBuilder(
            java, "-XX:+UseSerialGC", "-Xshare:auto", "-cp", System.getProperty("java.class.path"), "la.dlak.wallet.bench.ColdKt",
            phone.config.folder, phone.config.bankUrl, File(phone.config.folder).resolveSibling("keys").path, PIN,
        ).redirectError(ProcessBuilder.Redirect.INHERIT).start()
        child.inputReader().readLines().associate { it.substringBefore(' ') to it.substringAfter(' ').toDouble() }
            .also { check(child.waitFor() == 0) }
    }
    fun median(part: String) = runs.map { it.getValue(part) }.sorted()[runs.size / 2]
    say("first call", median("first-call"), "ms", "fresh JVM: JNA and the library loaded, and one call")
    say("of that JNA", median("jna"), "ms", "its own library unpacked and loaded")
    say("of that the library", median("library"), "ms", "loaded, its functions bound, its version checked")
    say("open to balance", median("open-to-balance"), "ms", "after that, in the same fresh JVM")
    say("cold start", median("first-call") + median("open-to-balance"), "ms", "from nothing loaded to the balance")
}

private fun ratio(one: Double, other: Double): String = "%.1f".format(Locale.ROOT, one / other)
