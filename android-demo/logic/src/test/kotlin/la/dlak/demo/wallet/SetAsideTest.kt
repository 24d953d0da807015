package la.dlak.demo.wallet

import kotlinx.coroutines.runBlocking
import la.dlak.demo.common.Outcome
import la.dlak.demo.common.attempt
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.Keystore
import la.dlak.wallet.WalletConfig
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import java.io.File
import java.time.LocalDate

/** With the real library, and files that it can't use. */
class SetAsideTest {
    @get:Rule
    val disk = TemporaryFolder()

    private val day = LocalDate.of(2026, 11, 25)
    private val garbage = ByteArray(8192) { (it * 7).toByte() }

    // The bank is never asked: nothing listens there.
    private val wallets by lazy {
        RealWallets(WalletConfig(file("wallet").path, "http://127.0.0.1:9"), Keystore.files(file("keys").path), "phone")
    }

    private fun file(path: String) = File(disk.root, path)

    private fun damage() {
        file("wallet").mkdirs()
        file("wallet/wallet.db").writeBytes(garbage)
    }

    @Test
    fun `a damaged wallet is moved whole, under the day's name, and its place is free`() = runBlocking {
        damage()
        val opened = attempt { wallets.open() } as Outcome.Failed
        assertEquals(ErrorCode.WalletDamaged, opened.problem.code)
        assertTrue(opened.problem.isHealedByWords)
        assertTrue(wallets.setAside(day))
        assertFalse(wallets.exists())
        assertFalse(file("wallet").exists())
        assertArrayEquals(garbage, file("wallet-2026-11-25/wallet.db").readBytes())
    }

    @Test
    fun `what was put aside before is never written over`() = runBlocking {
        for (name in listOf("wallet-2026-11-25", "wallet-2026-11-25-2", "wallet-2026-11-25-3")) {
            damage()
            assertTrue(wallets.setAside(day))
            assertArrayEquals(name, garbage, file("$name/wallet.db").readBytes())
        }
        assertEquals(3, disk.root.listFiles().orEmpty().count { it.name.startsWith("wallet-") })
    }

    @Test
    fun `where there is nothing, nothing is moved`() = runBlocking {
        assertFalse(wallets.setAside(day))
        assertEquals(emptyList<File>(), disk.root.listFiles().orEmpty().filter { it.name.startsWith("wallet") })
    }
}
