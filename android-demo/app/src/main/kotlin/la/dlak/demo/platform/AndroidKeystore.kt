package la.dlak.demo.platform

import la.dlak.wallet.Keystore
import java.io.File

/**
 * The wallet's secrets, sealed with a key of the Android Keystore: copied to another phone they are worth nothing.
 *
 * The key asks nobody: the wallet follows its payments in the background too. What spends is sealed with the PIN besides. The
 * sealed secrets lie in files of the library, which replaces them whole and durably.
 *
 * Run with a stand-in for the Android Keystore only: not on a device.
 *
 * @param folder where backups do not reach
 */
class AndroidKeystore(folder: File) : Keystore {
    /** Made when it is needed: it loads the library. */
    private val files by lazy { Keystore.files(folder.path) }
    private val key = KeystoreKey(ALIAS)

    override fun load(name: String): ByteArray? {
        val sealed = files.load(name) ?: return null
        // Without the key nothing brings the secret back: the wallet then says that this phone has lost it.
        val found = key.find() ?: return null
        return Sealed.open(Sealed.opening(found, sealed), name, sealed)
    }

    @Synchronized
    override fun store(name: String, secret: ByteArray) {
        val used = key.find() ?: key.make()
        files.store(name, Sealed.seal(Sealed.sealing(used), name, secret))
    }

    override fun delete(name: String) = files.delete(name)

    private companion object {
        const val ALIAS = "la.dlak.demo.wallet"
    }
}
