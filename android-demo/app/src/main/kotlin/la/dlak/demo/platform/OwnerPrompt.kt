package la.dlak.demo.platform

import android.content.Context
import android.content.pm.PackageManager
import android.content.res.Configuration
import android.hardware.biometrics.BiometricManager
import android.hardware.biometrics.BiometricPrompt
import android.hardware.fingerprint.FingerprintManager
import android.os.Build
import android.os.CancellationSignal
import androidx.annotation.RequiresApi
import kotlinx.coroutines.suspendCancellableCoroutine
import la.dlak.demo.R
import java.util.Locale
import javax.crypto.Cipher
import kotlin.coroutines.resume

/**
 * The phone's own prompt for a finger or a face, from Android 9 on; before that it is not offered.
 *
 * Compiled and not run: there is no sensor without a device.
 *
 * @param locale the owner's language, which may be another than the phone's
 */
class OwnerPrompt(private val context: Context, private val locale: () -> Locale) : OwnerCheck {
    override fun isAvailable(): Boolean = when {
        Build.VERSION.SDK_INT >= Build.VERSION_CODES.R ->
            biometrics()?.canAuthenticate(BiometricManager.Authenticators.BIOMETRIC_STRONG) == BiometricManager.BIOMETRIC_SUCCESS
        Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q -> isAvailableOnTen()
        Build.VERSION.SDK_INT >= Build.VERSION_CODES.P -> isAvailableOnNine()
        else -> false
    }

    override suspend fun unlock(cipher: Cipher, isSealing: Boolean): Cipher? =
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) ask(cipher, isSealing) else null

    @RequiresApi(Build.VERSION_CODES.P)
    private suspend fun ask(cipher: Cipher, isSealing: Boolean): Cipher? = suspendCancellableCoroutine { asking ->
        val texts = context.createConfigurationContext(Configuration().apply { setLocale(locale()) })
        val title = if (isSealing) R.string.settings_biometrics_seal else R.string.settings_biometrics_open
        // The phone may call back more than once: only the first counts.
        val answer: (Cipher?) -> Unit = { if (asking.isActive) asking.resume(it) }
        val prompt = BiometricPrompt.Builder(context)
            .setTitle(texts.getString(title))
            .setNegativeButton(texts.getString(R.string.settings_biometrics_use_pin), context.mainExecutor) { _, _ -> answer(null) }
            .build()
        val cancel = CancellationSignal()
        asking.invokeOnCancellation { cancel.cancel() }
        prompt.authenticate(BiometricPrompt.CryptoObject(cipher), cancel, context.mainExecutor, Answers(answer))
    }

    @RequiresApi(Build.VERSION_CODES.Q)
    private fun biometrics() = context.getSystemService(BiometricManager::class.java)

    @RequiresApi(Build.VERSION_CODES.Q)
    @Suppress("DEPRECATION")
    private fun isAvailableOnTen() = biometrics()?.canAuthenticate() == BiometricManager.BIOMETRIC_SUCCESS

    /** Android 9 knows fingers only, and its other way to ask came with Android 10. */
    @Suppress("DEPRECATION")
    private fun isAvailableOnNine(): Boolean =
        context.packageManager.hasSystemFeature(PackageManager.FEATURE_FINGERPRINT) &&
            context.getSystemService(FingerprintManager::class.java)?.hasEnrolledFingerprints() == true
}

@RequiresApi(Build.VERSION_CODES.P)
private class Answers(private val answer: (Cipher?) -> Unit) : BiometricPrompt.AuthenticationCallback() {
    override fun onAuthenticationSucceeded(result: BiometricPrompt.AuthenticationResult?) = answer(result?.cryptoObject?.cipher)

    /** Also when the owner cancels, and when the sensor is locked after too many tries: the phone says so itself. */
    override fun onAuthenticationError(errorCode: Int, errString: CharSequence?) = answer(null)
}
