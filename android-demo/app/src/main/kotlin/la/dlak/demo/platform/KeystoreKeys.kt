package la.dlak.demo.platform

import android.os.Build
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import java.security.KeyStore
import java.security.ProviderException
import javax.crypto.AEADBadTagException
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec

/** An AES key that never leaves the Android Keystore; in the phone's StrongBox chip where there is one. */
internal class KeystoreKey(private val alias: String, private val restrict: KeyGenParameterSpec.Builder.() -> Unit = {}) {
    /** The key, if it was made and is still there. */
    fun find(): SecretKey? = store().getKey(alias, null) as SecretKey?

    fun make(): SecretKey {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) {
            try {
                return generate(isInStrongBox = true)
            } catch (_: ProviderException) {
                // Most phones have none (StrongBoxUnavailableException), some have one that does not work: the trusted part of the processor keeps the key.
            }
        }
        return generate(isInStrongBox = false)
    }

    fun forget() = store().deleteEntry(alias)

    private fun generate(isInStrongBox: Boolean): SecretKey {
        val spec = KeyGenParameterSpec.Builder(alias, KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT)
            .setKeySize(KEY_BITS)
            .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
            .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
            .apply(restrict)
        if (isInStrongBox && Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) spec.setIsStrongBoxBacked(true)
        return KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, PROVIDER).apply { init(spec.build()) }.generateKey()
    }

    private fun store() = KeyStore.getInstance(PROVIDER).apply { load(null) }

    private companion object {
        const val PROVIDER = "AndroidKeyStore"
        const val KEY_BITS = 256
    }
}

/** AES-GCM: what it seals can't be read, nor changed unnoticed, without the key. The key's own nonce goes before the text. */
internal object Sealed {
    private const val CIPHER = "AES/GCM/NoPadding"
    private const val TAG_BITS = 128
    private const val NONCE = 12

    fun sealing(key: SecretKey): Cipher = Cipher.getInstance(CIPHER).apply { init(Cipher.ENCRYPT_MODE, key) }

    fun opening(key: SecretKey, sealed: ByteArray): Cipher {
        if (sealed.size <= NONCE) throw AEADBadTagException("what was sealed is longer than its nonce")
        return Cipher.getInstance(CIPHER).apply { init(Cipher.DECRYPT_MODE, key, GCMParameterSpec(TAG_BITS, sealed, 0, NONCE)) }
    }

    /** @param name a secret that is put into another's place is refused */
    fun seal(cipher: Cipher, name: String, secret: ByteArray): ByteArray {
        cipher.updateAAD(name.toByteArray())
        return cipher.iv + cipher.doFinal(secret)
    }

    fun open(cipher: Cipher, name: String, sealed: ByteArray): ByteArray {
        cipher.updateAAD(name.toByteArray())
        return cipher.doFinal(sealed, NONCE, sealed.size - NONCE)
    }
}
