package la.dlak.wallet

/** An account at the ledger: what others pay to. */
@JvmInline
public value class AccountId(
    /** As it is written. */
    public val value: String,
) {
    override fun toString(): String = value
}

/** The id of a payment or of a top-up. */
@JvmInline
public value class OrderId(
    /** As it is written. */
    public val value: String,
) {
    override fun toString(): String = value
}

/** The id of a payment request. */
@JvmInline
public value class RequestId(
    /** As it is written. */
    public val value: String,
) {
    override fun toString(): String = value
}

/** The id of a device of a wallet. */
@JvmInline
public value class DeviceId(
    /** As it is written. */
    public val value: String,
) {
    override fun toString(): String = value
}
