package la.dlak.wallet

import java.time.Instant
import java.time.temporal.ChronoUnit
import java.util.concurrent.CancellationException

/**
 * Why a call failed. There is one exception for all: apps decide by its [code], and [codes are stable][ErrorCode].
 *
 * The message is English and for logs: it holds nothing of the owner. What a sentence in another language needs is in
 * [details], and in the typed properties made from them.
 *
 * It is unchecked, so that Java may catch it around every call. The wallet throws it; an app makes one in its own tests.
 */
public class WalletException(
    /** What went wrong. */
    public val code: ErrorCode,
    /** What happened and what to do, for logs. */
    override val message: String,
    /** May the same call succeed when it is made again, with nothing else changed? */
    public val isRetryable: Boolean = false,
    /** The values of a sentence about it, by name. */
    public val details: Map<String, String> = emptyMap(),
    cause: Throwable? = null,
) : RuntimeException(message, cause) {
    /** When the PIN may be tried again. */
    public val retryAt: Instant? get() = instant("retry_at")

    /** What there is to pay with. */
    public val available: Amount? get() = amount("available")

    /** The amount that the code asks for. */
    public val amount: Amount? get() = amount("amount")

    /** When the code ran out. */
    public val expiredAt: Instant? get() = instant("expired_at")

    /** The scheme that the code is of. */
    public val scheme: String? get() = details["scheme"]

    /** The country or currency that the code is for. */
    public val country: String? get() = details["country"]

    /** How long the text may be. */
    public val limit: Int? get() = details["limit"]?.toIntOrNull()

    /** Which word is wrong, from 1. */
    public val position: Int? get() = details["position"]?.toIntOrNull()

    /** How many words there were. */
    public val count: Int? get() = details["count"]?.toIntOrNull()

    /** Why the bank said no. */
    public val reason: ErrorCode? get() = details["reason"]?.let(::ErrorCode)

    override fun toString(): String = "WalletException($code): $message"

    private fun amount(name: String): Amount? = details[name]?.toLongOrNull()?.takeIf { it >= 0 }?.let(Amount::ofAtt)

    private fun instant(name: String): Instant? = details[name]?.toLongOrNull()?.let { Instant.EPOCH.plus(it, ChronoUnit.MICROS) }
}

/** Every code that there is, with its meaning: for a test that an app has words for each. */
public val ErrorCode.Companion.table: List<ErrorCodeInfo>
    get() = calling { errorCodeTable() }

/** Makes a call of the library, and what it throws a [WalletException]. */
internal inline fun <T> calling(call: () -> T): T =
    try {
        NativeLibrary.ready()
        call()
    } catch (cancelled: CancellationException) {
        // Also an IllegalStateException, and none of ours.
        throw cancelled
    } catch (failed: NativeException.Failed) {
        throw WalletException(failed.code, failed.detail, failed.retryable, failed.details)
    } catch (destroyed: IllegalStateException) {
        // The generated code says it so when an object was freed.
        throw WalletException(ErrorCode.Closed, "it was closed: make or open another one", cause = destroyed)
    } catch (refused: IllegalArgumentException) {
        // The generated code says it so when a value can't be handed over, like a negative duration.
        throw WalletException(ErrorCode.BadArgument, "an argument is not what it should be", cause = refused)
    } catch (fault: InternalException) {
        throw WalletException(ErrorCode.LibraryFault, "something broke inside the wallet: please report it", cause = fault)
    }
