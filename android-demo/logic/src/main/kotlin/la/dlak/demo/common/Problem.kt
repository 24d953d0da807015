package la.dlak.demo.common

import kotlinx.coroutines.CancellationException
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.WalletException
import java.time.Instant
import java.time.temporal.ChronoUnit

/** What went wrong, as a value that a screen can show: the screen has the words for the code. */
data class Problem(
    val code: ErrorCode,
    /** May the same be tried again as it is? */
    val isRetryable: Boolean = false,
    /** The values of a sentence about it, by name: see `WalletException.details`. */
    val details: Map<String, String> = emptyMap(),
) {
    /** Is it that the bank is not to be had now? */
    val isOffline: Boolean get() = code in OFFLINE

    /** May the same go well in a while, or once the owner did what the advice says: made room, or set the clock? */
    val canBeTriedAgain: Boolean get() = isRetryable || code in HEALED_BY_ITS_OWNER

    /** When the PIN may be tried again: for [ErrorCode.Companion.TooManyWrongPins]. */
    val retryAt: Instant? get() = details["retry_at"]?.toLongOrNull()?.let { Instant.EPOCH.plus(it, ChronoUnit.MICROS) }

    /** Is it a wallet that can't be opened any more, and comes back whole from its words? */
    val isHealedByWords: Boolean get() = code in HEALED_BY_WORDS

    /** Of a call that moves money: is it certain that it moved none, and will not? */
    val isNothingMoved: Boolean get() = code !in UNCERTAIN

    companion object {
        /** See `Wallet.confirm`. */
        private val UNCERTAIN =
            setOf(ErrorCode.Closed, ErrorCode.LedgerDiverged, ErrorCode.LibraryFault, ErrorCode.ShuttingDown)

        private val OFFLINE = setOf(ErrorCode.BankUnreachable, ErrorCode.Unavailable)

        private val HEALED_BY_ITS_OWNER = setOf(
            ErrorCode.ClockSkew,
            ErrorCode.DiskError,
            ErrorCode.DiskFull,
            ErrorCode.Keystore,
            ErrorCode.OutOfMemory,
            ErrorCode.WalletInUse,
        )

        private val HEALED_BY_WORDS = setOf(
            ErrorCode.KdfOutOfBounds,
            ErrorCode.KeysDamaged,
            ErrorCode.KeystoreSecretMissing,
            ErrorCode.WalletDamaged,
        )

        fun of(failed: WalletException) = Problem(failed.code, failed.isRetryable, failed.details)
    }
}

/** What came of a call: a value, or a problem. */
sealed interface Outcome<out T> {
    data class Done<T>(val value: T) : Outcome<T>

    data class Failed(val problem: Problem) : Outcome<Nothing>
}

/** Makes a call of the wallet. Only what the wallet throws is a problem; what is a mistake of this app stays an exception. */
inline fun <T> attempt(call: () -> T): Outcome<T> =
    try {
        Outcome.Done(call())
    } catch (cancelled: CancellationException) {
        throw cancelled
    } catch (failed: WalletException) {
        Outcome.Failed(Problem.of(failed))
    }
