package la.dlak.demo.ui.home

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.IntrinsicSize
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.RowScope
import androidx.compose.foundation.layout.fillMaxHeight
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.text.BasicText
import androidx.compose.foundation.text.TextAutoSize
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.outlined.AccountBalance
import androidx.compose.material.icons.outlined.Add
import androidx.compose.material.icons.outlined.QrCode2
import androidx.compose.material3.Icon
import androidx.compose.material3.LocalContentColor
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.luminance
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.sp
import la.dlak.demo.R
import la.dlak.demo.home.HomeUiState
import la.dlak.demo.ui.common.shown
import la.dlak.wallet.Amount

/** What can be spent, whose it is, and the ways to and from a bank account. */
@Composable
internal fun BalanceCard(state: HomeUiState, actions: HomeActions) {
    val colors = MaterialTheme.colorScheme
    val isDark = colors.background.luminance() < 0.5f
    Surface(
        Modifier.fillMaxWidth(),
        MaterialTheme.shapes.large,
        if (isDark) colors.primaryContainer else colors.primary,
        if (isDark) colors.onPrimaryContainer else colors.onPrimary,
    ) {
        Column(Modifier.padding(start = 20.dp, top = 16.dp, end = 20.dp, bottom = 16.dp)) {
            Column(Modifier.semantics(mergeDescendants = true) { }) {
                state.ownerName?.let { Text(it, style = MaterialTheme.typography.titleSmall) }
                // A wallet that does not pay has a balance, but nothing to spend.
                val label = if (state.warning == null) R.string.home_available else R.string.common_balance
                Text(stringResource(label), style = MaterialTheme.typography.bodySmall)
                LargeAmount(state.balance?.available)
                val reserved = state.balance?.reserved ?: Amount.ZERO
                if (!reserved.isZero) {
                    Text(stringResource(R.string.home_reserved, reserved.shown()), style = MaterialTheme.typography.bodySmall)
                }
            }
            Row(Modifier.fillMaxWidth().padding(top = 8.dp).height(IntrinsicSize.Min), Arrangement.spacedBy(8.dp)) {
                Action(stringResource(R.string.home_top_up), Icons.Outlined.Add, actions.onTopUp)
                Action(stringResource(R.string.home_redeem), Icons.Outlined.AccountBalance, actions.onRedeem)
                // Others have it at the bottom, where a shop has its till.
                if (state.isShop) Action(stringResource(R.string.common_receive), Icons.Outlined.QrCode2, actions.onReceive)
            }
        }
    }
}

/** On one line whatever it is: twenty million and fifty att, too. */
@Composable
private fun LargeAmount(amount: Amount?) {
    val style = MaterialTheme.typography.displayMedium
    BasicText(
        // While nothing is known, its place is kept.
        amount?.shown().orEmpty(),
        style = style.copy(color = LocalContentColor.current),
        maxLines = 1,
        softWrap = false,
        autoSize = TextAutoSize.StepBased(minFontSize = 16.sp, maxFontSize = style.fontSize, stepSize = 2.sp),
    )
}

@Composable
private fun RowScope.Action(text: String, icon: ImageVector, onClick: () -> Unit) {
    Surface(
        onClick,
        Modifier.weight(1f).fillMaxHeight().heightIn(min = 64.dp),
        shape = MaterialTheme.shapes.medium,
        color = LocalContentColor.current.copy(alpha = 0.12f),
        contentColor = LocalContentColor.current,
    ) {
        Column(
            Modifier.padding(8.dp),
            verticalArrangement = Arrangement.spacedBy(2.dp, Alignment.CenterVertically),
            horizontalAlignment = Alignment.CenterHorizontally,
        ) {
            Icon(icon, contentDescription = null)
            Text(text, style = MaterialTheme.typography.labelMedium, textAlign = TextAlign.Center)
        }
    }
}
