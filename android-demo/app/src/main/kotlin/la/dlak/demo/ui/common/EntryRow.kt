package la.dlak.demo.ui.common

import androidx.compose.foundation.background
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextDecoration
import androidx.compose.ui.text.style.TextOverflow
import androidx.compose.ui.unit.dp
import la.dlak.demo.R
import la.dlak.demo.history.Movement
import la.dlak.demo.history.MovementKind
import la.dlak.demo.history.MovementState

/**
 * What moved, in a row: in or out by sign and arrow, never by colour alone. TalkBack reads it as one sentence.
 *
 * @param time when, as short as the list around it allows: see [Dates]
 */
@Composable
fun EntryRow(movement: Movement, time: String, modifier: Modifier = Modifier, onClick: (() -> Unit)? = null) {
    val sentence = listOfNotNull(movement.sentence(time), movement.memo).joinToString(". ")
    val touch = if (onClick == null) Modifier else Modifier.clickable(role = Role.Button, onClick = onClick)
    Box(
        modifier.fillMaxWidth().clip(MaterialTheme.shapes.small).then(touch)
            .semantics(mergeDescendants = true) { contentDescription = sentence },
    ) {
        // With large text an amount beside a name leaves it no room.
        val isLarge = LocalDensity.current.fontScale > LARGE
        Row(
            Modifier.heightIn(min = 64.dp).padding(vertical = 8.dp).clearAndSetSemantics { },
            horizontalArrangement = Arrangement.spacedBy(12.dp),
            verticalAlignment = Alignment.CenterVertically,
        ) {
            MovementIcon(movement)
            Column(Modifier.weight(1f)) {
                Text(movement.name, style = MaterialTheme.typography.titleMedium, maxLines = 2, overflow = TextOverflow.Ellipsis)
                Text(
                    listOfNotNull(time, movement.what(), movement.memo).joinToString(" · "),
                    color = MaterialTheme.colorScheme.onSurfaceVariant,
                    style = MaterialTheme.typography.bodySmall,
                    maxLines = 2,
                    overflow = TextOverflow.Ellipsis,
                )
                if (isLarge) MovementAmount(movement)
            }
            if (!isLarge) Column(horizontalAlignment = Alignment.End) { MovementAmount(movement) }
        }
    }
}

/** The amount with its sign; of what is not settled also the word for it. */
@Composable
private fun MovementAmount(movement: Movement) {
    val colors = MaterialTheme.colorScheme
    MoneyText(
        movement.amount,
        MaterialTheme.typography.titleMedium.copy(textDecoration = movement.decoration()),
        color = when {
            movement.state == MovementState.NOT_PAID -> colors.onSurfaceVariant
            movement.isIncoming -> colors.tertiary
            else -> colors.onSurface
        },
        prefix = movement.sign(),
    )
    val state = when (movement.state) {
        MovementState.DONE -> return
        MovementState.PENDING -> stringResource(R.string.common_pending)
        MovementState.NOT_PAID -> stringResource(R.string.common_failed)
    }
    Text(
        state,
        color = if (movement.state == MovementState.PENDING) colors.secondary else colors.error,
        style = MaterialTheme.typography.labelMedium,
    )
}

/** A disc with an arrow in or out, or with what the movement is waiting for. */
@Composable
fun MovementIcon(movement: Movement, modifier: Modifier = Modifier) {
    val colors = MaterialTheme.colorScheme
    val (container, content) = when (movement.state) {
        MovementState.PENDING -> colors.secondaryContainer to colors.onSecondaryContainer
        MovementState.NOT_PAID -> colors.errorContainer to colors.onErrorContainer
        MovementState.DONE ->
            if (movement.isIncoming) colors.tertiaryContainer to colors.onTertiaryContainer else colors.primaryContainer to colors.onPrimaryContainer
    }
    Box(modifier.size(44.dp).background(container, CircleShape), Alignment.Center) {
        Icon(movement.icon(), contentDescription = null, Modifier.size(24.dp), content)
    }
}

/** What it was, where it is no payment. */
@Composable
private fun Movement.what(): String? = when (kind) {
    MovementKind.TOP_UP -> stringResource(R.string.history_top_up)
    MovementKind.REDEMPTION -> stringResource(R.string.history_kind_redemptions)
    MovementKind.PAYMENT, MovementKind.OTHER -> null
}

@Composable
private fun Movement.sentence(time: String): String {
    val text = when (state) {
        MovementState.PENDING -> R.string.history_row_pending
        MovementState.NOT_PAID -> R.string.history_row_not_paid
        MovementState.DONE -> when {
            kind == MovementKind.TOP_UP -> R.string.history_row_topped_up
            kind == MovementKind.REDEMPTION -> R.string.history_row_redeemed
            isIncoming -> R.string.history_row_received
            else -> R.string.history_row_paid
        }
    }
    return stringResource(text, amount.shown(), name, time)
}

/** A real minus, as wide as the plus, and a thin space: else the line of the ₭ goes on in the sign. What was not paid has no sign. */
internal fun Movement.sign(): String = when {
    state == MovementState.NOT_PAID -> ""
    isIncoming -> "+\u2009"
    else -> "\u2212\u2009"
}

/** What was not paid is struck out. */
internal fun Movement.decoration(): TextDecoration? = TextDecoration.LineThrough.takeIf { state == MovementState.NOT_PAID }

private const val LARGE = 1.3f
