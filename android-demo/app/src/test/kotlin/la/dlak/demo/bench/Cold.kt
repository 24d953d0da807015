package la.dlak.demo.bench

import com.sun.jna.Native
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.test.setMain
import kotlinx.coroutines.withContext
import la.dlak.demo.fake.FakeSettings
import la.dlak.demo.home.HomeViewModel
import la.dlak.demo.session.Session
import la.dlak.demo.wallet.RealWallets
import la.dlak.wallet.Codes
import la.dlak.wallet.Keystore
import la.dlak.wallet.WalletConfig
import la.dlak.wallet.kip
import la.dlak.wallet.support.Bank
import java.io.File
import java.lang.management.ManagementFactory
import java.nio.file.Files
import java.time.Clock
import java.util.concurrent.Executors
import kotlin.system.exitProcess

/** The app's start in processes of their own, until the home screen's state has the balance. */
internal fun coldStarts() {
    val folder = Files.createTempDirectory("dlak-cold").toFile()
    try {
        Bank(persons = listOf("Khamla")).use { bank ->
            runBlocking {
                val made = wallets(folder, bank.url).create("271828")
                made.wallet.register(bank.person())
                made.wallet.topUp(100_000.kip)
                made.wallet.sync()
                made.wallet.closeAndWait()
            }
            val runs = List(7) { start(folder, bank.url) }.drop(2)
            for (part in runs.first().keys) say(part, runs.map { it.getValue(part) }.median(), "fresh process, median of ${runs.size}")
        }
    } finally {
        folder.deleteRecursively()
    }
}

private fun wallets(folder: File, bank: String) =
    RealWallets(WalletConfig(folder.resolve("wallet").path, bank), Keystore.files(folder.resolve("keys").path), "phone")

/** What one start says: its parts in nanoseconds. */
private fun start(folder: File, bank: String): Map<String, Long> {
    val java = File(System.getProperty("java.home"), "bin/java").path
    val process = ProcessBuilder(
        java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp", System.getProperty("surefire.test.class.path") ?: System.getProperty("java.class.path"),
        "-Djna.library.path=${System.getProperty("jna.library.path")}", "la.dlak.demo.bench.ColdKt", folder.path, bank,
    ).redirectError(ProcessBuilder.Redirect.INHERIT).start()
    val parts = process.inputReader().readLines().filter { it.startsWith("cold") }.associate { line ->
        line.substringBeforeLast(' ') to line.substringAfterLast(' ').toLong()
    }
    check(process.waitFor() == 0) { "a cold start failed" }
    return parts
}

fun main(arguments: Array<String>) {
    val (folder, bank) = arguments
    val begun = System.nanoTime()
    val beforeMain = (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().startTime) * 1_000_000
    Native.POINTER_SIZE
    val jna = System.nanoTime()
    Codes.kindOf("")
    val library = System.nanoTime()
    Dispatchers.setMain(Executors.newSingleThreadExecutor().asCoroutineDispatcher())
    val marks = runBlocking {
        withContext(Dispatchers.Main) {
            val session = Session(wallets(File(folder), bank), CoroutineScope(Dispatchers.Main + SupervisorJob()))
            session.open()
            val opened = System.nanoTime()
            val home = HomeViewModel(session, FakeSettings(), Clock.systemDefaultZone())
            home.state.first { it.balance != null && it.recent != null }
            opened to System.nanoTime()
        }
    }
    println("cold start to balance ${marks.second - begun + beforeMain}")
    println("cold start to balance: virtual machine $beforeMain")
    println("cold start to balance: bridge, JNA ${jna - begun}")
    println("cold start to balance: bridge, our library ${library - jna}")
    println("cold start to balance: core, opening the wallet ${marks.first - library}")
    println("cold start to balance: app, home's state ${marks.second - marks.first}")
    exitProcess(0)
}
