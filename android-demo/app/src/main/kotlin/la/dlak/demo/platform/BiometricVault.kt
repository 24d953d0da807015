package la.dlak.demo.platform

import android.os.Build
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import android.util.AtomicFile
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import la.dlak.demo.lock.Biometrics
import la.dlak.demo.lock.Sealing
import la.dlak.demo.lock.Unsealing
import java.io.File
import java.io.IOException
import java.security.GeneralSecurityException
import java.security.ProviderException
import javax.crypto.Cipher

/** Asks the owner for a finger or a face. */
interface OwnerCheck {
    /** Is there a sensor, and does it know its owner? */
    fun isAvailable(): Boolean

    /** Gives the cipher back once the owner has unlocked its key; null when they would rather not. */
    suspend fun unlock(cipher: Cipher, isSealing: Boolean): Cipher?
}

/**
 * The PIN, sealed with a key of the Android Keystore that works only right after its owner's finger or face, and never again
 * once another finger is added to the phone.
 *
 * Run with a stand-in for the Android Keystore and the prompt only: not on a device.
 */
class BiometricVault(
    folder: File,
    private val owner: OwnerCheck,
    private val io: CoroutineDispatcher = Dispatchers.IO,
) : Biometrics {
    private val file = AtomicFile(File(folder, "pin"))
    private val key = KeystoreKey(ALIAS) { forOwnerOnly() }

    override fun isAvailable(): Boolean = owner.isAvailable()

    override suspend fun seal(pin: String): Sealing = try {
        val asked = withContext(io) {
            key.forget()
            Sealed.sealing(key.make())
        }
        val unlocked = owner.unlock(asked, isSealing = true)
        if (unlocked == null) {
            Sealing.CANCELLED
        } else {
            withContext(io) { write(Sealed.seal(unlocked, NAME, pin.toByteArray())) }
            Sealing.SEALED
        }
    } catch (failed: Exception) {
        failed.orThrow()
        Sealing.FAILED
    }

    override suspend fun unseal(): Unsealing = try {
        val sealed = withContext(io) { file.readFully() }
        // It throws when a finger was added: the key is no more.
        val asked = withContext(io) { key.find()?.let { Sealed.opening(it, sealed) } }
        if (asked == null) {
            Unsealing.Gone
        } else {
            owner.unlock(asked, isSealing = false)?.let { Unsealing.Pin(String(Sealed.open(it, NAME, sealed))) } ?: Unsealing.Cancelled
        }
    } catch (failed: Exception) {
        failed.orThrow()
        Unsealing.Gone
    }

    override fun forget() {
        file.delete()
        try {
            key.forget()
        } catch (failed: Exception) {
            // A key that seals nothing any more does no harm.
            failed.orThrow()
        }
    }

    private fun write(sealed: ByteArray) {
        file.baseFile.parentFile?.mkdirs()
        val out = file.startWrite()
        try {
            out.write(sealed)
            file.finishWrite(out)
        } catch (failed: IOException) {
            file.failWrite(out)
            throw failed
        }
    }

    /** What keystores and files throw when they can't; anything else is a mistake of ours, or a cancellation. */
    private fun Exception.orThrow() {
        val isExpected = this is GeneralSecurityException || this is ProviderException || this is IOException
        if (!isExpected) throw this
    }

    private companion object {
        const val ALIAS = "la.dlak.demo.pin"
        const val NAME = "pin"

        fun KeyGenParameterSpec.Builder.forOwnerOnly() {
            setUserAuthenticationRequired(true)
            setInvalidatedByBiometricEnrollment(true)
            if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
                setUserAuthenticationParameters(0, KeyProperties.AUTH_BIOMETRIC_STRONG)
            }
        }
    }
}
