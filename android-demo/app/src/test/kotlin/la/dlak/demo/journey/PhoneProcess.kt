package la.dlak.demo.journey

import la.dlak.demo.settings.Language
import java.io.File
import java.util.concurrent.TimeUnit

/** A phone from outside: it is switched on, told what its owner does, and killed. */
internal class PhoneProcess(
    private val owner: String,
    private val disk: File,
    private val bank: String,
    private val language: Language,
    private val log: (String) -> Unit,
) : AutoCloseable {
    private var process: Process? = null

    /** Starts the app. */
    fun start() {
        check(process?.isAlive != true) { "$owner's phone is on" }
        log("$owner opens the app")
        process = ProcessBuilder(command()).redirectError(ProcessBuilder.Redirect.appendTo(File("target/phones.log"))).start()
        check(answer() == "ready") { "$owner's phone does not start: see target/phones.log" }
    }

    /** Does something on it, and gives what is seen. */
    fun does(vararg command: String): String {
        tell(*command)
        return answered(command)
    }

    /** Begins to do something, and does not wait for it. */
    fun tell(vararg command: String) {
        log("$owner: ${command.joinToString(" ")}")
        val input = checkNotNull(process).outputWriter()
        input.write(command.joinToString("\t") + "\n")
        input.flush()
    }

    /** As when the system, or an empty battery, ends it at once: SIGKILL. */
    fun kill() {
        log("$owner's phone is killed")
        checkNotNull(process).destroyForcibly().waitFor()
    }

    override fun close() {
        val running = process?.takeIf(Process::isAlive) ?: return
        running.outputWriter().close()
        if (!running.waitFor(10, TimeUnit.SECONDS)) running.destroyForcibly()
    }

    private fun answered(command: Array<out String>): String {
        val answer = answer()
        check(answer.startsWith("ok")) { "$owner: ${command.joinToString(" ")}: $answer" }
        return answer.removePrefix("ok").trim()
    }

    private fun answer(): String {
        val output = checkNotNull(process).inputReader()
        while (true) {
            val line = checkNotNull(output.readLine()) { "$owner's phone has ended: see target/phones.log" }
            if (line.startsWith(PhoneProgram.SAID)) return line.removePrefix(PhoneProgram.SAID)
        }
    }

    private fun command(): List<String> {
        val java = File(System.getProperty("java.home"), "bin/java").path
        val classPath = System.getProperty("surefire.test.class.path") ?: System.getProperty("java.class.path")
        val properties = mapOf(
            "phone.disk" to disk.path,
            "phone.bank" to bank,
            "phone.language" to language.tag,
            "jna.library.path" to System.getProperty("jna.library.path"),
            "robolectric.offline" to "true",
            "robolectric.dependency.dir" to System.getProperty("robolectric.dependency.dir"),
        )
        return listOf(java, "-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classPath) +
            listOf("java.lang", "java.util").flatMap { listOf("--add-opens", "java.base/$it=ALL-UNNAMED") } +
            properties.map { (name, value) -> "-D$name=$value" } +
            "la.dlak.demo.journey.PhoneProgramKt"
    }
}
