package la.dlak.wallet

import java.time.Instant

/**
 * What the owner is about to confirm. What is confirmed is what was checked: only [Wallet.prepare] makes one. Close it, or
 * leave that to the garbage collector; what it says can still be read then, but it can't be confirmed any more.
 */
public class Preview internal constructor(internal val native: NativePreview) : AutoCloseable {
    /** All of it, as a value. */
    public val details: PreviewDetails = calling { native.details() }

    /** The id that the payment will have: confirming twice pays once. */
    public val orderId: OrderId get() = details.orderId

    /** Who is paid. */
    public val payee: AccountId get() = details.payee

    /** The payee's name, as the bank knows it. */
    public val payeeName: String get() = details.payeeName

    /** Who the payee is. */
    public val payeeKind: HolderKind get() = details.payeeKind

    /** How much. */
    public val amount: Amount get() = details.amount

    /** What the bank takes for it. */
    public val fee: Amount get() = details.fee

    /** What it is for. */
    public val memo: String? get() = details.memo

    /** The payment request that it answers. */
    public val request: RequestId? get() = details.request

    /** What the wallet has before the payment. */
    public val available: Amount get() = details.available

    /** What may still be paid today before the payment. */
    public val leftToday: Amount get() = details.leftToday

    /** What the owner should know before saying yes. */
    public val warnings: List<PayeeWarning> get() = details.warnings

    override fun close(): Unit = native.close()

    override fun toString(): String = "Preview($orderId)"
}

/** What became of a payment. An app decides by it what it shows. */
public sealed interface PaymentResult {
    /** The payment. */
    public val payment: Payment

    /** The money has moved, and the bank's receipt was verified. */
    public data class Settled(override val payment: Payment, val at: Instant?) : PaymentResult

    /** The bank rejected it. No money has moved. */
    public data class Rejected(override val payment: Payment, val reason: ErrorCode) : PaymentResult

    /** It expired before the bank saw it. No money has moved. */
    public data class Expired(override val payment: Payment) : PaymentResult

    /**
     * The bank's answer is not known yet. It resolves itself while the wallet [follows][Wallet.follow] the bank, and the
     * money stays reserved until then: never pay again.
     */
    public data class Pending(override val payment: Payment) : PaymentResult
}

/** What became of it. */
public val Payment.result: PaymentResult
    get() = when (val state = state) {
        PaymentState.Created, PaymentState.Submitted -> PaymentResult.Pending(this)
        PaymentState.Settled -> PaymentResult.Settled(this, decidedAt)
        is PaymentState.Rejected -> PaymentResult.Rejected(this, state.reason)
        PaymentState.Expired -> PaymentResult.Expired(this)
    }
