package la.dlak.wallet.pack

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.io.File

/** The real R8 shrinks a program that uses the wallet, and the program is run: against a bank, with the real library. */
class ShrinkIT {
    private val java = System.getProperty("java.home") + "/bin/java"
    private val folder = Packed.folder("shrink")

    /** Left whole, to save time: what is tested is the package's rules for itself and for JNA. */
    private val libraries = Packed.classPath("kotlin-stdlib", "kotlinx-coroutines-core-jvm", "annotations")
    private val jna = Packed.classPath("jna").single()

    /** Shrinks the consumer's program with the wallet in [jar], whose own rules R8 finds by itself. */
    private fun shrunk(jar: File): File {
        val keep = folder.resolve("keep.pro").apply {
            writeText("-keep class shop.example.MainKt { public static void main(...); }\n-dontwarn java.awt.**\n")
        }
        val program = File("target/test-classes/shop/example").listFiles()!!.map { it.absolutePath }
        val out = folder.resolve("shrunk-${jar.name}")
        val (status, said) = Packed.run(
            folder, java, "-Xmx1g", "-cp", Packed.classPath("r8").single(), "com.android.tools.r8.R8", "--release", "--classfile",
            "--lib", System.getProperty("java.home"), *libraries.flatMap { listOf("--lib", it) }.toTypedArray(),
            "--pg-conf", keep.path, "--output", out.path, jar.absolutePath, jna, *program.toTypedArray(),
        )
        assertEquals(0, status, said)
        return out
    }

    private fun run(jar: File): Pair<Int, String> = Packed.run(
        folder, java, "-Djna.library.path=${File("target/classes/linux-x86-64").absolutePath}",
        "-cp", (libraries + jar.path).joinToString(File.pathSeparator), "shop.example.MainKt",
    )

    @Test
    fun `a shrunk program pays`() {
        val jar = shrunk(Packed.jar)
        val whole = Packed.jar.length() + File(jna).length()
        println("R8: $whole bytes of jars, ${jar.length()} when shrunk")
        val (status, said) = run(jar)
        assertEquals(0, status, said)
        assertTrue("paid, left: ₭85,000" in said, said)
        assertTrue(jar.length() < whole, "R8 took nothing away: ${jar.length()} of $whole bytes")
    }

    @Test
    fun `without the package's rules it would not`() {
        // The classes of the AAR, whose rules lie beside them.
        val (status, said) = run(shrunk(File("target/aar/classes.jar")))
        assertNotEquals(0, status, "the rules keep what nobody needs: $said")
        println("R8 without the rules: ${said.lines().first { "Exception" in it || "Error" in it }}")
    }
}
