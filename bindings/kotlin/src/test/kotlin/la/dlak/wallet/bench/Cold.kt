package la.dlak.wallet.bench

import com.sun.jna.Native
import kotlinx.coroutines.runBlocking
import la.dlak.wallet.CodeKind
import la.dlak.wallet.Codes
import la.dlak.wallet.Keystore
import la.dlak.wallet.Wallet
import la.dlak.wallet.WalletConfig

/** What a fresh JVM waits for: JNA, the library, a wallet opened and its balance read. Run by `Bench`, once for each measurement. */
fun main(arguments: Array<String>) {
    val (folder, url, keys) = arguments
    val began = System.nanoTime()
    check(Native.POINTER_SIZE > 0)
    val jna = System.nanoTime()
    check(Codes.kindOf("x") == CodeKind.NotPayment)
    val library = System.nanoTime()
    runBlocking {
        val wallet = Wallet.open(WalletConfig(folder, url), Keystore.files(keys))
        check(wallet.balance().settled.att > 0)
    }
    val end = System.nanoTime()
    println("jna ${(jna - began) / 1e6}")
    println("library ${(library - jna) / 1e6}")
    println("first-call ${(library - began) / 1e6}")
    println("open-to-balance ${(end - library) / 1e6}")
    Runtime.getRuntime().halt(0)
}
