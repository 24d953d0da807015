package la.dlak.demo.history

import la.dlak.demo.common.Problem
import la.dlak.wallet.Amount
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.Receipt
import java.time.Instant

/** One payment. Both are null before it was read. */
data class DetailUiState(
    val detail: Detail? = null,
    val problem: Problem? = null,
)

data class Detail(
    val movement: Movement,
    /** The name of this wallet's owner, as the bank knows it. */
    val ownerName: String? = null,
    /** Null while it has no entry. */
    val balanceAfter: Amount? = null,
    /** Of a pending payment: after this the bank never settles it. */
    val expiresAt: Instant? = null,
    /** Why the bank refused it; null when it did not: it came too late. */
    val reason: ErrorCode? = null,
    val receipt: ReceiptState = ReceiptState.None,
)

/** The proof that a payment was made. */
sealed interface ReceiptState {
    /** There is none: it is not settled, or somebody else paid, or another phone did. */
    data object None : ReceiptState

    data object Loading : ReceiptState

    /** Signed by the bank, in the ledger that it signed, and about this very payment: this phone checked. */
    data class Verified(val receipt: Receipt) : ReceiptState

    data class Failed(val problem: Problem) : ReceiptState
}
