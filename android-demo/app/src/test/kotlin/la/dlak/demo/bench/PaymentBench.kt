package la.dlak.demo.bench

import androidx.lifecycle.SavedStateHandle
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.cancel
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.isActive
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.setMain
import kotlinx.coroutines.withContext
import la.dlak.demo.pay.PayStep
import la.dlak.demo.pay.PayViewModel
import la.dlak.demo.scan.CameraFrame
import la.dlak.demo.scan.CameraTrouble
import la.dlak.demo.scan.CodeCamera
import la.dlak.demo.scan.FrameShape
import la.dlak.demo.scan.Light
import la.dlak.demo.scan.LumaFrame
import la.dlak.demo.scan.ScanViewModel
import la.dlak.demo.session.Session
import la.dlak.demo.wallet.NewWalletPort
import la.dlak.demo.wallet.RealWallets
import la.dlak.demo.wallet.WalletPort
import la.dlak.demo.wallet.Wallets
import la.dlak.wallet.Keystore
import la.dlak.wallet.QrSymbol
import la.dlak.wallet.ScannedCode
import la.dlak.wallet.WalletConfig
import la.dlak.wallet.kip
import la.dlak.wallet.support.FaultyBank
import la.dlak.wallet.support.text
import org.junit.Test
import java.io.File
import java.nio.ByteBuffer
import java.nio.file.Files
import java.time.Clock
import java.util.concurrent.Executors

private const val PIN = "271828"
private const val ROUNDS = 21
private const val WIDTH = 1280
private const val HEIGHT = 720

/** Writes one measurement, as a line of JSON. */
internal fun say(name: String, nanos: Double, note: String = "") {
    println("{\"name\":\"$name\",\"value\":${"%.2f".format(java.util.Locale.ROOT, nanos / 1e6)},\"unit\":\"ms\",\"note\":\"$note\"}")
}

internal fun List<Number>.median(): Double = map(Number::toDouble).sorted()[size / 2]

/**
 * Where the time of a payment goes, from a camera's frame to "paid": the app's own view models over the real library and a sandbox bank.
 * What Compose and Android add to draw a state is not in it: only a phone can say that.
 */
class PaymentBench {
    @Test
    fun measure() = measureAll()
}

private fun measureAll() {
    println()
    val main = Executors.newSingleThreadExecutor { Thread(it, "main").apply { isDaemon = true } }.asCoroutineDispatcher()
    Dispatchers.setMain(main)
    FaultyBank().use { bank -> runBlocking { withContext(Dispatchers.Main) { Till(bank).measure() } } }
    coldStarts()
}

/** A payer who pays again and again. */
private class Till(private val bank: FaultyBank) {
    private val folder: File = Files.createTempDirectory("dlak-bench").toFile().also { folder ->
        Runtime.getRuntime().addShutdownHook(Thread { folder.deleteRecursively() })
    }
    private val lives = SupervisorJob()
    private val scope = CoroutineScope(Dispatchers.Main + lives)

    private val toConfirm = Shares()
    private val toPaid = Shares()

    suspend fun measure() {
        val shop = wallets("shop").create(PIN).wallet
        shop.register(bank.bank.merchant())
        lateinit var timed: TimedWallet
        val session = Session(Timing(wallets("payer")) { TimedWallet(it).also { made -> timed = made } }, scope)
        session.create(PIN)
        session.register(bank.bank.person())
        session.awaitWallet().topUp(1_000_000.kip)
        session.awaitWallet().sync()
        val bridge = bridge(session.awaitWallet())
        repeat(ROUNDS + WARM_UP) { round ->
            val code = shop.request((1_000 + round.toLong()).kip, null, TEN_MINUTES).code
            pay(code, session, timed, bridge, isCounted = round >= WARM_UP)
        }
        toConfirm.say("frame to confirm")
        toPaid.say("tap to paid")
        session.awaitWallet().closeAndWait()
        shop.closeAndWait()
        lives.cancel()
    }

    private suspend fun pay(code: String, session: Session, timed: TimedWallet, bridge: Double, isCounted: Boolean) {
        val frame = TimedFrame(frameOf(code))
        val camera = Still(frame)
        val scan = ScanViewModel(camera)
        bank.tell("took")
        timed.calls.clear()
        val seen = System.nanoTime()
        scan.onLook()
        val found = checkNotNull(scan.state.first { it.chosen != null }.chosen)
        scan.onLookAway()
        val pay = PayViewModel(found, session, SavedStateHandle(), Clock.systemUTC())
        pay.state.first { it is PayStep.Confirm }
        val whole = System.nanoTime() - seen
        val prepare = timed.calls.single { it.name == "prepare" }.nanos
        if (isCounted) toConfirm.add(whole, frame.nanos + prepare, bankNanos(), bridge + passing, frame.nanos)
        // The button settles before it can be pressed: that time is the owner's.
        delay(600)
        bank.tell("took")
        val tapped = System.nanoTime()
        pay.onConfirm()
        pay.state.first { it is PayStep.Paid }
        val paid = System.nanoTime() - tapped
        if (isCounted) toPaid.add(paid, timed.calls.single { it.name == "confirm" }.nanos, bankNanos(), bridge)
    }

    /** What an asynchronous call costs that does next to nothing: from Kotlin to Rust, to its threads, and back. */
    private suspend fun bridge(wallet: WalletPort): Double = List(200) {
        val began = System.nanoTime()
        wallet.isRegistered()
        System.nanoTime() - began
    }.median()

    /** What handing a frame over costs, twice, for two are looked at: one with next to nothing in it to look at. */
    private val passing: Double = LumaFrame(ByteBuffer.allocateDirect(32 * 32), FrameShape(32, 32)).let { empty ->
        2 * List(200) {
            val began = System.nanoTime()
            empty.scan()
            System.nanoTime() - began
        }.median()
    }

    private fun bankNanos(): Long = bank.tell("took").text("us").toLong() * 1_000

    private fun wallets(name: String) = RealWallets(
        WalletConfig(folder.resolve("$name/wallet").path, bank.url),
        Keystore.files(folder.resolve("$name/keys").path),
        name,
    )

    private companion object {
        const val WARM_UP = 10
        val TEN_MINUTES = kotlin.time.Duration.parse("10m")
    }
}

/** Whose the time is. */
private class Shares {
    private val whole = mutableListOf<Long>()
    private val parts = linkedMapOf<String, MutableList<Double>>()

    /** @param inside what the library's calls took, the bank's time and the bridge in it */
    fun add(whole: Long, inside: Long, bank: Long, bridge: Double, scan: Long? = null) {
        this.whole += whole
        part("app", (whole - inside).toDouble())
        part("bridge", bridge)
        scan?.let { part("core, finding the code", it.toDouble()) }
        part(if (scan == null) "core" else "core, preparing", (inside - bank - bridge - (scan ?: 0)).coerceAtLeast(0.0))
        part("bank", bank.toDouble())
    }

    private fun part(name: String, nanos: Double) {
        parts.getOrPut(name) { mutableListOf() } += nanos
    }

    fun say(name: String) {
        say(name, whole.median(), "median of $ROUNDS; worst ${"%.1f".format(java.util.Locale.ROOT, whole.max() / 1e6)} ms")
        for ((part, nanos) in parts) say("$name: $part", nanos.median(), "${"%.0f".format(nanos.median() * 100 / whole.median())} %")
    }
}

private class Timing(private val wallets: Wallets, private val timed: (WalletPort) -> WalletPort) : Wallets by wallets {
    override suspend fun create(pin: String): NewWalletPort = wallets.create(pin).let { NewWalletPort(timed(it.wallet), it.words) }
}

/** A frame of a camera with the code in its middle, as gray pixels in memory of its own. */
private fun frameOf(code: String): LumaFrame = QrSymbol.of(code).use { symbol ->
    val module = (HEIGHT - 80) / (symbol.side + 8)
    val picture = symbol.luma(module)
    val side = (symbol.side + 8) * module
    val pixels = ByteBuffer.allocateDirect(WIDTH * HEIGHT)
    repeat(WIDTH * HEIGHT) { pixels.put(it, 200.toByte()) }
    for (y in 0 until side) {
        for (x in 0 until side) pixels.put((y + 40) * WIDTH + x + (WIDTH - side) / 2, picture[y * side + x])
    }
    LumaFrame(pixels, FrameShape(WIDTH, HEIGHT))
}

private class TimedFrame(private val frame: CameraFrame) : CameraFrame by frame {
    @Volatile
    var nanos = 0L
        private set

    override fun scan(): List<ScannedCode> {
        val began = System.nanoTime()
        return frame.scan().also { nanos += System.nanoTime() - began }
    }
}

/** A camera that sees nothing but this, as often as it can: the app takes a code that two frames show. */
private class Still(private val frame: CameraFrame) : CodeCamera {
    override val light = MutableStateFlow(Light.NONE)

    override fun setLight(isOn: Boolean) = Unit

    override suspend fun look(onFrame: (CameraFrame) -> Unit): CameraTrouble {
        withContext(Dispatchers.Default) { while (isActive) onFrame(frame) }
        return CameraTrouble.NONE
    }
}
