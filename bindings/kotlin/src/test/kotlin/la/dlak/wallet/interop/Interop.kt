package la.dlak.wallet.interop

import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.filterIsInstance
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import la.dlak.wallet.Amount
import la.dlak.wallet.Codes
import la.dlak.wallet.Event
import la.dlak.wallet.Frame
import la.dlak.wallet.Keystore
import la.dlak.wallet.PaymentResult
import la.dlak.wallet.QrSymbol
import la.dlak.wallet.Wallet
import la.dlak.wallet.WalletConfig
import la.dlak.wallet.att
import java.io.File
import java.nio.file.Files
import java.nio.file.StandardCopyOption
import kotlin.math.sqrt
import kotlin.system.exitProcess
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes

private const val PIN = "271828"

private fun variable(name: String): String = checkNotNull(System.getenv(name)) { "$name is not set" }

private val shared = File(variable("DLAK_INTEROP_DIR"))
private val amount: Amount = variable("DLAK_INTEROP_AMOUNT").toLong().att

/** One side of a payment between two languages: `tests/journeys/README.md` says how they meet. */
fun main() {
    try {
        runBlocking(Dispatchers.Default) {
            withTimeout(1.minutes) {
                when (val role = variable("DLAK_INTEROP_ROLE")) {
                    "payee" -> enter(role).use { getPaid(it) }
                    "payer" -> enter(role).use { pay(it) }
                    else -> error("there is no role $role")
                }
            }
        }
    } catch (failed: Exception) {
        System.err.println("interop, Kotlin: $failed")
        exitProcess(1)
    }
}

private suspend fun enter(role: String): Wallet {
    val folder = shared.resolve(role)
    val config = WalletConfig(folder.path, variable("DLAK_BANK_URL"), emptyList(), null)
    val wallet = Wallet.create(config, Keystore.files(folder.resolve("keystore").path), PIN, "Kotlin").wallet
    wallet.register(variable("DLAK_ENROLMENT"))
    return wallet
}

private suspend fun getPaid(wallet: Wallet) = coroutineScope {
    val request = wallet.request(amount, "interop")
    val paid = async(start = CoroutineStart.UNDISPATCHED) {
        wallet.events.filterIsInstance<Event.Received>().first { it.request == request.id }
    }
    val following = launch { wallet.follow() }
    val pixels = QrSymbol.of(request.code).use { it.luma(4) }
    val side = sqrt(pixels.size.toDouble()).toInt()
    write("request.pgm", "P5\n$side $side\n255\n".toByteArray() + pixels)
    val received = paid.await()
    val said = mapOf(
        "amount" to JsonPrimitive(received.amount.att), "from" to JsonPrimitive(received.fromName),
        "seq" to JsonPrimitive(received.seq.toLong()),
    )
    write("paid.json", JsonObject(said).toString().toByteArray())
    following.cancelAndJoin()
}

private suspend fun pay(wallet: Wallet) {
    wallet.topUp(amount)
    wallet.sync()
    val file = shared.resolve("request.pgm")
    while (!file.exists()) delay(20.milliseconds)
    val code = scan(file.readBytes())
    val result = wallet.confirm(wallet.prepare(code))
    while (wallet.payment(result.payment.orderId).let { it.decidedAt == null }) wallet.resume()
    check(result is PaymentResult.Settled) { "not settled: $result" }
    val receipt = wallet.receipt(result.payment.orderId).text
    Codes.verifyReceipt(receipt, wallet.trust)
    write("receipt.txt", receipt.toByteArray())
}

/** The text of the code in a binary PGM. */
private fun scan(pgm: ByteArray): String {
    val header = Regex("P5\\s+(\\d+)\\s+(\\d+)\\s+255\\s").matchAt(pgm.decodeToString(0, minOf(pgm.size, 40)), 0)
    val (width, height) = checkNotNull(header) { "request.pgm is no binary PGM" }.destructured
    val pixels = pgm.copyOfRange(header.value.length, pgm.size)
    return Frame.luma(pixels, width.toInt(), height.toInt()).scan().single().text
}

/** The file is whole when it appears. */
private fun write(name: String, bytes: ByteArray) {
    val draft = shared.resolve("$name.part").apply { writeBytes(bytes) }
    Files.move(draft.toPath(), shared.resolve(name).toPath(), StandardCopyOption.ATOMIC_MOVE)
}
