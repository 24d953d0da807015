package la.dlak.wallet.support

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject
import java.io.BufferedReader
import java.io.File
import java.util.concurrent.TimeUnit

/** Where this repository's programs and files are: what the environment says, else where a build puts them. */
object Programs {
    /** The repository's folder: tests run in the package's. */
    val root: File = File("../..").canonicalFile

    /** The program that is a bank. */
    val dlak: File get() = place("DLAK_BIN", "target/debug/dlak")

    /** The program that stands between and loses answers. */
    val faultProxy: File get() = place("DLAK_FAULT_PROXY", "target/debug/fault-proxy")

    /** The folder of the journeys. */
    val journeys: File get() = place("DLAK_JOURNEYS", "tests/journeys")

    /** Where the results of the journeys go. */
    val journeyResults: File get() = place("DLAK_JOURNEY_RESULTS", "target/journeys", isThere = false)

    private fun place(variable: String, otherwise: String, isThere: Boolean = true): File {
        val place = System.getenv(variable)?.let(::File) ?: root.resolve(otherwise)
        check(!isThere || place.exists()) { "$place is not there: build it, or set $variable" }
        return place
    }
}

/** A program that speaks JSON, one object a line, and ends with its input: so it lives as long as this JVM at most. */
class Program(vararg command: String) : AutoCloseable {
    private val process: Process = ProcessBuilder(*command).redirectError(log).start()
    private val output: BufferedReader = process.inputReader()

    private companion object {
        // Not this JVM's own: whoever reads that would wait for the program, should the JVM crash.
        val log: ProcessBuilder.Redirect = ProcessBuilder.Redirect.appendTo(File("target/programs.log"))
    }

    /** The next line that it says. */
    fun line(): JsonObject {
        val line = checkNotNull(output.readLine()) { "the program has ended: target/programs.log says why" }
        return Json.parseToJsonElement(line).jsonObject
    }

    /** Says a line to it, and gives its answer. */
    @Synchronized
    fun ask(command: String): JsonObject {
        process.outputWriter().apply { write(command + "\n") }.flush()
        return line()
    }

    /** Ends its input, and waits for it. */
    override fun close() {
        process.outputWriter().close()
        if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly()
    }
}
