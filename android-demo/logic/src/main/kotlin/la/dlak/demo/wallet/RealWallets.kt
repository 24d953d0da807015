package la.dlak.demo.wallet

import la.dlak.wallet.Keystore
import la.dlak.wallet.Wallet
import la.dlak.wallet.WalletConfig
import java.io.File

/** The wallet in [WalletConfig.folder], by the library. */
class RealWallets(
    private val config: WalletConfig,
    private val keystore: Keystore,
    private val deviceName: String,
) : Wallets {
    override fun exists(): Boolean = File(config.folder, DATABASE).exists()

    override suspend fun create(pin: String): NewWalletPort {
        val made = Wallet.create(config, keystore, pin, deviceName)
        return NewWalletPort(RealWallet(made.wallet), made.words)
    }

    override suspend fun restore(words: String, pin: String): WalletPort =
        RealWallet(Wallet.restore(config, keystore, words, pin, deviceName))

    override suspend fun open(): WalletPort = RealWallet(Wallet.open(config, keystore))

    private companion object {
        /** The file that a wallet's folder has: see `WalletConfig.folder`. */
        const val DATABASE = "wallet.db"
    }
}
