package la.dlak.demo.navigation

import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.saveable.rememberSaveableStateHolder
import androidx.compose.runtime.setValue
import androidx.compose.ui.platform.LocalConfiguration
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.navigation.NavGraphBuilder
import androidx.navigation.NavHostController
import androidx.navigation.compose.NavHost
import androidx.navigation.compose.rememberNavController
import la.dlak.demo.Graph
import la.dlak.demo.session.World
import la.dlak.demo.session.isLockShown
import la.dlak.demo.session.worldOf
import la.dlak.demo.settings.Language
import la.dlak.demo.settings.Look
import la.dlak.demo.ui.common.LocalIsOffline
import la.dlak.demo.ui.failed.FailedScreens
import la.dlak.demo.ui.history.historyScreens
import la.dlak.demo.ui.home.homeScreens
import la.dlak.demo.ui.lock.Lock
import la.dlak.demo.ui.money.moneyScreens
import la.dlak.demo.ui.onboarding.OnboardingNavHost
import la.dlak.demo.ui.onboarding.SplashScreen
import la.dlak.demo.ui.pay.payScreens
import la.dlak.demo.ui.receive.receiveScreens
import la.dlak.demo.ui.scan.scanScreens
import la.dlak.demo.ui.settings.settingsScreens
import la.dlak.demo.ui.theme.DlakTheme
import la.dlak.demo.ui.till.tillScreens

/** The whole app, in its owner's language and light. */
@Composable
fun DlakRoot(graph: Graph) {
    val settings by graph.settings.settings.collectAsStateWithLifecycle()
    val language = settings.language ?: Language.of(LocalConfiguration.current.locales[0])
    val isDark = when (settings.look) {
        Look.PHONE -> isSystemInDarkTheme()
        Look.LIGHT -> false
        Look.DARK -> true
    }
    DlakTheme(language, isDark) { Worlds(graph) }
}

/**
 * The world that the owner is in, or the lock before it. A locked world is not drawn at all, so that nothing of it can be read,
 * touched or heard; its places and what is saved of its screens are kept, and its owner comes back to where they were.
 */
@Composable
private fun Worlds(graph: Graph) {
    val session by graph.session.state.collectAsStateWithLifecycle()
    val settings by graph.settings.settings.collectAsStateWithLifecycle()
    val onboarding = rememberNavController()
    val wallet = rememberNavController()
    val kept = rememberSaveableStateHolder()
    var hasWords by rememberSaveable { mutableStateOf(false) }
    if (isLockShown(session, settings)) {
        Lock(graph)
        return
    }
    when (val world = worldOf(session, settings)) {
        World.Opening -> SplashScreen()
        is World.Broken -> FailedScreens(graph, onHasWords = { hasWords = true })
        World.Start, World.Words, World.Enrol -> kept.SaveableStateProvider(ONBOARDING) {
            OnboardingNavHost(onboarding, graph, world, beginsWithWords = hasWords, onBegun = { hasWords = false })
        }
        World.Wallet -> kept.SaveableStateProvider(WALLET) { WalletNavHost(wallet, graph) }
    }
}

@Composable
private fun WalletNavHost(nav: NavHostController, graph: Graph) {
    val isOffline by graph.session.reach.isOffline.collectAsStateWithLifecycle()
    CompositionLocalProvider(LocalIsOffline provides isOffline) {
        NavHost(nav, startDestination = HomeRoute) { walletScreens(nav, graph) }
        OpenLinks(nav, graph)
    }
}

/** Each folder of screens adds its own. */
private fun NavGraphBuilder.walletScreens(nav: NavHostController, graph: Graph) {
    homeScreens(nav, graph)
    historyScreens(nav, graph)
    receiveScreens(nav, graph)
    tillScreens(nav, graph)
    moneyScreens(nav, graph)
    settingsScreens(nav, graph)
    scanScreens(nav, graph)
    payScreens(nav, graph)
}

private const val ONBOARDING = "onboarding"
private const val WALLET = "wallet"
