package la.dlak.demo.platform

import android.app.Application
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import la.dlak.demo.lock.Sealing
import la.dlak.demo.lock.Unsealing
import la.dlak.wallet.Keystore
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Rule
import org.junit.Test
import org.junit.rules.TemporaryFolder
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import java.io.File
import java.security.GeneralSecurityException
import javax.crypto.Cipher

@RunWith(RobolectricTestRunner::class)
@Config(sdk = [34], application = Application::class)
class KeystoresTest {
    @get:Rule
    val device = FakeAndroidKeystore()

    @get:Rule
    val disk = TemporaryFolder()

    private val keystore by lazy { AndroidKeystore(disk.root) }
    private val secret = ByteArray(32) { (it * 7).toByte() }

    private fun onDisk() = disk.root.walk().filter(File::isFile).toList()

    // The wallet's secrets.

    @Test
    fun `a secret comes back, is replaced, and is forgotten`() {
        assertNull(keystore.load("device"))
        keystore.store("device", secret)
        assertArrayEquals(secret, AndroidKeystore(disk.root).load("device"))
        keystore.store("device", byteArrayOf(1))
        assertArrayEquals(byteArrayOf(1), keystore.load("device"))
        keystore.delete("device")
        assertNull(keystore.load("device"))
    }

    @Test
    fun `the disk has nothing that can be read, and never the same twice`() {
        keystore.store("device", secret)
        val first = onDisk().single().readBytes()
        assertFalse(String(first, Charsets.ISO_8859_1).contains(String(secret, Charsets.ISO_8859_1)))
        keystore.store("device", secret)
        assertFalse(first.contentEquals(onDisk().single().readBytes()))
    }

    @Test
    fun `a secret that was put in another's place is refused`() {
        keystore.store("device", secret)
        val files = Keystore.files(disk.root.path)
        files.store("other", checkNotNull(files.load("device")))
        assertThrows(GeneralSecurityException::class.java) { keystore.load("other") }
    }

    @Test
    fun `without the phone's key the secret is lost, and that is said`() {
        keystore.store("device", secret)
        device.keys.clear()
        assertNull(keystore.load("device"))
    }

    @Test
    fun `the wallet's key asks nobody, and is in the StrongBox where there is one`() {
        keystore.store("device", secret)
        val plain = device.specs.values.single()
        assertFalse(plain.isUserAuthenticationRequired)
        assertFalse(plain.isStrongBoxBacked)
        device.keys.clear()
        device.hasStrongBox = true
        keystore.store("device", secret)
        assertTrue(device.specs.values.single().isStrongBoxBacked)
    }

    // The PIN behind the finger.

    private class Owner : OwnerCheck {
        var isWilling = true

        override fun isAvailable() = true

        override suspend fun unlock(cipher: Cipher, isSealing: Boolean) = cipher.takeIf { isWilling }
    }

    private val owner = Owner()
    private val vault by lazy { BiometricVault(disk.root.resolve("biometrics"), owner, Dispatchers.Unconfined) }

    private fun unsealed() = runBlocking { vault.unseal() }

    private fun seal() = runBlocking { vault.seal("271828") }

    @Test
    fun `a PIN that was sealed comes back to its owner only`() {
        assertEquals(Sealing.SEALED, seal())
        assertEquals("271828", (unsealed() as Unsealing.Pin).pin)
        assertFalse("271828" in onDisk().single().readText(Charsets.ISO_8859_1))
        owner.isWilling = false
        assertEquals(Unsealing.Cancelled, unsealed())
    }

    @Test
    fun `its key needs the owner each time, and dies with a new finger`() {
        seal()
        val spec = device.specs.values.single()
        assertTrue(spec.isUserAuthenticationRequired)
        assertTrue(spec.isInvalidatedByBiometricEnrollment)
        assertEquals(0, spec.userAuthenticationValidityDurationSeconds)
    }

    @Test
    fun `an owner who declines has nothing sealed`() {
        owner.isWilling = false
        assertEquals(Sealing.CANCELLED, seal())
        assertEquals(Unsealing.Gone, unsealed())
    }

    @Test
    fun `a key that is gone, a file that was changed and what was forgotten are gone`() {
        seal()
        device.keys.clear()
        assertEquals(Unsealing.Gone, unsealed())
        seal()
        val file = onDisk().single()
        file.writeBytes(file.readBytes().also { it[it.lastIndex] = (it.last() + 1).toByte() })
        assertEquals(Unsealing.Gone, unsealed())
        file.writeBytes(byteArrayOf(1, 2))
        assertEquals(Unsealing.Gone, unsealed())
        seal()
        vault.forget()
        assertEquals(Unsealing.Gone, unsealed())
        assertTrue(device.keys.isEmpty())
    }

    @Test
    fun `a phone that can't make such a key says so`() {
        device.after()
        assertEquals(Sealing.FAILED, seal())
        device.before()
    }
}
