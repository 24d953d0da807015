package la.dlak.wallet.journey

import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.serialization.json.JsonObject
import la.dlak.wallet.Codes
import la.dlak.wallet.Event
import la.dlak.wallet.Frame
import la.dlak.wallet.OrderId
import la.dlak.wallet.Preview
import la.dlak.wallet.QrSymbol
import la.dlak.wallet.RequestId
import la.dlak.wallet.Wallet
import la.dlak.wallet.WalletException
import kotlin.math.sqrt
import kotlin.time.Duration.Companion.seconds

/** What a step gave: what can be compared, and what can be kept. */
class Given(val facts: JsonObject = facts(), val text: String? = null, val preview: Preview? = null)

private suspend fun open(wallet: Wallet): JsonObject = facts("locked" to wallet.isLocked, "registered" to wallet.isRegistered())

/** Does what a step says, with the wallet's own calls. */
suspend fun Cast.act(step: Step): Given = when (step.action) {
    "text" -> Given(text = step.text("text"))
    "damage" -> Given(text = damaged(text(step.text("value"))))
    "lose-answer" -> command("lose", step)
    "lose-request" -> command("lose-request", step)
    "cut" -> Given().also { bank.tell("cut") }
    "mend" -> Given().also { bank.tell("mend") }
    "scan" -> scan(text(step.text("code")))
    "create", "restore", "open", "close" -> lifecycle(step)
    "follow" -> Given().also { role(step.wallet).follow() }
    "event" -> Given(factsOf(heard(step.wallet, step.text("name"), step.optional("request")?.let(::text))))
    else -> call(step, role(step.wallet).wallet)
}

private suspend fun Cast.lifecycle(step: Step): Given {
    val (name, config, keystore) = Triple(step.wallet, config(step.wallet), keystore(step.wallet))
    val label = step.optional("label") ?: "phone"
    return when (step.action) {
        "create" -> {
            val (wallet, words) = Wallet.create(config, keystore, step.text("pin"), label)
            enter(name, wallet)
            Given(open(wallet), words.joinToString(" "))
        }
        "restore" -> {
            val wallet = Wallet.restore(config, keystore, text(step.text("words")), step.text("pin"), label)
            enter(name, wallet)
            Given(open(wallet))
        }
        "open" -> {
            val wallet = Wallet.open(config, keystore)
            enter(name, wallet)
            Given(open(wallet))
        }
        else -> Given().also { leave(name) }
    }
}

private suspend fun Cast.call(step: Step, wallet: Wallet): Given = when (step.action) {
    "lock" -> wallet.lock().let { Given(facts("locked" to wallet.isLocked)) }
    "unlock" -> wallet.unlock(step.text("pin")).let { Given(facts("locked" to wallet.isLocked)) }
    "change-pin" -> wallet.changePin(step.text("pin"), step.text("newPin")).let { Given() }
    "words" -> wallet.words(step.text("pin")).let { Given(facts("count" to it.size), it.joinToString(" ")) }
    "register" -> {
        val code = step.optional("customer")?.let { bank.bank.enrolmentCode(it) } ?: text(step.text("code"))
        wallet.register(code).let { Given(facts("owner" to it.name, "kind" to it.kind)) }
    }
    "top-up" -> wallet.topUp(amount(step)).let { Given(factsOf(it), it.id.value) }
    "top-up-state" -> Given(factsOf(wallet.topUpState(order(step, "topUp"))))
    "redeem" -> wallet.redeem(amount(step)).payment.let { Given(factsOf(it), it.orderId.value) }
    "exchange" -> Given(factsOf(wallet.exchange(order(step, if (step.optional("payment") != null) "payment" else "topUp"))))
    "sync" -> Given(factsOf(wallet.sync()))
    "balance" -> Given(factsOf(wallet.balance()))
    "history" -> Given(factsOfHistory(wallet.history(limit = Int.MAX_VALUE)))
    "payments" -> Given(factsOfPayments(wallet.payments(limit = Int.MAX_VALUE)))
    "request" -> {
        val time = (step.number("seconds") ?: 600).seconds
        val keepId = step.optional("keepId")
        val request = wallet.request(amount(step), step.optional("memo"), time)
        keepId?.let { keep(it, request.id.value) }
        Given(facts("amount" to request.amount, "memo" to request.memo), request.code)
    }
    "request-status" -> Given(facts("status" to wallet.requestStatus(RequestId(text(step.text("request"))))))
    "sticker" -> Given(text = wallet.staticCode(step.amount()))
    "prepare" -> wallet.prepare(text(step.text("code")), step.amount(), step.optional("memo")).let { Given(factsOf(it), preview = it) }
    "confirm" -> wallet.confirm(preview(step.text("preview"))).payment.let { Given(factsOf(it), it.orderId.value) }
    "payment" -> Given(factsOf(wallet.payment(order(step, "payment"))))
    "resume" -> Given(facts("unfinished" to wallet.resume().count { it.decidedAt == null && !isFinal(it) }))
    "receipt" -> Given(text = wallet.receipt(order(step, "payment")).text)
    "verify" -> Given(verify(text(step.text("receipt")), wallet))
    "devices" -> Given(factsOfDevices(wallet.devices()))
    "revoke" -> {
        val (label, pin) = step.text("label") to step.text("pin")
        val lost = wallet.devices().find { it.name == label } ?: throw Trouble("there is no device \"$label\"")
        Given(factsOfDevices(wallet.revokeDevice(lost.id, pin)))
    }
    else -> throw Trouble("there is no action \"${step.action}\"")
}

private fun amount(step: Step) = step.amount() ?: throw Trouble("${step.action} needs \"amount\"")

private fun Cast.order(step: Step, name: String) = OrderId(text(step.text(name)))

private fun isFinal(payment: la.dlak.wallet.Payment): Boolean =
    payment.state != la.dlak.wallet.PaymentState.Created && payment.state != la.dlak.wallet.PaymentState.Submitted

private fun Cast.command(command: String, step: Step): Given {
    repeat((step.number("times") ?: 1).toInt()) { bank.tell("$command ${step.text("line")}") }
    return Given()
}

/** Draws the code, and reads what was drawn. */
private fun scan(code: String): Given {
    val pixels = QrSymbol.of(code).use { it.luma(4) }
    val side = sqrt(pixels.size.toDouble()).toInt()
    val seen = Frame.luma(pixels, side, side).scan()
    return Given(factsOfCodes(seen), seen.firstOrNull()?.text)
}

private fun Cast.verify(receipt: String, wallet: Wallet): JsonObject =
    try {
        factsOf(Codes.verifyReceipt(receipt, wallet.trust), ::whose)
    } catch (_: WalletException) {
        facts("proven" to false)
    }

private suspend fun Cast.heard(role: String, name: String, request: String?): Event =
    withTimeoutOrNull(30.seconds) {
        var event: Event
        do {
            event = role(role).next()
        } while (nameOf(event) != name || (request != null && (event as? Event.Received)?.request?.value != request))
        event
    } ?: throw Trouble("nobody told $role of $name")

/** The text with its middle character replaced. */
private fun damaged(text: String): String {
    val letters = text.codePoints().toArray()
    val middle = letters.size / 2
    letters[middle] = if (letters[middle] == '0'.code) '1'.code else '0'.code
    return String(letters, 0, letters.size)
}
