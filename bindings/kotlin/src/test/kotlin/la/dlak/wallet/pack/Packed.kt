package la.dlak.wallet.pack

import la.dlak.wallet.support.Bank
import java.io.File
import java.nio.file.Files
import java.util.concurrent.TimeUnit

/** What Maven has packed, and programs that use it. */
object Packed {
    private val base = checkNotNull(System.getProperty("dlak.package")) { "run it with `mvn verify`" }

    /** The jar for the JVM. */
    val jar = File("$base.jar")

    /** The package for Android. */
    val aar = File("$base.aar")

    /** A file that was packed beside them. */
    fun beside(classifier: String) = File("$base-$classifier.jar")

    /** A new folder, gone at the end. */
    fun folder(name: String): File = Files.createTempDirectory(name).toFile().also { folder ->
        Runtime.getRuntime().addShutdownHook(Thread { folder.deleteRecursively() })
    }

    /** Runs a command with customers of the bank in its environment. Gives all that it said. */
    fun run(folder: File, vararg command: String): Pair<Int, String> {
        val output = Files.createTempFile("dlak", ".log").toFile()
        val builder = ProcessBuilder(*command).directory(folder).redirectErrorStream(true).redirectOutput(output)
        builder.environment() += mapOf(
            "DLAK_BANK_URL" to Bank.shared.url, "DLAK_PERSON" to Bank.shared.person(), "DLAK_MERCHANT" to Bank.shared.merchant(),
        )
        val process = builder.start()
        if (!process.waitFor(4, TimeUnit.MINUTES)) process.destroyForcibly().waitFor()
        return process.exitValue() to output.readText().also { output.delete() }
    }

    /** The class path of this test, without the package's own classes. */
    fun classPath(vararg names: String): List<String> {
        val all = System.getProperty("surefire.test.class.path") ?: System.getProperty("java.class.path")
        return names.map { name ->
            all.split(File.pathSeparator).single { Regex("$name-[0-9.]+\\.jar").matches(File(it).name) }
        }
    }
}
