package la.dlak.demo.wallet

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import la.dlak.wallet.BankTrust
import la.dlak.wallet.Keystore
import la.dlak.wallet.Wallet
import la.dlak.wallet.WalletConfig
import java.io.File
import java.io.IOException
import java.nio.file.Files
import java.nio.file.StandardCopyOption
import java.time.LocalDate
import kotlin.io.path.exists
import kotlin.io.path.name

/** The wallet in [WalletConfig.folder], by the library. */
class RealWallets(
    private val config: WalletConfig,
    private val keystore: Keystore,
    private val deviceName: String,
    /** How the bank is believed; null takes its own word for that, once. */
    private val trust: BankTrust? = null,
) : Wallets {
    override fun exists(): Boolean = File(config.folder, DATABASE).exists()

    override suspend fun create(pin: String): NewWalletPort {
        val made = Wallet.create(config, keystore, pin, deviceName, trust)
        return NewWalletPort(RealWallet(made.wallet), made.words)
    }

    override suspend fun restore(words: String, pin: String): WalletPort =
        RealWallet(Wallet.restore(config, keystore, words, pin, deviceName, trust))

    override suspend fun open(): WalletPort = RealWallet(Wallet.open(config, keystore))

    override suspend fun setAside(today: LocalDate): Boolean = withContext(Dispatchers.IO) {
        val folder = File(config.folder).toPath()
        val names = generateSequence(2) { it + 1 }.map { "${folder.name}-$today-$it" }
        val aside = (sequenceOf("${folder.name}-$today") + names).map(folder::resolveSibling).first { !it.exists() }
        try {
            // One step: whatever happens, the files are in the one place or in the other.
            Files.move(folder, aside, StandardCopyOption.ATOMIC_MOVE)
            true
        } catch (refused: IOException) {
            false
        }
    }

    private companion object {
        /** The file that a wallet's folder has: see `WalletConfig.folder`. */
        const val DATABASE = "wallet.db"
    }
}
