package la.dlak.wallet.support

import la.dlak.wallet.Amount
import la.dlak.wallet.Keystore
import la.dlak.wallet.NewWallet
import la.dlak.wallet.Wallet
import la.dlak.wallet.WalletConfig
import la.dlak.wallet.kip
import java.io.File
import java.nio.file.Files
import java.time.Duration

/** The PIN of all wallets here. */
const val PIN = "271828"

/** A phone: a folder for a wallet, and a keystore. */
class Phone(private val url: String = Bank.shared.url, val keystoreTimeout: Duration? = null) {
    private val folder: File = Files.createTempDirectory("dlak").toFile().also { folder ->
        Runtime.getRuntime().addShutdownHook(Thread { folder.deleteRecursively() })
    }

    /** Where its wallet is. */
    val config = WalletConfig(folder.resolve("wallet").path, url, emptyList(), keystoreTimeout)

    /** Its keystore. */
    val keystore: Keystore = Keystore.files(folder.resolve("keys").path)

    /** Makes its wallet. */
    suspend fun create(): NewWallet = Wallet.create(config, keystore, PIN, "phone")

    /** Opens its wallet. */
    suspend fun open(): Wallet = Wallet.open(config, keystore)
}

/** A wallet that the bank knows, with this much in it. */
suspend fun person(amount: Amount = Amount.ZERO, phone: Phone = Phone(), bank: Bank = Bank.shared): Wallet {
    val wallet = phone.create().wallet
    wallet.register(bank.person())
    if (!amount.isZero) {
        wallet.topUp(amount)
        wallet.sync()
    }
    return wallet
}

/** A merchant's wallet that the bank knows. */
suspend fun merchant(phone: Phone = Phone(), bank: Bank = Bank.shared): Wallet =
    phone.create().wallet.also { it.register(bank.merchant()) }

/** The amount that most payments here have. */
val PRICE: Amount = 15_000.kip
