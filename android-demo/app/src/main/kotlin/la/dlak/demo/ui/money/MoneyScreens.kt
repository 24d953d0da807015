package la.dlak.demo.ui.money

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
import la.dlak.demo.money.MoneyStep
import la.dlak.demo.money.RedeemViewModel
import la.dlak.demo.money.TopUpViewModel
import la.dlak.demo.navigation.HistoryRoute
import la.dlak.demo.navigation.RedeemRoute
import la.dlak.demo.navigation.TopUpRoute
import la.dlak.demo.navigation.open

/** From the owner's bank account, and back to it. */
fun NavGraphBuilder.moneyScreens(nav: NavHostController, graph: Graph) {
    composable<TopUpRoute> {
        val model = viewModel { TopUpViewModel(graph.session, createSavedStateHandle(), graph.time) }
        val state by model.state.collectAsStateWithLifecycle()
        val leave = { leave(nav, model.state.value.step, model::onSeen, model::onChange) }
        BackHandler(onBack = leave)
        MoneyScreen(
            state,
            MoneyWords.TOP_UP,
            remember(nav, model) {
                MoneyActions(
                    onBack = leave,
                    onAmount = model::onAmount,
                    onAmountDone = model::onAmountDone,
                    onChange = model::onChange,
                    onConfirm = model::onConfirm,
                    onAnother = model::onAnother,
                    onHistory = { nav.open(HistoryRoute) },
                    onDone = leave,
                )
            },
        )
    }
    composable<RedeemRoute> {
        val model = viewModel { RedeemViewModel(graph.session, createSavedStateHandle(), graph.time) }
        val state by model.state.collectAsStateWithLifecycle()
        val leave = { leave(nav, model.state.value.step, model::onSeen, model::onChange) }
        BackHandler(onBack = leave)
        MoneyScreen(
            state,
            MoneyWords.REDEEM,
            remember(nav, model) {
                MoneyActions(
                    onBack = leave,
                    onAmount = model::onAmount,
                    onAmountDone = model::onAmountDone,
                    onChange = model::onChange,
                    onConfirm = model::onConfirm,
                    onAnother = model::onAnother,
                    onHistory = { nav.open(HistoryRoute) },
                    onDone = leave,
                    onAll = model::onAll,
                )
            },
        )
    }
}

/** One step back. An end that was seen is over; one that is not known yet is found again by whoever comes back. */
private fun leave(nav: NavHostController, step: MoneyStep, onSeen: () -> Unit, onChange: () -> Unit) {
    when (step) {
        is MoneyStep.Confirm -> onChange()
        is MoneyStep.Done, is MoneyStep.Refused -> {
            onSeen()
            nav.popBackStack()
        }
        is MoneyStep.Typing, is MoneyStep.Busy, is MoneyStep.Pending, is MoneyStep.Unclear -> nav.popBackStack()
    }
}
