package la.dlak.demo.ui.history

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.outlined.Share
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import la.dlak.demo.R
import la.dlak.demo.common.Problem
import la.dlak.demo.history.Detail
import la.dlak.demo.history.DetailUiState
import la.dlak.demo.history.MovementKind
import la.dlak.demo.history.MovementState
import la.dlak.demo.history.ReceiptState
import la.dlak.demo.ui.common.AppScreen
import la.dlak.demo.ui.common.MoneyText
import la.dlak.demo.ui.common.MovementIcon
import la.dlak.demo.ui.common.PrimaryButton
import la.dlak.demo.ui.common.ProblemScreen
import la.dlak.demo.ui.common.ProblemView
import la.dlak.demo.ui.common.QuietButton
import la.dlak.demo.ui.common.decoration
import la.dlak.demo.ui.common.rememberDates
import la.dlak.demo.ui.common.sign

class DetailActions(
    val onBack: () -> Unit = {},
    /** Puts the reference into the clipboard. */
    val onCopy: (String) -> Unit = {},
    val onShareText: (ReceiptWords) -> Unit = {},
    val onSharePicture: (ReceiptWords) -> Unit = {},
    val onRetry: () -> Unit = {},
)

/**
 * One payment: how much, who, when, what its state means, and the receipt.
 *
 * @param couldNotShare no picture could be made of the receipt
 */
@Composable
fun DetailScreen(state: DetailUiState, actions: DetailActions, couldNotShare: Boolean = false) {
    val title = stringResource(R.string.common_details)
    val detail = state.detail
    val problem = state.problem
    when {
        problem != null -> ProblemScreen(problem, title, onBack = actions.onBack, onRetry = actions.onRetry)
        detail == null -> AppScreen(title, onBack = actions.onBack) { }
        else -> {
            val words = (detail.receipt as? ReceiptState.Verified)?.let { receiptWords(detail, it.receipt) }
            AppScreen(title, onBack = actions.onBack, bottom = words?.let { { ShareButtons(it, actions, couldNotShare) } }) {
                Head(detail)
                Meaning(detail)
                Proof(detail, actions.onRetry)
                HorizontalDivider()
                Facts(detail, actions.onCopy)
            }
        }
    }
}

@Composable
private fun Head(detail: Detail) {
    val movement = detail.movement
    Column(
        Modifier.fillMaxWidth().semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Polite },
        verticalArrangement = Arrangement.spacedBy(4.dp),
        horizontalAlignment = Alignment.CenterHorizontally,
    ) {
        MovementIcon(movement)
        MoneyText(
            movement.amount,
            MaterialTheme.typography.displaySmall.copy(textDecoration = movement.decoration()),
            prefix = movement.sign(),
        )
        Text(movement.name, style = MaterialTheme.typography.titleMedium, textAlign = TextAlign.Center)
        Text(
            detail.stateText(),
            color = when (movement.state) {
                MovementState.DONE -> MaterialTheme.colorScheme.tertiary
                MovementState.PENDING -> MaterialTheme.colorScheme.secondary
                MovementState.NOT_PAID -> MaterialTheme.colorScheme.error
            },
            style = MaterialTheme.typography.titleMedium,
            textAlign = TextAlign.Center,
        )
    }
}

/** What the state means for the owner's money; of a payment that was refused also why. */
@Composable
private fun Meaning(detail: Detail) {
    Text(
        detail.meaning(),
        Modifier.fillMaxWidth().padding(bottom = 4.dp),
        color = MaterialTheme.colorScheme.onSurfaceVariant,
        textAlign = TextAlign.Center,
    )
    detail.reason?.let { ProblemView(Problem(it)) }
}

@Composable
private fun ShareButtons(words: ReceiptWords, actions: DetailActions, couldNotShare: Boolean) {
    Column(horizontalAlignment = Alignment.CenterHorizontally) {
        if (couldNotShare) {
            Text(
                stringResource(R.string.history_share_failed),
                Modifier.semantics { liveRegion = LiveRegionMode.Polite },
                color = MaterialTheme.colorScheme.error,
                style = MaterialTheme.typography.bodyMedium,
            )
        }
        PrimaryButton(stringResource(R.string.history_share_picture), { actions.onSharePicture(words) }, icon = Icons.Outlined.Share)
        QuietButton(stringResource(R.string.history_share_text), { actions.onShareText(words) }, Modifier.fillMaxWidth())
    }
}

@Composable
internal fun Detail.stateText(): String = stringResource(
    when (movement.state) {
        MovementState.PENDING -> R.string.common_pending
        MovementState.NOT_PAID -> R.string.common_failed
        MovementState.DONE -> when {
            movement.kind == MovementKind.TOP_UP -> R.string.history_topped_up
            movement.kind == MovementKind.REDEMPTION -> R.string.history_redeemed
            movement.isIncoming -> R.string.history_received
            else -> R.string.common_paid
        }
    },
)

@Composable
private fun Detail.meaning(): String = when (movement.state) {
    MovementState.PENDING -> stringResource(R.string.history_means_pending, expiresAt?.let { rememberDates().time(it) }.orEmpty())
    MovementState.NOT_PAID -> stringResource(if (reason == null) R.string.history_means_expired else R.string.history_means_rejected)
    MovementState.DONE -> when {
        movement.kind == MovementKind.REDEMPTION -> stringResource(R.string.history_means_redeemed, movement.name)
        movement.isIncoming -> stringResource(R.string.history_means_received)
        else -> stringResource(R.string.history_means_paid)
    }
}
