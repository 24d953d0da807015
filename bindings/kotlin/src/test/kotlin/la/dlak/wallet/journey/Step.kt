package la.dlak.wallet.journey

import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.boolean
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.long
import la.dlak.wallet.Amount
import la.dlak.wallet.WalletException
import la.dlak.wallet.att

/** One thing that happens, and what should come of it. `tests/journeys/README.md` says what its fields mean. */
class Step(private val fields: JsonObject) {
    private val looked = mutableSetOf("action", "keep", "expect", "error", "patience")

    /** What is done. */
    val action: String = text("action")

    /** Under which name what it gives is kept. */
    val keep: String? = optional("keep")

    /** For how many seconds it is repeated. */
    val patience: Long = fields["patience"]?.jsonPrimitive?.long ?: 0

    /** The role. */
    val wallet: String get() = text("wallet")

    /** A text that must be there. */
    fun text(name: String): String = optional(name) ?: throw Trouble("$action needs \"$name\"")

    /** A text that may be there. */
    fun optional(name: String): String? = look(name)?.content

    /** A number that may be there. */
    fun number(name: String): Long? = look(name)?.long

    /** An amount that may be there. */
    fun amount(): Amount? = number("amount")?.att

    private fun look(name: String): JsonPrimitive? {
        looked.add(name)
        return fields[name]?.jsonPrimitive
    }

    /** Compares what the step gave; gives how much was compared. */
    fun check(facts: JsonObject): Int {
        val unknown = fields.keys - looked
        if (unknown.isNotEmpty()) throw Trouble("$action has fields that nobody looked at: $unknown")
        fields["error"]?.let { throw Trouble("error code: expected ${it.jsonObject["code"]}, was none") }
        val expected = fields["expect"]?.jsonObject ?: return 0
        for ((name, fact) in expected) {
            val given = facts[name] ?: throw Trouble("$name: expected $fact, was not given")
            if (given != fact) throw Trouble("$name: expected $fact, was $given")
        }
        return expected.size
    }

    /** Compares the error with the one that is expected. */
    fun check(failed: WalletException): Int {
        val expected = fields["error"]?.jsonObject ?: throw Trouble("error code: expected none, was $failed")
        val (code, retryable) = expected.getValue("code").jsonPrimitive.content to expected.getValue("retryable").jsonPrimitive.boolean
        if (failed.code.value != code) throw Trouble("error code: expected \"$code\", was \"${failed.code}\" (${failed.message})")
        if (failed.isRetryable != retryable) throw Trouble("retryable of $code: expected $retryable, was ${failed.isRetryable}")
        return 1
    }
}
