package la.dlak.demo.history

import la.dlak.wallet.Amount
import la.dlak.wallet.Direction
import la.dlak.wallet.EntryKind
import la.dlak.wallet.HistoryItem
import la.dlak.wallet.OrderId
import la.dlak.wallet.Payment
import la.dlak.wallet.PaymentKind
import la.dlak.wallet.PaymentState
import java.time.Instant

/** Money that moved, or that its owner wanted to move: a row of a list. */
data class Movement(
    val orderId: OrderId,
    /** Its number in the ledger; null while it has no entry. */
    val seq: ULong?,
    val kind: MovementKind,
    val isIncoming: Boolean,
    val amount: Amount,
    /** Who is on the other side. */
    val name: String,
    val memo: String?,
    val at: Instant,
    val state: MovementState,
) {
    /** No other row of a list has it, whatever a bank writes into its books: only numbers are each there once. */
    val key: String get() = seq?.toString() ?: orderId.value

    companion object {
        fun of(entry: HistoryItem) = Movement(
            orderId = entry.orderId,
            seq = entry.seq,
            kind = when (entry.kind) {
                EntryKind.PAYMENT -> MovementKind.PAYMENT
                EntryKind.TOP_UP -> MovementKind.TOP_UP
                EntryKind.REDEMPTION -> MovementKind.REDEMPTION
                // Between banks: a wallet has none of these.
                EntryKind.PURCHASE, EntryKind.MINT, EntryKind.BURN -> MovementKind.OTHER
            },
            isIncoming = entry.direction == Direction.CREDIT,
            amount = entry.amount,
            name = entry.counterpartyName,
            memo = entry.memo?.takeIf(String::isNotBlank),
            at = entry.settledAt,
            state = MovementState.DONE,
        )

        fun of(payment: Payment) = Movement(
            orderId = payment.orderId,
            seq = null,
            kind = when (payment.kind) {
                PaymentKind.PAYMENT -> MovementKind.PAYMENT
                PaymentKind.REDEMPTION -> MovementKind.REDEMPTION
            },
            isIncoming = false,
            amount = payment.amount,
            name = payment.payeeName,
            memo = payment.memo?.takeIf(String::isNotBlank),
            at = payment.createdAt,
            state = when (payment.state) {
                PaymentState.Created, PaymentState.Submitted -> MovementState.PENDING
                PaymentState.Settled -> MovementState.DONE
                is PaymentState.Rejected, PaymentState.Expired -> MovementState.NOT_PAID
            },
        )
    }
}

enum class MovementKind { PAYMENT, TOP_UP, REDEMPTION, OTHER }

enum class MovementState {
    /** Final: the money has moved. */
    DONE,

    /** The bank has not decided, as far as this phone knows. */
    PENDING,

    /** Final: no money has moved. */
    NOT_PAID,
}
