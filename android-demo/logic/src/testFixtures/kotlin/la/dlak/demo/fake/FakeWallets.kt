package la.dlak.demo.fake

import la.dlak.demo.wallet.NewWalletPort
import la.dlak.demo.wallet.WalletPort
import la.dlak.demo.wallet.Wallets
import la.dlak.wallet.WalletException
import java.time.LocalDate

/** A phone with this wallet on it, or with none. */
class FakeWallets(val wallet: FakeWallet = FakeWallet(), private var isThere: Boolean = true) : Wallets {
    /** What opening, creating and restoring throw. */
    var failure: WalletException? = null

    /** The PINs that wallets were made or restored with. */
    val pins = mutableListOf<String>()

    /** The words that wallets were restored from. */
    val restored = mutableListOf<String>()

    /** Happens when it is asked whether there is a wallet. */
    var whenAsked: () -> Unit = {}

    /** Holds the opening up. */
    var beforeOpening: suspend () -> Unit = {}

    override fun exists(): Boolean = isThere.also { whenAsked() }

    override suspend fun create(pin: String): NewWalletPort = made {
        pins += pin
        NewWalletPort(wallet, wallet.wordList)
    }

    override suspend fun restore(words: String, pin: String): WalletPort = made {
        pins += pin
        restored += words
        wallet
    }

    override suspend fun open(): WalletPort = beforeOpening().let { made { wallet.apply { locked = true } } }

    /** The days on which a wallet was put aside. */
    val aside = mutableListOf<LocalDate>()

    /** Does the storage do it? */
    var canBeSetAside = true

    override suspend fun setAside(today: LocalDate): Boolean {
        if (canBeSetAside) {
            aside += today
            isThere = false
        }
        return canBeSetAside
    }

    private fun <T> made(give: () -> T): T {
        failure?.let { throw it }
        isThere = true
        return give()
    }
}
