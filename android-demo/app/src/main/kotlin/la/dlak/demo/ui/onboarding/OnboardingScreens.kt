package la.dlak.demo.ui.onboarding

import androidx.activity.compose.BackHandler
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.platform.LocalContext
import androidx.lifecycle.compose.collectAsStateWithLifecycle
import androidx.lifecycle.createSavedStateHandle
import androidx.lifecycle.viewmodel.compose.viewModel
import androidx.navigation.NavController
import androidx.navigation.NavDestination.Companion.hasRoute
import androidx.navigation.NavGraphBuilder
import androidx.navigation.NavHostController
import androidx.navigation.compose.NavHost
import androidx.navigation.compose.composable
import androidx.navigation.toRoute
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import la.dlak.demo.Graph
import la.dlak.demo.common.attempt
import la.dlak.demo.navigation.ChoosePinRoute
import la.dlak.demo.navigation.EnrolRoute
import la.dlak.demo.navigation.NewWordsRoute
import la.dlak.demo.navigation.RestoreRoute
import la.dlak.demo.navigation.WelcomeRoute
import la.dlak.demo.onboarding.ChoosePinUiState
import la.dlak.demo.onboarding.ChoosePinViewModel
import la.dlak.demo.onboarding.EnrolViewModel
import la.dlak.demo.onboarding.LibraryWords
import la.dlak.demo.onboarding.NewWordsViewModel
import la.dlak.demo.onboarding.RestoreViewModel
import la.dlak.demo.onboarding.WordsInHand
import la.dlak.demo.session.World
import la.dlak.demo.ui.common.clearClipboard
import la.dlak.demo.ui.common.copiedText
import la.dlak.demo.ui.theme.LocalLanguage

/**
 * Everything before the wallet. People walk from the welcome to their PIN; from there on the [world] leads.
 *
 * @param beginsWithWords the owner of a broken wallet has said that they have the words
 */
@Composable
fun OnboardingNavHost(nav: NavHostController, graph: Graph, world: World, beginsWithWords: Boolean, onBegun: () -> Unit) {
    val inHand = viewModel { WordsInHand() }
    NavHost(nav, startDestination = WelcomeRoute) { onboardingScreens(nav, graph, inHand) }
    // The library takes a while to load: it is there before the first word or PIN is looked at.
    LaunchedEffect(Unit) { withContext(Dispatchers.IO) { attempt { LibraryWords.suggest("a", 1) } } }
    LaunchedEffect(beginsWithWords) {
        if (beginsWithWords) nav.navigate(RestoreRoute) { launchSingleTop = true }
        onBegun()
    }
    LaunchedEffect(world) {
        when (world) {
            World.Words -> nav.goOnlyTo(NewWordsRoute)
            World.Enrol -> nav.goOnlyTo(EnrolRoute)
            else -> Unit
        }
    }
}

/** There is no way back from here: the screens before it are done. Who is there already (the phone was turned) stays as they are. */
private inline fun <reified T : Any> NavController.goOnlyTo(route: T) {
    if (currentDestination?.hasRoute<T>() == true) return
    navigate(route) {
        popUpTo(graph.id) { inclusive = true }
        launchSingleTop = true
    }
}

private fun NavGraphBuilder.onboardingScreens(nav: NavHostController, graph: Graph, inHand: WordsInHand) {
    composable<WelcomeRoute> {
        WelcomeScreen(
            language = LocalLanguage.current,
            onLanguage = { chosen -> graph.settings.update { it.copy(language = chosen) } },
            onCreate = { nav.navigate(ChoosePinRoute(isRestore = false)) { launchSingleTop = true } },
            onRestore = { nav.navigate(RestoreRoute) { launchSingleTop = true } },
        )
    }
    composable<RestoreRoute> { Restore(nav, inHand) }
    composable<ChoosePinRoute> { ChoosePin(nav, graph, inHand, it.toRoute<ChoosePinRoute>().isRestore) }
    composable<NewWordsRoute> { NewWords(graph, inHand) }
    composable<EnrolRoute> { Enrol(graph) }
}

@Composable
private fun ChoosePin(nav: NavHostController, graph: Graph, inHand: WordsInHand, isRestore: Boolean) {
    val model = viewModel { ChoosePinViewModel(isRestore, graph.session, graph.settings, graph.biometrics, inHand) }
    val state by model.state.collectAsStateWithLifecycle()
    val isMaking = state is ChoosePinUiState.Making
    val onBack: () -> Unit = { if (!isMaking) nav.popBackStack() }
    BackHandler(onBack = onBack)
    LaunchedEffect(state) { if (state == ChoosePinUiState.WordsGone) nav.popBackStack<RestoreRoute>(inclusive = false) }
    ChoosePinScreen(state, ChoosePinActions(model.pad, onBack, model::onRetry, model::onStartOver))
}

@Composable
private fun NewWords(graph: Graph, inHand: WordsInHand) {
    val model = viewModel { NewWordsViewModel(graph.session, graph.settings, inHand, graph.clock, createSavedStateHandle()) }
    val state by model.state.collectAsStateWithLifecycle()
    NewWordsScreen(state, NewWordsActions(model.pad, model::onWritten, model::onChoose, model::onLookAgain))
}

@Composable
private fun Restore(nav: NavHostController, inHand: WordsInHand) {
    val model = viewModel { RestoreViewModel(inHand, LibraryWords) }
    val state by model.state.collectAsStateWithLifecycle()
    val context = LocalContext.current
    var wasPasted by remember { mutableStateOf(false) }
    // Words that came from the clipboard, by our button or by the field's own menu, are not left there.
    val pasted = {
        context.clearClipboard()
        wasPasted = true
    }
    RestoreScreen(
        state,
        RestoreActions(
            onTyped = { if (model.onTyped(it)) pasted() },
            onChoose = model::onChoose,
            onNext = model::onNext,
            onPlace = model::onPlace,
            onPaste = { context.copiedText()?.let { if (model.onPaste(it)) pasted() } },
            onContinue = { if (model.onContinue()) nav.navigate(ChoosePinRoute(isRestore = true)) { launchSingleTop = true } },
            onBack = { nav.popBackStack() },
        ),
        wasPasted,
    )
}

@Composable
private fun Enrol(graph: Graph) {
    val model = viewModel { EnrolViewModel(graph.session, graph.settings) }
    val state by model.state.collectAsStateWithLifecycle()
    val context = LocalContext.current
    EnrolScreen(state, model::onCode, onPaste = { context.copiedText()?.let(model::onCode) }, model::onRegister)
}
