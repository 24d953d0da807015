package la.dlak.wallet.journey

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import la.dlak.wallet.WalletException
import la.dlak.wallet.support.Programs
import la.dlak.wallet.support.text
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.TestFactory
import java.util.concurrent.ConcurrentLinkedQueue
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlin.time.TimeSource

/** The journeys of `tests/journeys`, run from Kotlin. */
class JourneysTest {
    @TestFactory
    fun journeys(): List<DynamicTest> = names().map { name ->
        DynamicTest.dynamicTest(name) { runBlocking(Dispatchers.Default) { withTimeout(5.minutes) { passed.add(run(name)) } } }
    }

    private fun names(): List<String> = read("index").getValue("journeys").jsonArray.map { it.jsonPrimitive.content }

    private fun read(name: String): JsonObject = Json.parseToJsonElement(Programs.journeys.resolve("$name.json").readText()).jsonObject

    private suspend fun run(name: String): JsonObject = Cast().use { cast ->
        val steps = read(name).getValue("steps").jsonArray.map { Step(it.jsonObject) }
        val began = TimeSource.Monotonic.markNow()
        var checks = 0
        steps.forEachIndexed { index, step ->
            try {
                checks += cast.perform(step)
            } catch (trouble: Trouble) {
                throw AssertionError("journey $name, step ${index + 1} (${step.action}): ${trouble.message}", trouble)
            }
        }
        val ms = began.elapsedNow().inWholeMilliseconds
        assertEquals("0", cast.bank.tell("status").text("unused"), "journey $name: faults that met no request")
        JsonObject(
            mapOf(
                "journey" to JsonPrimitive(name), "steps" to JsonPrimitive(steps.size), "checks" to JsonPrimitive(checks),
                "ms" to JsonPrimitive(ms),
            ),
        )
    }

    /** Does one step until it is as expected. Gives how much was compared. */
    private suspend fun Cast.perform(step: Step): Int {
        val began = TimeSource.Monotonic.markNow()
        while (true) {
            try {
                return once(step)
            } catch (trouble: Trouble) {
                if (began.elapsedNow() >= step.patience.seconds) throw trouble
            }
            delay(20.milliseconds)
        }
    }

    private suspend fun Cast.once(step: Step): Int {
        val given = try {
            act(step)
        } catch (failed: WalletException) {
            return step.check(failed)
        }
        val checks = step.check(given.facts)
        step.keep?.let { name ->
            given.preview?.let { keep(name, it) } ?: keep(name, given.text ?: throw Trouble("it gives nothing to keep as \"$name\""))
        }
        return checks
    }

    private companion object {
        val passed = ConcurrentLinkedQueue<JsonObject>()

        @JvmStatic
        @AfterAll
        fun write() {
            Programs.journeyResults.mkdirs()
            Programs.journeyResults.resolve("kotlin.json").writeText(JsonArray(passed.toList()).toString())
        }
    }
}
