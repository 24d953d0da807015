package la.dlak.demo.navigation

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.navigation.NavHostController
import la.dlak.demo.Graph
import la.dlak.demo.link.PayLink
import la.dlak.demo.session.SessionState

/**
 * Shows the link that waits, as soon as its owner is there to see it: the wallet is open and not locked. It comes on top of what
 * is shown, so that nothing which is under way is lost, and a link that is none says so where codes are read.
 */
@Composable
internal fun OpenLinks(nav: NavHostController, graph: Graph) {
    val link by graph.links.waiting.collectAsStateWithLifecycle()
    val session by graph.session.state.collectAsStateWithLifecycle()
    val isThere = (session as? SessionState.Open)?.isLocked == false
    LaunchedEffect(link, isThere) {
        val waiting = link ?: return@LaunchedEffect
        if (!isThere) return@LaunchedEffect
        graph.links.taken(waiting)
        nav.navigate(PayRoute(PayLink.codeIn(waiting).orEmpty(), isLink = true))
    }
}
