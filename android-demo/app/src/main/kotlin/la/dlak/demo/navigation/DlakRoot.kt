package la.dlak.demo.navigation

import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.getValue
import androidx.compose.ui.platform.LocalConfiguration
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.navigation.NavGraphBuilder
import androidx.navigation.NavHostController
import androidx.navigation.compose.NavHost
import androidx.navigation.compose.rememberNavController
import la.dlak.demo.Graph
import la.dlak.demo.session.SessionState
import la.dlak.demo.settings.Language
import la.dlak.demo.settings.Look
import la.dlak.demo.ui.common.LocalIsOffline
import la.dlak.demo.ui.failed.FailedScreens
import la.dlak.demo.ui.home.homeScreens
import la.dlak.demo.ui.theme.DlakTheme

/** The whole app: which world its owner is in, and in which language and light. */
@Composable
fun DlakRoot(graph: Graph) {
    val settings by graph.settings.settings.collectAsStateWithLifecycle()
    val session by graph.session.state.collectAsStateWithLifecycle()
    val language = settings.language ?: Language.of(LocalConfiguration.current.locales[0])
    val isDark = when (settings.look) {
        Look.PHONE -> isSystemInDarkTheme()
        Look.LIGHT -> false
        Look.DARK -> true
    }
    // Kept while the wallet is locked: its owner comes back to where they were.
    val wallet = rememberNavController()
    DlakTheme(language, isDark) {
        when (session) {
            SessionState.Opening -> Unit
            SessionState.NoWallet -> Unit
            is SessionState.Failed -> FailedScreens(graph, onHasWords = {})
            is SessionState.Open -> WalletNavHost(wallet, graph)
        }
    }
}

@Composable
private fun WalletNavHost(nav: NavHostController, graph: Graph) {
    val isOffline by graph.session.reach.isOffline.collectAsStateWithLifecycle()
    CompositionLocalProvider(LocalIsOffline provides isOffline) {
        NavHost(nav, startDestination = HomeRoute) { walletScreens(nav, graph) }
    }
}

/** Each folder of screens adds its own. */
private fun NavGraphBuilder.walletScreens(nav: NavHostController, graph: Graph) {
    homeScreens(nav, graph)
}
