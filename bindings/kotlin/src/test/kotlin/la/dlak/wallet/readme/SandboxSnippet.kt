package la.dlak.wallet.readme

// begin sandbox
import kotlinx.coroutines.runBlocking
import la.dlak.wallet.Amount
import la.dlak.wallet.Keystore
import la.dlak.wallet.Wallet
import la.dlak.wallet.WalletConfig
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.File

class MyWalletTest {
    @TempDir
    lateinit var folder: File

    @Test
    fun `a new wallet is empty`() = runBlocking {
        val dlak = System.getenv("DLAK_BIN") ?: "../../target/debug/dlak"
        val bank = ProcessBuilder(dlak, "--json", "sandbox", "--listen", "127.0.0.1:0").start()
        try {
            val url = Regex("http://[0-9.:]+").find(bank.inputReader().readLine())!!.value
            val config = WalletConfig(File(folder, "wallet").path, url)
            val (wallet, _) = Wallet.create(config, Keystore.files(File(folder, "keys").path), "271828", "test")
            wallet.use { assertEquals(Amount.ZERO, it.balance().available) }
        } finally {
            bank.destroy()
        }
    }
}
// end
