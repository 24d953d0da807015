package la.dlak.demo.ui.history

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberCoroutineScope
import androidx.compose.runtime.setValue
import androidx.compose.ui.platform.LocalContext
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.lifecycle.createSavedStateHandle
import androidx.lifecycle.viewmodel.compose.viewModel
import androidx.navigation.NavGraphBuilder
import androidx.navigation.NavHostController
import androidx.navigation.compose.composable
import androidx.navigation.toRoute
import kotlinx.coroutines.launch
import la.dlak.demo.Graph
import la.dlak.demo.history.DetailOf
import la.dlak.demo.history.DetailViewModel
import la.dlak.demo.history.HistoryViewModel
import la.dlak.demo.history.Movement
import la.dlak.demo.navigation.DetailRoute
import la.dlak.demo.navigation.HistoryRoute
import la.dlak.demo.navigation.open
import la.dlak.demo.platform.Sharing
import la.dlak.wallet.OrderId

/** All that moved, and one of it. */
fun NavGraphBuilder.historyScreens(nav: NavHostController, graph: Graph) {
    composable<HistoryRoute> {
        val model = viewModel { HistoryViewModel(graph.session, graph.clock, createSavedStateHandle()) }
        val state by model.state.collectAsStateWithLifecycle()
        HistoryScreen(
            state,
            remember(nav, model) {
                HistoryActions(
                    onBack = { nav.popBackStack() },
                    onText = model::onText,
                    onFlow = model::onFlow,
                    onKind = model::onKind,
                    onPeriod = model::onPeriod,
                    onClear = model::onClear,
                    onMovement = { nav.open(it.detailRoute()) },
                    onEnd = model::onEnd,
                    onRefresh = model::onRefresh,
                )
            },
        )
    }
    composable<DetailRoute> { entry ->
        val subject = entry.toRoute<DetailRoute>().subject()
        val model = viewModel { DetailViewModel(graph.session, subject) }
        val state by model.state.collectAsStateWithLifecycle()
        val context = LocalContext.current
        val scope = rememberCoroutineScope()
        var couldNotShare by remember { mutableStateOf(false) }
        val actions = remember(nav, model, context) {
            val sharing = Sharing(context)
            DetailActions(
                onBack = { nav.popBackStack() },
                onCopy = { sharing.copy(it) },
                onShareText = { sharing.text(it.asText()) },
                onSharePicture = { words -> scope.launch { couldNotShare = !sharing.picture { ReceiptPicture(context).draw(words) } } },
                onRetry = model::onRetry,
            )
        }
        DetailScreen(state, actions, couldNotShare)
    }
}

/** Where one reads more about it. */
internal fun Movement.detailRoute() = DetailRoute(orderId = orderId.value)

private fun DetailRoute.subject(): DetailOf =
    seq?.let { DetailOf.Entry(it.toULong()) } ?: DetailOf.Order(OrderId(orderId.orEmpty()))
