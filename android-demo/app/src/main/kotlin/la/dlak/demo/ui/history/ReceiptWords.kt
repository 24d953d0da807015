package la.dlak.demo.ui.history

import androidx.compose.runtime.Composable
import androidx.compose.ui.res.stringResource
import la.dlak.demo.R
import la.dlak.demo.history.Detail
import la.dlak.demo.history.MovementKind
import la.dlak.demo.ui.common.rememberDates
import la.dlak.demo.ui.common.shown
import la.dlak.wallet.Receipt

/** A receipt as it is shown to others, in the owner's language. Its proof is for computers, in any. */
class ReceiptWords(
    val bank: String,
    val title: String,
    val amount: String,
    val state: String,
    /** What is known, by its name. */
    val facts: List<Pair<String, String>>,
    val verified: String,
    val proofTitle: String,
    val proof: String,
) {
    /** For a message. Who knows the bank's keys can verify what stands under it. */
    fun asText(): String = buildString {
        appendLine("$bank · $title")
        appendLine()
        appendLine("$state: $amount")
        for ((name, value) in facts) appendLine("$name: $value")
        appendLine()
        appendLine(proofTitle)
        append(proof)
    }
}

/** Of a payment whose receipt was verified. */
@Composable
internal fun receiptWords(detail: Detail, receipt: Receipt): ReceiptWords {
    val movement = detail.movement
    val names = listOfNotNull(
        detail.ownerName?.let { stringResource(R.string.common_payer) to it },
        stringResource(R.string.common_payee) to movement.name,
        stringResource(R.string.common_date) to rememberDates().dayAndTime(receipt.settledAt),
        movement.memo?.let { stringResource(R.string.common_memo) to it },
        stringResource(R.string.common_reference) to movement.orderId.value,
    )
    return ReceiptWords(
        bank = stringResource(R.string.common_central_bank),
        title = stringResource(R.string.common_receipt),
        amount = receipt.amount.shown(),
        state = if (movement.kind == MovementKind.REDEMPTION) stringResource(R.string.history_redeemed) else stringResource(R.string.common_paid),
        facts = names,
        verified = stringResource(R.string.history_verified),
        proofTitle = stringResource(R.string.history_proof),
        proof = receipt.text,
    )
}
