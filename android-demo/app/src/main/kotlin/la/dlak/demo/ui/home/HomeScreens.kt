package la.dlak.demo.ui.home

import androidx.compose.runtime.getValue
import androidx.compose.runtime.remember
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.lifecycle.viewmodel.compose.viewModel
import androidx.navigation.NavGraphBuilder
import androidx.navigation.NavHostController
import androidx.navigation.compose.composable
import la.dlak.demo.Graph
import la.dlak.demo.home.HomeViewModel
import la.dlak.demo.navigation.HistoryRoute
import la.dlak.demo.navigation.HomeRoute
import la.dlak.demo.navigation.ReceiveRoute
import la.dlak.demo.navigation.RedeemRoute
import la.dlak.demo.navigation.ScanRoute
import la.dlak.demo.navigation.SettingsRoute
import la.dlak.demo.navigation.TillRoute
import la.dlak.demo.navigation.TopUpRoute
import la.dlak.demo.navigation.open
import la.dlak.demo.ui.history.detailRoute

/** Where the wallet begins. */
fun NavGraphBuilder.homeScreens(nav: NavHostController, graph: Graph) {
    composable<HomeRoute> {
        val model = viewModel { HomeViewModel(graph.session, graph.settings, graph.clock) }
        val state by model.state.collectAsStateWithLifecycle()
        HomeScreen(
            state,
            remember(nav, model) {
                HomeActions(
                    onScan = { nav.open(ScanRoute) },
                    onReceive = { nav.open(ReceiveRoute) },
                    onTill = { nav.open(TillRoute) },
                    onTopUp = { nav.open(TopUpRoute) },
                    onRedeem = { nav.open(RedeemRoute) },
                    onHistory = { nav.open(HistoryRoute) },
                    onMovement = { nav.open(it.detailRoute()) },
                    onSettings = { nav.open(SettingsRoute) },
                    onRefresh = model::onRefresh,
                )
            },
        )
    }
}
