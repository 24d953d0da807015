package la.dlak.wallet

import la.dlak.wallet.support.CallsOfEachKind
import la.dlak.wallet.support.KeystoreFirst
import la.dlak.wallet.support.freshJvm
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.File

/** How the library is loaded: in JVMs of their own, as it is loaded once. */
class LoadTest {
    @TempDir
    lateinit var folder: File

    @Test
    fun `a library that is not there is an exception of the wallet, at each call`() {
        val nowhere = listOf("-Duniffi.component.dlak_wallet.libraryOverride=/nowhere/libdlak_wallet.so")
        val said = freshJvm(CallsOfEachKind, folder.path, options = nowhere)
        // What needs no library works.
        assertEquals(List(7) { "library-fault, because of true" } + "1 kip", said)
    }

    @Test
    fun `the library's threads are daemons and have names, whatever is called first`() {
        val threads = freshJvm(KeystoreFirst, folder.path)
        assertTrue("dlak-log, daemon true" in threads, "$threads")
    }
}
