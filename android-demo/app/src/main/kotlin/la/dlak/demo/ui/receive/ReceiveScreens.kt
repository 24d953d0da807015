package la.dlak.demo.ui.receive

import androidx.activity.compose.BackHandler
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
import kotlinx.coroutines.launch
import la.dlak.demo.Graph
import la.dlak.demo.navigation.ReceiveRoute
import la.dlak.demo.platform.Sharing
import la.dlak.demo.receive.ReceiveStep
import la.dlak.demo.receive.ReceiveViewModel
import la.dlak.demo.ui.common.QrModules

/** To be paid. */
fun NavGraphBuilder.receiveScreens(nav: NavHostController, graph: Graph) {
    composable<ReceiveRoute> {
        val model = viewModel { ReceiveViewModel(graph.session, createSavedStateHandle(), graph.clock) }
        val state by model.state.collectAsStateWithLifecycle()
        val context = LocalContext.current
        val scope = rememberCoroutineScope()
        var couldNotShare by remember { mutableStateOf(false) }
        BackHandler(enabled = state.step !is ReceiveStep.Own) { model.onBack() }
        val actions = remember(nav, model, context) {
            val sharing = Sharing(context)
            ReceiveActions(
                onBack = { if (!model.onBack()) nav.popBackStack() },
                onAskForAmount = model::onAskForAmount,
                onAmount = model::onAmount,
                onMemo = model::onMemo,
                onRequest = model::onRequest,
                onAgain = model::onAgain,
                onAskBank = model::onAskBank,
                onReceivedSeen = model::onReceivedSeen,
                onShare = { code ->
                    scope.launch { couldNotShare = !sharing.picture { QrModules.of(code).bitmap(SHARED_MODULE) } }
                },
            )
        }
        ReceiveScreen(state, actions, couldNotShare)
    }
}

/** Large enough to be printed. */
private const val SHARED_MODULE = 16
