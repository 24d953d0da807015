package la.dlak.wallet.journey

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import la.dlak.wallet.Amount
import la.dlak.wallet.Balance
import la.dlak.wallet.CodeKind
import la.dlak.wallet.Device
import la.dlak.wallet.Event
import la.dlak.wallet.Exchange
import la.dlak.wallet.ExchangeState
import la.dlak.wallet.HistoryItem
import la.dlak.wallet.PayeeWarning
import la.dlak.wallet.Payment
import la.dlak.wallet.PaymentState
import la.dlak.wallet.Preview
import la.dlak.wallet.Receipt
import la.dlak.wallet.ScannedCode
import la.dlak.wallet.SyncReport
import la.dlak.wallet.TopUp

/** What can be compared of what the wallet gives, in the words of the journeys. What is null is no fact. */
fun facts(vararg facts: Pair<String, Any?>): JsonObject =
    JsonObject(facts.mapNotNull { (name, fact) -> fact?.let { name to element(it) } }.toMap())

private fun element(fact: Any): JsonElement = when (fact) {
    is JsonElement -> fact
    is Amount -> JsonPrimitive(fact.att)
    is ULong -> JsonPrimitive(fact.toLong())
    is Number -> JsonPrimitive(fact)
    is Boolean -> JsonPrimitive(fact)
    is Enum<*> -> JsonPrimitive(kebab(fact.name))
    is List<*> -> JsonArray(fact.map { element(checkNotNull(it)) })
    else -> JsonPrimitive(fact.toString())
}

/** `TOP_UP` as journeys write it. */
private fun kebab(name: String): String = name.lowercase().replace('_', '-')

private fun name(state: PaymentState): String = when (state) {
    PaymentState.Created -> "created"
    PaymentState.Submitted -> "submitted"
    PaymentState.Settled -> "settled"
    is PaymentState.Rejected -> "rejected"
    PaymentState.Expired -> "expired"
}

private fun name(state: ExchangeState): String = when (state) {
    ExchangeState.Pending -> "pending"
    ExchangeState.Done -> "done"
    is ExchangeState.Rejected -> "rejected"
}

private fun reason(state: ExchangeState): String? = (state as? ExchangeState.Rejected)?.reason?.value

fun factsOf(topUp: TopUp): JsonObject =
    facts("state" to name(topUp.state), "reason" to reason(topUp.state), "amount" to topUp.amount)

fun factsOf(payment: Payment): JsonObject = facts(
    "state" to name(payment.state), "reason" to (payment.state as? PaymentState.Rejected)?.reason?.value,
    "amount" to payment.amount, "party" to payment.payeeName, "memo" to payment.memo,
)

fun factsOf(exchange: Exchange): JsonObject =
    facts("kind" to exchange.kind, "status" to name(exchange.state), "amount" to exchange.amount)

fun factsOf(report: SyncReport): JsonObject = facts("balance" to report.balance, "seq" to report.seq)

fun factsOf(balance: Balance): JsonObject =
    facts("settled" to balance.settled, "reserved" to balance.reserved, "available" to balance.available)

fun factsOfHistory(items: List<HistoryItem>): JsonObject = facts(
    "rows" to items.map {
        facts(
            "seq" to it.seq, "direction" to it.direction, "kind" to it.kind, "amount" to it.amount,
            "balance" to it.balanceAfter, "party" to it.counterpartyName, "memo" to it.memo,
        )
    },
)

fun factsOfPayments(payments: List<Payment>): JsonObject = facts(
    "rows" to payments.map {
        facts("kind" to it.kind, "state" to name(it.state), "amount" to it.amount, "party" to it.payeeName, "memo" to it.memo)
    },
)

fun factsOfDevices(devices: List<Device>): JsonObject =
    facts("rows" to devices.map { facts("label" to it.name, "revoked" to (it.revokedAt != null)) })

fun factsOfCodes(codes: List<ScannedCode>): JsonObject {
    val kind = codes.firstOrNull()?.kind
    val name = when (kind) {
        null -> null
        CodeKind.Dlak -> "dlak"
        is CodeKind.Foreign -> "foreign"
        is CodeKind.Broken -> "broken"
        CodeKind.NotPayment -> "not-payment"
    }
    val foreign = kind as? CodeKind.Foreign
    return facts("count" to codes.size, "kind" to name, "scheme" to foreign?.scheme, "country" to foreign?.country)
}

fun factsOf(preview: Preview): JsonObject = facts(
    "payee" to preview.payeeName, "kind" to preview.payeeKind, "amount" to preview.amount, "fee" to preview.fee,
    "memo" to preview.memo, "available" to preview.available,
    "warnings" to preview.warnings.map {
        when (it) {
            PayeeWarning.FirstPayment -> "first-payment"
            is PayeeWarning.NameDiffers -> "name-differs"
            PayeeWarning.Other -> "other"
        }
    },
)

fun factsOf(receipt: Receipt, whose: (la.dlak.wallet.AccountId) -> String): JsonObject = facts(
    "proven" to true, "kind" to receipt.kind, "amount" to receipt.amount,
    "payer" to whose(receipt.payer), "payee" to whose(receipt.payee),
)

/** What journeys call the event. */
fun nameOf(event: Event): String = when (event) {
    is Event.Payment -> "payment"
    is Event.TopUp -> "top-up"
    is Event.Received -> "received"
    Event.AccountChanged -> "account-changed"
    Event.BalanceChanged -> "balance-changed"
    is Event.Diverged -> "diverged"
    Event.Missed -> "missed"
}

fun factsOf(event: Event): JsonObject = when (event) {
    is Event.Payment -> facts("state" to name(event.state))
    is Event.TopUp -> facts("state" to name(event.state))
    is Event.Received -> facts("amount" to event.amount, "party" to event.fromName, "seq" to event.seq)
    else -> facts()
}
