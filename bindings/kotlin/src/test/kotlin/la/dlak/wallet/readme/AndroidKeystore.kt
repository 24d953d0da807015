package la.dlak.wallet.readme

// begin keystore
import android.content.Context
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import la.dlak.wallet.Keystore
import java.io.File
import java.security.KeyStore
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec

/** Secrets in files that only this device can read: their key never leaves the Android Keystore. */
class AndroidKeystore(context: Context) : Keystore {
    private val folder = File(context.noBackupFilesDir, "dlak").apply { mkdirs() }

    override fun load(name: String): ByteArray? {
        val sealed = File(folder, name).takeIf(File::exists)?.readBytes() ?: return null
        val cipher = Cipher.getInstance(CIPHER)
        cipher.init(Cipher.DECRYPT_MODE, key(), GCMParameterSpec(TAG_BITS, sealed, 0, NONCE))
        cipher.updateAAD(name.toByteArray())
        return cipher.doFinal(sealed, NONCE, sealed.size - NONCE)
    }

    override fun store(name: String, secret: ByteArray) {
        val cipher = Cipher.getInstance(CIPHER)
        cipher.init(Cipher.ENCRYPT_MODE, key())
        cipher.updateAAD(name.toByteArray())
        val sealed = cipher.iv + cipher.doFinal(secret)
        // Whole or not at all: a new file, on the disk, takes the old one's place.
        val draft = File(folder, "$name.new")
        draft.outputStream().use { out ->
            out.write(sealed)
            out.fd.sync()
        }
        check(draft.renameTo(File(folder, name))) { "the secret could not be put in its place" }
    }

    override fun delete(name: String) {
        File(folder, name).delete()
    }

    @Synchronized
    private fun key(): SecretKey {
        val store = KeyStore.getInstance(PROVIDER).apply { load(null) }
        (store.getKey(ALIAS, null) as SecretKey?)?.let { return it }
        val spec = KeyGenParameterSpec.Builder(ALIAS, KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT)
            .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
            .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
            .build()
        return KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, PROVIDER).apply { init(spec) }.generateKey()
    }

    private companion object {
        const val PROVIDER = "AndroidKeyStore"
        const val ALIAS = "la.dlak.wallet"
        const val CIPHER = "AES/GCM/NoPadding"
        const val NONCE = 12
        const val TAG_BITS = 128
    }
}
// end
