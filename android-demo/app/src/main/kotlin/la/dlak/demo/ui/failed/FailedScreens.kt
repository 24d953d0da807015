package la.dlak.demo.ui.failed

import androidx.activity.compose.BackHandler
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.lifecycle.viewmodel.compose.viewModel
import la.dlak.demo.Graph
import la.dlak.demo.failed.FailedViewModel

/**
 * The world of a wallet that can't be opened. It is left by itself when the session is elsewhere.
 *
 * @param onHasWords the owner has the words: the way that comes next should begin with them
 */
@Composable
fun FailedScreens(graph: Graph, onHasWords: () -> Unit) {
    val model = viewModel { FailedViewModel(graph.session, graph.clock) }
    val state by model.state.collectAsStateWithLifecycle()
    val failed = state ?: return
    BackHandler(failed.isAsking, model::onNotNow)
    FailedScreen(
        failed,
        onRetry = model::onRetry,
        onRestore = model::onRestore,
        onHasWords = {
            onHasWords()
            model.onHasWords()
        },
        onNotNow = model::onNotNow,
    )
}
