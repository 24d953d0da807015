package la.dlak.wallet.pack

import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.io.ByteArrayInputStream
import java.io.File
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.util.zip.ZipFile
import java.util.zip.ZipInputStream

class PackageIT {
    private val library = "linux-x86-64/libdlak_wallet.so"

    private fun read(file: File, name: String): ByteArray = ZipFile(file).use { zip ->
        zip.getInputStream(checkNotNull(zip.getEntry(name)) { "$file has no $name" }).readBytes()
    }

    private fun names(file: File): List<String> = ZipFile(file).use { zip -> zip.entries().asSequence().map { it.name }.toList() }

    /** The alignments of an ELF file's segments that are loaded. */
    private fun alignments(elf: ByteArray): List<Long> {
        val bytes = ByteBuffer.wrap(elf).order(ByteOrder.LITTLE_ENDIAN)
        require(elf.size > 64 && bytes.getInt(0) == 0x464c457f) { "it is no ELF file" }
        val is64 = elf[4].toInt() == 2
        val (table, size, count) = if (is64) {
            Triple(bytes.getLong(32).toInt(), bytes.getShort(54).toInt(), bytes.getShort(56).toInt())
        } else {
            Triple(bytes.getInt(28), bytes.getShort(42).toInt(), bytes.getShort(44).toInt())
        }
        val load = 1
        return (0 until count).map { table + it * size }.filter { bytes.getInt(it) == load }.map { at ->
            if (is64) bytes.getLong(at + 48) else bytes.getInt(at + 28).toLong()
        }
    }

    @Test
    fun `the library's segments are aligned for pages of 16 KiB`() {
        val aar = names(Packed.aar).filter { it.endsWith(".so") }.map { read(Packed.aar, it) }
        for (elf in aar + read(Packed.jar, library)) {
            val alignments = alignments(elf)
            assertTrue(alignments.isNotEmpty() && alignments.all { it >= 16 * 1024 }, "$alignments")
        }
        assertThrows(IllegalArgumentException::class.java) { alignments(ByteArray(100)) }
    }

    @Test
    fun `the jar has the library where JNA looks for it, stripped, and the rules for R8`() {
        val elf = read(Packed.jar, library)
        assertFalse(".symtab\u0000" in elf.toString(Charsets.ISO_8859_1), "it is not stripped")
        assertEquals(listOf(library), names(Packed.jar).filter { it.endsWith(".so") })
        val rules = "META-INF/proguard/dlak-wallet.pro"
        assertArrayEquals(File("src/main/resources/$rules").readBytes(), read(Packed.jar, rules))
    }

    @Test
    fun `the package for Android has what its build tools look for`() {
        val names = names(Packed.aar)
        assertTrue(names.containsAll(listOf("AndroidManifest.xml", "classes.jar", "proguard.txt", "R.txt")), "$names")
        assertTrue("android:minSdkVersion=\"26\"" in read(Packed.aar, "AndroidManifest.xml").decodeToString())
        assertArrayEquals(read(Packed.jar, "META-INF/proguard/dlak-wallet.pro"), read(Packed.aar, "proguard.txt"))
        val classes = ZipInputStream(ByteArrayInputStream(read(Packed.aar, "classes.jar"))).use { zip ->
            generateSequence { zip.nextEntry }.map { it.name }.toList()
        }
        assertTrue("la/dlak/wallet/Wallet.class" in classes)
        assertTrue(classes.none { it.endsWith(".so") || it.endsWith(".pro") }, "the library of this machine is not for phones")
        val abis = names.filter { it.endsWith(".so") }
        assertTrue(abis.all { it.matches(Regex("jni/(arm64-v8a|x86_64|armeabi-v7a)/libdlak_wallet.so")) }, "$abis")
        if (abis.isEmpty()) println("the AAR has no library: scripts/build-android was not run")
    }

    @Test
    fun `sources and documentation come with it`() {
        val sources = names(Packed.beside("sources"))
        assertTrue(sources.containsAll(listOf("Wallet.kt", "ErrorCode.kt").map { "la/dlak/wallet/$it" }), "$sources")
        val pages = names(Packed.beside("javadoc"))
        assertTrue(pages.any { it.endsWith("la/dlak/wallet/Wallet.html") }, "$pages")
        assertTrue(pages.none { "Native" in it || "Uniffi" in it }, "what is internal has no page")
        assertTrue("Pays what was prepared" in read(Packed.beside("javadoc"), "la/dlak/wallet/Wallet.html").decodeToString())
    }
}
