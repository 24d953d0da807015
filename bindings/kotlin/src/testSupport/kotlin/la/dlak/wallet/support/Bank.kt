package la.dlak.wallet.support

import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import java.util.concurrent.ConcurrentLinkedQueue

/** A bank in a process of its own, with customers to be. */
class Bank(authority: String? = null, persons: List<String> = PEOPLE, merchants: List<String> = SHOPS) : AutoCloseable {
    private val program = Program(
        "/bin/sh", "-c", UNTIL_INPUT_ENDS, "sh",
        *listOfNotNull(
            Programs.dlak.path, "--json", "sandbox", "--listen", "127.0.0.1:0",
            authority?.let { "--authority" }, authority,
        ).toTypedArray(),
        *persons.flatMap { listOf("--person", it) }.toTypedArray(),
        *merchants.flatMap { listOf("--merchant", it) }.toTypedArray(),
    )
    private val said: JsonObject = program.line()
    private val customers = said.getValue("customers").jsonArray.map { it.jsonObject }
    private val free = mapOf("person" to ConcurrentLinkedQueue<String>(), "merchant" to ConcurrentLinkedQueue())

    init {
        for (customer in customers) free[customer.text("kind")]?.add(customer.text("enrolment_code"))
    }

    /** Its address. */
    val url: String = said.text("url")

    /** Its host and port. */
    val hostPort: String = url.removePrefix("http://")

    /** The enrolment code of a person that nobody took yet. */
    fun person(): String = checkNotNull(free.getValue("person").poll()) { "all persons of the bank are taken" }

    /** The enrolment code of a merchant that nobody took yet. */
    fun merchant(): String = checkNotNull(free.getValue("merchant").poll()) { "all merchants of the bank are taken" }

    /** The enrolment code of this customer. */
    fun enrolmentCode(name: String): String? =
        customers.find { it.text("name") == name }?.text("enrolment_code")

    override fun close() = program.close()

    companion object {
        /** Ends the bank with its input, which closes also when this JVM is killed: nothing is left behind. */
        private const val UNTIL_INPUT_ENDS = "\"$@\" < /dev/null & bank=$!; cat > /dev/null; kill \$bank; wait \$bank"

        private val PEOPLE = (1..80).map { "Person $it" }
        private val SHOPS = (1..60).map { "Shop $it" }

        /** The one that most tests share: each takes customers of its own. */
        val shared: Bank by lazy { Bank() }
    }
}

/** The text of this field. */
fun JsonObject.text(name: String): String = getValue(name).jsonPrimitive.content

/** A bank behind a proxy that can lose what is said. Wallets talk to [url]. */
class FaultyBank(
    persons: List<String> = (1..4).map { "Person $it" },
    merchants: List<String> = (1..4).map { "Shop $it" },
) : AutoCloseable {
    private val proxy = Program(Programs.faultProxy.path)

    /** The proxy's address. */
    val url: String = proxy.line().text("url")

    /** The bank behind it. */
    val bank = Bank(url.removePrefix("http://"), persons, merchants)

    init {
        tell("upstream ${bank.hostPort}")
    }

    /** Gives the proxy a command. */
    fun tell(command: String): JsonObject {
        val answer = proxy.ask(command)
        check(answer.text("ok") == "true") { "$command: $answer" }
        return answer
    }

    override fun close() {
        proxy.close()
        bank.close()
    }
}
