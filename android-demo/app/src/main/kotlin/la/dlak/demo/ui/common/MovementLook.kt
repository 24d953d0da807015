package la.dlak.demo.ui.common

import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.outlined.AccountBalance
import androidx.compose.material.icons.outlined.Add
import androidx.compose.material.icons.outlined.ArrowDownward
import androidx.compose.material.icons.outlined.ArrowUpward
import androidx.compose.material.icons.outlined.Close
import androidx.compose.material.icons.outlined.HourglassEmpty
import androidx.compose.ui.graphics.vector.ImageVector
import la.dlak.demo.history.Movement
import la.dlak.demo.history.MovementKind
import la.dlak.demo.history.MovementState

/** Down is into the wallet, up is out of it. */
internal fun Movement.icon(): ImageVector = when {
    state == MovementState.PENDING -> Icons.Outlined.HourglassEmpty
    state == MovementState.NOT_PAID -> Icons.Outlined.Close
    kind == MovementKind.TOP_UP -> Icons.Outlined.Add
    kind == MovementKind.REDEMPTION -> Icons.Outlined.AccountBalance
    isIncoming -> Icons.Outlined.ArrowDownward
    else -> Icons.Outlined.ArrowUpward
}
