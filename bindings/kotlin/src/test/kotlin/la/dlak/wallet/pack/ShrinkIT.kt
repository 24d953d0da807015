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
    private val libraries = Packed.classPath("kotlin-stdlib", "kotlinx-coroutines-core-jvm", "annotations", "jna")

    /** The program of the consumer's project, compiled by the test's own compiler. */
    private val program = File("target/test-classes/shop/example").path

    private fun shrunk(rules: String): File {
        val keep = folder.resolve("keep.pro").apply {
            writeText("-keep class shop.example.MainKt { public static void main(); }\n-keep class shop.example.MainKt { public static void main(java.lang.String[]); }\n-dontwarn java.lang.invoke.**\n")
        }
        val own = folder.resolve("rules.pro").apply { writeText(rules) }
        val classes = File(program).listFiles { file -> file.extension == "class" }!!.map { it.path }
        val out = folder.resolve("shrunk-${rules.length}.jar")
        val (status, said) = Packed.run(
            folder, java, "-Xmx1g", "-cp", Packed.classPath("r8").single(), "com.android.tools.r8.R8", "--release", "--classfile",
            "--lib", System.getProperty("java.home"), "--pg-conf", keep.path, "--pg-conf", own.path, "--output", out.path,
            Packed.jar.absolutePath, *libraries.toTypedArray(),
            *classes.map { File(it).absolutePath }.toTypedArray(),
        )
        assertEquals(0, status, said)
        return out
    }

    private fun run(jar: File): Pair<Int, String> =
        Packed.run(folder, java, "-cp", jar.path, "shop.example.MainKt")

    @Test
    fun `a shrunk program pays`() {
        val rules = File("src/main/resources/META-INF/proguard/dlak-wallet.pro").readText()
        val whole = (libraries.map(::File) + Packed.jar).sumOf { it.length() }
        val jar = shrunk(rules)
        println("R8: $whole bytes of jars, ${jar.length()} when shrunk")
        val (status, said) = run(jar)
        assertEquals(0, status, said)
        assertTrue("paid, left: ₭85,000" in said, said)
        assertTrue(jar.length() < whole - 1_000_000, "R8 took nothing away: ${jar.length()} of $whole bytes")
    }

    @Test
    fun `without the package's rules it would not`() {
        val (status, said) = run(shrunk("-dontwarn java.awt.**\n"))
        assertNotEquals(0, status, "the rules keep what nobody needs: $said")
    }
}
