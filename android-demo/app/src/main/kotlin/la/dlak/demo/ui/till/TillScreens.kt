package la.dlak.demo.ui.till

import androidx.activity.compose.BackHandler
import androidx.compose.runtime.getValue
import androidx.compose.runtime.remember
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.lifecycle.createSavedStateHandle
import androidx.lifecycle.viewmodel.compose.viewModel
import androidx.navigation.NavGraphBuilder
import androidx.navigation.NavHostController
import androidx.navigation.compose.composable
import la.dlak.demo.Graph
import la.dlak.demo.navigation.TillDayRoute
import la.dlak.demo.navigation.TillRoute
import la.dlak.demo.navigation.open
import la.dlak.demo.receive.Asking
import la.dlak.demo.till.TillDayViewModel
import la.dlak.demo.till.TillViewModel
import la.dlak.demo.ui.history.detailRoute

/** The shop's counter, and its day. */
fun NavGraphBuilder.tillScreens(nav: NavHostController, graph: Graph) {
    composable<TillRoute> {
        val model = viewModel { TillViewModel(graph.session, createSavedStateHandle(), graph.clock) }
        val state by model.state.collectAsStateWithLifecycle()
        // Who was paid goes on to the next customer: a back that leaves the till by mistake would cost a look.
        BackHandler(enabled = state.asking != Asking.None) {
            if (model.state.value.asking is Asking.Paid) model.onNext() else model.onCancel()
        }
        TillScreen(
            state,
            remember(nav, model) {
                TillActions(
                    onBack = { nav.popBackStack() },
                    onDay = { nav.open(TillDayRoute) },
                    onAmount = model::onAmount,
                    onRequest = model::onRequest,
                    onAgain = model::onAgain,
                    onAskBank = model::onAskBank,
                    onCancel = model::onCancel,
                    onNext = model::onNext,
                    onOtherSeen = model::onOtherSeen,
                )
            },
        )
    }
    composable<TillDayRoute> {
        val model = viewModel { TillDayViewModel(graph.session, createSavedStateHandle(), graph.clock) }
        val state by model.state.collectAsStateWithLifecycle()
        TillDayScreen(
            state,
            remember(nav, model) {
                TillDayActions(
                    onBack = { nav.popBackStack() },
                    onEarlier = model::onEarlier,
                    onLater = model::onLater,
                    onMore = model::onMore,
                    onPayment = { nav.open(it.detailRoute()) },
                )
            },
        )
    }
}
