package la.dlak.wallet.support

import kotlinx.coroutines.future.await
import kotlinx.coroutines.runBlocking
import la.dlak.wallet.Amount
import la.dlak.wallet.Diagnostics
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.Keystore
import la.dlak.wallet.LogLevel
import la.dlak.wallet.QrSymbol
import la.dlak.wallet.Wallet
import la.dlak.wallet.WalletConfig
import la.dlak.wallet.WalletException
import la.dlak.wallet.WalletFutures
import la.dlak.wallet.WalletLog
import la.dlak.wallet.kip
import la.dlak.wallet.table
import org.junit.jupiter.api.Assertions.assertEquals
import java.io.File
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit

// Programs for a JVM of their own: a library is loaded once, so only a fresh one shows how.

private object NoKeystore : Keystore {
    override fun load(name: String): ByteArray? = null

    override fun store(name: String, secret: ByteArray) = Unit

    override fun delete(name: String) = Unit
}

/** Makes calls of each kind, and says what they throw. */
object CallsOfEachKind {
    @JvmStatic
    fun main(arguments: Array<String>): Unit = runBlocking {
        val config = WalletConfig(arguments[0], "http://127.0.0.1:1")
        val calls = listOf<suspend () -> Any?>(
            { Keystore.files(arguments[0]) }, { QrSymbol.of("x") }, { ErrorCode.table }, { Wallet.open(config, NoKeystore) },
            { WalletFutures.open(config, NoKeystore).await() }, { Diagnostics.provokePanic() }, { Keystore.files(arguments[0]) },
        )
        for (call in calls) {
            val thrown = runCatching { call() }.exceptionOrNull()
            println(if (thrown is WalletException) "${thrown.code}, because of ${thrown.cause is LinkageError}" else "$thrown")
        }
        println(Amount.ZERO + 1.kip)
    }
}

/** Asks for a keystore first of all, and says on which threads the library calls. */
object KeystoreFirst {
    @JvmStatic
    fun main(arguments: Array<String>): Unit = runBlocking {
        Keystore.files(arguments[0])
        val threads = CompletableFuture<List<String>>()
        WalletLog.send(LogLevel.DEBUG) {
            threads.complete(Thread.getAllStackTraces().keys.map { "${it.name}, daemon ${it.isDaemon}" })
        }
        runCatching { Diagnostics.provokePanic() }
        threads.get(PATIENCE.inWholeSeconds, TimeUnit.SECONDS).forEach(::println)
    }
}

/** Runs such a program, and gives the lines that it says. */
fun freshJvm(program: Any, vararg arguments: String, options: List<String> = emptyList()): List<String> {
    val said = File.createTempFile("dlak", ".log")
    try {
        val command = listOf(System.getProperty("java.home") + "/bin/java", "-XX:+UseSerialGC") + options +
            listOf("-cp", System.getProperty("java.class.path"), program.javaClass.name) + arguments
        val process = ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said).start()
        if (!process.waitFor(PATIENCE.inWholeSeconds, TimeUnit.SECONDS)) process.destroyForcibly().waitFor()
        assertEquals(0, process.exitValue(), said.readText())
        return said.readLines()
    } finally {
        said.delete()
    }
}
