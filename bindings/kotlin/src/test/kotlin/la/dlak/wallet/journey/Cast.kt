package la.dlak.wallet.journey

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.launch
import la.dlak.wallet.AccountId
import la.dlak.wallet.Event
import la.dlak.wallet.Keystore
import la.dlak.wallet.Preview
import la.dlak.wallet.Wallet
import la.dlak.wallet.WalletConfig
import la.dlak.wallet.support.FaultyBank
import java.io.File
import java.nio.file.Files

/** A journey that asks for what is not there, or waits for what does not come. */
class Trouble(what: String) : Exception(what)

/** Who plays: the bank, the wallets by their roles, and what the steps have kept. */
class Cast : AutoCloseable {
    /** The bank and its proxy. */
    val bank = FaultyBank(listOf("Khamla Sayasone", "Noy Vongsa"), listOf("Han Kafe"))
    private val folder: File = Files.createTempDirectory("dlak-journey").toFile()
    private val roles = HashMap<String, Role>()
    private val accounts = LinkedHashMap<AccountId, String>()
    private val texts = HashMap<String, String>()
    private val previews = HashMap<String, Preview>()

    /** A wallet that is open, and what it has told that nobody has looked at. */
    class Role(val wallet: Wallet) {
        private val scope = CoroutineScope(Dispatchers.Default)
        private val events = Channel<Event>(Channel.UNLIMITED)
        private val listening = wallet.listen { events.trySend(it) }
        private var following: Job? = null

        /** The next event. */
        suspend fun next(): Event = events.receive()

        /** Follows the bank in the background. */
        fun follow() {
            following = scope.launch { wallet.follow() }
        }

        /** Lets the wallet go, and waits until its file is free. */
        suspend fun leave() {
            following?.cancelAndJoin()
            listening.close()
            wallet.closeAndWait()
        }
    }

    /** The role with an open wallet. */
    fun role(name: String): Role = roles[name] ?: throw Trouble("$name has no open wallet")

    /** Gives a role its wallet. */
    fun enter(name: String, wallet: Wallet) {
        accounts.putIfAbsent(wallet.account, name)
        roles[name] = Role(wallet)
    }

    /** Takes the wallet of a role away. */
    suspend fun leave(name: String) {
        role(name).leave()
        roles.remove(name)
    }

    /** Whose account it is; `bank` if it is nobody's here. */
    fun whose(account: AccountId): String = accounts[account] ?: "bank"

    /** Keeps a text. A name is given once. */
    fun keep(name: String, text: String) {
        if (texts.put(name, text) != null || name in previews) throw Trouble("\"$name\" is kept already")
    }

    /** Keeps a preview. A name is given once. */
    fun keep(name: String, preview: Preview) {
        if (previews.put(name, preview) != null || name in texts) throw Trouble("\"$name\" is kept already")
    }

    /** The text that was kept. */
    fun text(name: String): String = texts[name] ?: throw Trouble("no text was kept as \"$name\"")

    /** The preview that was kept. */
    fun preview(name: String): Preview = previews[name] ?: throw Trouble("no preview was kept as \"$name\"")

    /** Where the wallet of a role is. */
    fun config(name: String) = WalletConfig(folder.resolve(name).path, bank.url, emptyList(), null)

    /** The keystore of a role. */
    fun keystore(name: String): Keystore = Keystore.files(folder.resolve(name).resolve("keystore").path)

    override fun close() {
        roles.values.forEach { it.wallet.close() }
        bank.close()
        folder.deleteRecursively()
    }
}
