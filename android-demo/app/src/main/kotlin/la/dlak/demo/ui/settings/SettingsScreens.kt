package la.dlak.demo.ui.settings

import android.content.Context
import androidx.activity.compose.BackHandler
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.remember
import androidx.compose.ui.platform.LocalContext
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.lifecycle.createSavedStateHandle
import androidx.lifecycle.viewmodel.compose.viewModel
import androidx.navigation.NavGraphBuilder
import androidx.navigation.NavHostController
import androidx.navigation.compose.composable
import la.dlak.demo.Graph
import la.dlak.demo.navigation.ChangePinRoute
import la.dlak.demo.navigation.SettingsRoute
import la.dlak.demo.navigation.ShowWordsRoute
import la.dlak.demo.settings.ChangePinViewModel
import la.dlak.demo.settings.SettingsViewModel
import la.dlak.demo.settings.ShowWordsViewModel

/** What the owner can change. */
fun NavGraphBuilder.settingsScreens(nav: NavHostController, graph: Graph) {
    composable<SettingsRoute> { Settings(nav, graph) }
    composable<ChangePinRoute> {
        val model = viewModel { ChangePinViewModel(graph.session, graph.settings, graph.biometrics, graph.clock, createSavedStateHandle()) }
        val state by model.state.collectAsStateWithLifecycle()
        ChangePinScreen(state, model.pad, onClose = { nav.popBackStack<SettingsRoute>(inclusive = false) })
    }
    composable<ShowWordsRoute> {
        val model = viewModel { ShowWordsViewModel(graph.session, graph.clock, createSavedStateHandle()) }
        val state by model.state.collectAsStateWithLifecycle()
        ShowWordsScreen(state, model.pad, onClose = { nav.popBackStack<SettingsRoute>(inclusive = false) })
    }
}

@Composable
private fun Settings(nav: NavHostController, graph: Graph) {
    val model = viewModel { SettingsViewModel(graph.session, graph.settings, graph.biometrics, graph.clock, createSavedStateHandle()) }
    val state by model.state.collectAsStateWithLifecycle()
    val context = LocalContext.current
    val version = remember(context) { context.version() }
    BackHandler(enabled = state.pinForBiometrics != null, onBack = model::onPinCancelled)
    SettingsScreen(
        state,
        version,
        SettingsActions(
            pad = model.pad,
            onBack = { nav.popBackStack() },
            onLanguage = model::onLanguage,
            onLook = model::onLook,
            onChangePin = { nav.navigate(ChangePinRoute) { launchSingleTop = true } },
            onBiometrics = model::onBiometrics,
            onPinCancelled = model::onPinCancelled,
            onWords = { nav.navigate(ShowWordsRoute) { launchSingleTop = true } },
            onLock = model::onLock,
            onShopMode = model::onShopMode,
        ),
    )
}

private fun Context.version(): String = packageManager.getPackageInfo(packageName, 0).versionName.orEmpty()
