package la.dlak.demo.ui.pay

import androidx.compose.runtime.getValue
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.lifecycle.createSavedStateHandle
import androidx.lifecycle.viewmodel.compose.viewModel
import androidx.navigation.NavGraphBuilder
import androidx.navigation.NavHostController
import androidx.navigation.compose.composable
import androidx.navigation.toRoute
import la.dlak.demo.Graph
import la.dlak.demo.navigation.DetailRoute
import la.dlak.demo.navigation.HistoryRoute
import la.dlak.demo.navigation.HomeRoute
import la.dlak.demo.navigation.PayRoute
import la.dlak.demo.navigation.ScanRoute
import la.dlak.demo.navigation.TopUpRoute
import la.dlak.demo.pay.PayViewModel

/** Paying what a code says. */
fun NavGraphBuilder.payScreens(nav: NavHostController, graph: Graph) {
    composable<PayRoute> { entry ->
        val route = entry.toRoute<PayRoute>()
        val pay = viewModel { PayViewModel(route.code, graph.session, createSavedStateHandle(), graph.clock, graph.time) }
        val step by pay.state.collectAsStateWithLifecycle()
        PayScreen(step, actions(nav, pay), route.isLink)
    }
}

private fun actions(nav: NavHostController, pay: PayViewModel) = PayActions(
    onBack = { nav.popBackStack() },
    onAmount = pay::onAmount,
    onMemo = pay::onMemo,
    onAmountDone = pay::onAmountDone,
    onChangeAmount = pay::onChangeAmount,
    onConfirm = pay::onConfirm,
    onTryAgain = pay::onTryAgain,
    onTopUp = { nav.navigate(TopUpRoute) },
    onScan = { nav.navigate(ScanRoute) { popUpTo(HomeRoute) } },
    onHistory = { nav.navigate(HistoryRoute) { popUpTo(HomeRoute) } },
    // The payment is over: from its receipt the way back leads home.
    onReceipt = { order -> nav.navigate(DetailRoute(orderId = order.value)) { popUpTo(HomeRoute) } },
    onDone = { nav.popBackStack(HomeRoute, inclusive = false) },
)
