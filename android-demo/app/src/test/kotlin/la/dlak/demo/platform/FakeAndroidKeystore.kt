package la.dlak.demo.platform

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.StrongBoxUnavailableException
import org.junit.rules.ExternalResource
import java.io.InputStream
import java.io.OutputStream
import java.security.Key
import java.security.KeyStoreSpi
import java.security.Provider
import java.security.SecureRandom
import java.security.Security
import java.security.cert.Certificate
import java.security.spec.AlgorithmParameterSpec
import java.util.Collections
import java.util.Date
import java.util.Enumeration
import javax.crypto.KeyGenerator
import javax.crypto.KeyGeneratorSpi
import javax.crypto.SecretKey

/** Stands for the Android Keystore, which only a device has: the same calls, keys in memory. */
class FakeAndroidKeystore : ExternalResource() {
    val keys get() = Kept.keys
    val specs get() = Kept.specs

    var hasStrongBox by Kept::hasStrongBox

    public override fun before() {
        Kept.keys.clear()
        Kept.specs.clear()
        Kept.hasStrongBox = false
        Security.addProvider(InMemory())
    }

    public override fun after() = Security.removeProvider(NAME)

    private object Kept {
        val keys = mutableMapOf<String, SecretKey>()
        val specs = mutableMapOf<String, KeyGenParameterSpec>()
        var hasStrongBox = false
    }

    private class InMemory : Provider(NAME, "1.0", "for tests") {
        init {
            put("KeyStore.$NAME", Store::class.java.name)
            put("KeyGenerator.AES", Generator::class.java.name)
        }
    }

    class Generator : KeyGeneratorSpi() {
        private lateinit var spec: KeyGenParameterSpec

        override fun engineInit(random: SecureRandom?) = unused()

        override fun engineInit(size: Int, random: SecureRandom?) = unused()

        override fun engineInit(spec: AlgorithmParameterSpec, random: SecureRandom?) {
            this.spec = spec as KeyGenParameterSpec
        }

        override fun engineGenerateKey(): SecretKey {
            if (spec.isStrongBoxBacked && !Kept.hasStrongBox) throw StrongBoxUnavailableException()
            val key = KeyGenerator.getInstance("AES", "SunJCE").apply { init(spec.keySize) }.generateKey()
            Kept.keys[spec.keystoreAlias] = key
            Kept.specs[spec.keystoreAlias] = spec
            return key
        }
    }

    class Store : KeyStoreSpi() {
        override fun engineLoad(stream: InputStream?, password: CharArray?) = Unit

        override fun engineGetKey(alias: String, password: CharArray?): Key? = Kept.keys[alias]

        override fun engineDeleteEntry(alias: String) {
            Kept.keys.remove(alias)
        }

        override fun engineContainsAlias(alias: String) = alias in Kept.keys

        override fun engineAliases(): Enumeration<String> = Collections.enumeration(Kept.keys.keys)

        override fun engineSize() = Kept.keys.size

        override fun engineIsKeyEntry(alias: String) = alias in Kept.keys

        override fun engineIsCertificateEntry(alias: String) = false

        override fun engineGetCertificate(alias: String): Certificate? = null

        override fun engineGetCertificateChain(alias: String): Array<Certificate>? = null

        override fun engineGetCertificateAlias(certificate: Certificate): String? = null

        override fun engineGetCreationDate(alias: String): Date? = null

        override fun engineSetKeyEntry(alias: String, key: Key, password: CharArray?, chain: Array<Certificate>?) = unused()

        override fun engineSetKeyEntry(alias: String, key: ByteArray, chain: Array<Certificate>?) = unused()

        override fun engineSetCertificateEntry(alias: String, certificate: Certificate) = unused()

        override fun engineStore(stream: OutputStream?, password: CharArray?) = unused()
    }

    private companion object {
        const val NAME = "AndroidKeyStore"

        fun unused(): Nothing = throw UnsupportedOperationException("the app does not do this")
    }
}
