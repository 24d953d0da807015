package shop.example

import kotlinx.coroutines.runBlocking
import la.dlak.wallet.Diagnostics
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.Keystore
import la.dlak.wallet.LogLevel
import la.dlak.wallet.PaymentResult
import la.dlak.wallet.Wallet
import la.dlak.wallet.WalletConfig
import la.dlak.wallet.WalletException
import la.dlak.wallet.WalletLog
import la.dlak.wallet.kip
import java.nio.file.Files
import java.util.Locale
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit

/** Keeps secrets in memory: a keystore of the app's own, which the library calls. */
private class Memory : Keystore {
    private val secrets = HashMap<String, ByteArray>()

    override fun load(name: String): ByteArray? = secrets[name]

    override fun store(name: String, secret: ByteArray) = secrets.set(name, secret)

    override fun delete(name: String) = secrets.keys.remove(name).let { }
}

private suspend fun wallet(enrolmentCode: String): Wallet {
    val config = WalletConfig(Files.createTempDirectory("consumer").resolve("wallet").toString(), System.getenv("DLAK_BANK_URL"))
    return Wallet.create(config, Memory(), "271828", "phone").wallet.also { it.register(enrolmentCode) }
}

/** Everything that shrinking or packing could break: a payment, a record, an error, callbacks, a panic. */
fun main(): Unit = runBlocking {
    val logged = CountDownLatch(1)
    WalletLog.send(LogLevel.DEBUG) { logged.countDown() }
    val (payer, shop) = wallet(System.getenv("DLAK_PERSON")) to wallet(System.getenv("DLAK_MERCHANT"))
    val told = CountDownLatch(1)
    payer.listen { told.countDown() }
    payer.topUp(100_000.kip)
    payer.sync()
    val result = payer.confirm(payer.prepare(shop.request(15_000.kip, "coffee").code))
    check(result is PaymentResult.Settled) { "not settled: $result" }
    check(told.await(30, TimeUnit.SECONDS)) { "the listener was not told" }
    try {
        Diagnostics.provokePanic()
        error("no panic")
    } catch (failed: WalletException) {
        check(failed.code == ErrorCode.LibraryFault) { "$failed" }
    }
    check(logged.await(30, TimeUnit.SECONDS)) { "nothing was logged" }
    println("paid, left: ${payer.balance().available.format(Locale.ENGLISH)}")
    payer.close()
    shop.close()
}
