package la.dlak.demo.ui.history

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.widthIn
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.outlined.Check
import androidx.compose.material.icons.outlined.ContentCopy
import androidx.compose.material.icons.outlined.HourglassEmpty
import androidx.compose.material.icons.outlined.Verified
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import la.dlak.demo.R
import la.dlak.demo.history.Detail
import la.dlak.demo.history.ReceiptState
import la.dlak.demo.ui.common.ProblemView
import la.dlak.demo.ui.common.rememberDates
import la.dlak.demo.ui.common.shown

/** Why this may be believed. */
@Composable
internal fun Proof(detail: Detail, onRetry: () -> Unit) {
    val good = MaterialTheme.colorScheme.tertiary
    val waiting = MaterialTheme.colorScheme.onSurfaceVariant
    when (val receipt = detail.receipt) {
        is ReceiptState.Verified -> ProofLine(Icons.Outlined.Verified, stringResource(R.string.history_verified), good)
        ReceiptState.Loading -> ProofLine(Icons.Outlined.HourglassEmpty, stringResource(R.string.history_verifying), waiting)
        is ReceiptState.Failed ->
            if (receipt.problem.isOffline) {
                ProofLine(Icons.Outlined.HourglassEmpty, stringResource(R.string.history_receipt_later), waiting)
            } else {
                ProblemView(receipt.problem, onRetry = onRetry)
            }
        // The wallet takes no entry into its list that it did not verify.
        ReceiptState.None ->
            if (detail.movement.seq != null) ProofLine(Icons.Outlined.Verified, stringResource(R.string.history_in_ledger), good)
    }
}

@Composable
private fun ProofLine(icon: ImageVector, text: String, color: Color) {
    Row(
        Modifier.fillMaxWidth().semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Polite },
        Arrangement.spacedBy(8.dp, Alignment.CenterHorizontally),
        Alignment.CenterVertically,
    ) {
        Icon(icon, contentDescription = null, tint = color)
        Text(text, Modifier.weight(1f, fill = false), color = color, style = MaterialTheme.typography.titleSmall)
    }
}

/** Who, when, and what else is known. */
@Composable
internal fun Facts(detail: Detail, onCopy: (String) -> Unit) {
    val movement = detail.movement
    val other = stringResource(if (movement.isIncoming) R.string.common_payer else R.string.common_payee)
    Column(Modifier.fillMaxWidth().padding(bottom = 16.dp), Arrangement.spacedBy(8.dp)) {
        Fact(other, movement.name)
        Fact(stringResource(R.string.common_date), rememberDates().dayAndTime(movement.at))
        movement.memo?.let { Fact(stringResource(R.string.common_memo), it) }
        detail.balanceAfter?.let { Fact(stringResource(R.string.history_balance_after), it.shown()) }
        Reference(movement.orderId.value, onCopy)
    }
}

/** A name and what it is: side by side, or with large text one over the other. */
@Composable
private fun Fact(label: String, value: String) {
    val isLarge = LocalDensity.current.fontScale > LARGE
    if (isLarge) {
        StackedFact(label, value)
    } else {
        Row(Modifier.fillMaxWidth().semantics(mergeDescendants = true) { }, Arrangement.spacedBy(16.dp), Alignment.CenterVertically) {
            Text(label, Modifier.widthIn(max = 160.dp), color = MaterialTheme.colorScheme.onSurfaceVariant, style = MaterialTheme.typography.bodyMedium)
            Text(value, Modifier.weight(1f), textAlign = TextAlign.End, style = MaterialTheme.typography.bodyLarge)
        }
    }
}

@Composable
private fun StackedFact(label: String, value: String, modifier: Modifier = Modifier, style: TextStyle = MaterialTheme.typography.bodyLarge) {
    Column(modifier.semantics(mergeDescendants = true) { }) {
        Text(label, color = MaterialTheme.colorScheme.onSurfaceVariant, style = MaterialTheme.typography.bodyMedium)
        Text(value, style = style)
    }
}

/** What a bank asks for when something has to be found. */
@Composable
private fun Reference(id: String, onCopy: (String) -> Unit) {
    var isCopied by remember(id) { mutableStateOf(false) }
    Row(verticalAlignment = Alignment.CenterVertically) {
        StackedFact(stringResource(R.string.common_reference), id, Modifier.weight(1f), MaterialTheme.typography.bodySmall)
        IconButton(
            {
                onCopy(id)
                isCopied = true
            },
            Modifier.size(48.dp),
        ) {
            if (isCopied) {
                Icon(
                    Icons.Outlined.Check,
                    stringResource(R.string.common_copied),
                    Modifier.semantics { liveRegion = LiveRegionMode.Polite },
                )
            } else {
                Icon(Icons.Outlined.ContentCopy, stringResource(R.string.history_copy_reference))
            }
        }
    }
}

private const val LARGE = 1.3f
