package la.dlak.demo.ui.home

import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.material.icons.Icons
import androidx.compose.material.icons.automirrored.outlined.ReceiptLong
import androidx.compose.material.icons.outlined.PointOfSale
import androidx.compose.material.icons.outlined.QrCode2
import androidx.compose.material.icons.outlined.QrCodeScanner
import androidx.compose.material.icons.outlined.Settings
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import la.dlak.demo.R
import la.dlak.demo.common.Problem
import la.dlak.demo.history.Movement
import la.dlak.demo.home.HomeUiState
import la.dlak.demo.home.HomeWarning
import la.dlak.demo.ui.common.AppScreen
import la.dlak.demo.ui.common.EmptyView
import la.dlak.demo.ui.common.EntryRow
import la.dlak.demo.ui.common.PrimaryButton
import la.dlak.demo.ui.common.ProblemView
import la.dlak.demo.ui.common.QuietButton
import la.dlak.demo.ui.common.RefreshableList
import la.dlak.demo.ui.common.SecondaryButton
import la.dlak.demo.ui.common.relative
import la.dlak.demo.ui.common.rememberDates
import la.dlak.wallet.ErrorCode

/** Where one can go from the first screen. */
class HomeActions(
    val onScan: () -> Unit = {},
    val onReceive: () -> Unit = {},
    val onTill: () -> Unit = {},
    val onTopUp: () -> Unit = {},
    val onRedeem: () -> Unit = {},
    val onHistory: () -> Unit = {},
    val onMovement: (Movement) -> Unit = {},
    val onSettings: () -> Unit = {},
    val onRefresh: () -> Unit = {},
)

/** The balance, what moved last, and at the bottom the two things that people do most. */
@Composable
fun HomeScreen(state: HomeUiState, actions: HomeActions) {
    AppScreen(
        title = stringResource(R.string.common_app_name),
        isScrolling = false,
        actions = {
            IconButton(actions.onSettings) { Icon(Icons.Outlined.Settings, stringResource(R.string.common_settings)) }
        },
        bottom = { MainButtons(state.isShop, actions) },
    ) {
        RefreshableList(state.isRefreshing, actions.onRefresh) {
            item("balance") { BalanceCard(state, actions) }
            state.warning?.let { item("warning") { Warning(it, Modifier.padding(top = 8.dp)) } }
            state.problem?.let { item("problem") { ProblemView(it, Modifier.padding(top = 8.dp), onRetry = actions.onRefresh) } }
            recent(state, actions)
        }
    }
}

private fun LazyListScope.recent(state: HomeUiState, actions: HomeActions) {
    val recent = state.recent ?: return
    if (recent.isEmpty()) {
        item("empty") {
            EmptyView(Icons.AutoMirrored.Outlined.ReceiptLong, stringResource(R.string.home_empty_title), stringResource(R.string.home_empty_text))
        }
        return
    }
    item("recent") { RecentHeader(actions.onHistory) }
    items(recent, key = Movement::key) { movement ->
        EntryRow(movement, rememberDates().relative(movement.at, state.today), Modifier.animateItem()) { actions.onMovement(movement) }
    }
}

@Composable
private fun RecentHeader(onHistory: () -> Unit) {
    Row(Modifier.fillMaxWidth().padding(top = 8.dp), verticalAlignment = Alignment.CenterVertically) {
        Text(
            stringResource(R.string.home_recent),
            Modifier.weight(1f).semantics { heading() },
            style = MaterialTheme.typography.titleLarge,
        )
        QuietButton(stringResource(R.string.common_see_all), onHistory)
    }
}

@Composable
private fun Warning(warning: HomeWarning, modifier: Modifier) = when (warning) {
    HomeWarning.FROZEN -> FrozenCard(modifier)
    HomeWarning.DIVERGED -> ProblemView(Problem(ErrorCode.LedgerDiverged), modifier)
}

/** A shop takes payments more often than it makes them. */
@Composable
private fun ColumnScope.MainButtons(isShop: Boolean, actions: HomeActions) {
    if (isShop) {
        PrimaryButton(stringResource(R.string.home_till), actions.onTill, icon = Icons.Outlined.PointOfSale)
        SecondaryButton(stringResource(R.string.home_pay), actions.onScan, icon = Icons.Outlined.QrCodeScanner)
    } else {
        PrimaryButton(stringResource(R.string.home_pay), actions.onScan, icon = Icons.Outlined.QrCodeScanner)
        SecondaryButton(stringResource(R.string.common_receive), actions.onReceive, icon = Icons.Outlined.QrCode2)
    }
}
