package la.dlak.demo.gallery

import androidx.compose.runtime.Composable
import la.dlak.demo.common.AmountEntry
import la.dlak.demo.common.Problem
import la.dlak.demo.history.DetailUiState
import la.dlak.demo.lock.NewPinState
import la.dlak.demo.lock.PinPadState
import la.dlak.demo.money.MoneyStep
import la.dlak.demo.money.MoneyUiState
import la.dlak.demo.onboarding.ChoosePinUiState
import la.dlak.demo.onboarding.NewWordsUiState
import la.dlak.demo.pay.PayStep
import la.dlak.demo.receive.Asking
import la.dlak.demo.receive.ReceiveStep
import la.dlak.demo.receive.ReceiveUiState
import la.dlak.demo.settings.ChangePinUiState
import la.dlak.demo.settings.SettingsUiState
import la.dlak.demo.settings.ShowWordsUiState
import la.dlak.demo.till.TillUiState
import la.dlak.demo.ui.history.DetailActions
import la.dlak.demo.ui.history.DetailScreen
import la.dlak.demo.ui.money.MoneyActions
import la.dlak.demo.ui.money.MoneyScreen
import la.dlak.demo.ui.money.MoneyWords
import la.dlak.demo.ui.onboarding.ChoosePinActions
import la.dlak.demo.ui.onboarding.ChoosePinScreen
import la.dlak.demo.ui.onboarding.NewWordsActions
import la.dlak.demo.ui.onboarding.NewWordsScreen
import la.dlak.demo.ui.onboarding.SplashScreen
import la.dlak.demo.ui.pay.PayActions
import la.dlak.demo.ui.pay.PayScreen
import la.dlak.demo.ui.receive.ReceiveActions
import la.dlak.demo.ui.receive.ReceiveScreen
import la.dlak.demo.ui.settings.ChangePinScreen
import la.dlak.demo.ui.settings.SettingsActions
import la.dlak.demo.ui.settings.SettingsScreen
import la.dlak.demo.ui.settings.ShowWordsScreen
import la.dlak.demo.ui.till.TillActions
import la.dlak.demo.ui.till.TillScreen
import la.dlak.wallet.ErrorCode
import la.dlak.wallet.kip

private val away = Problem(ErrorCode.BankUnreachable, isRetryable = true)
private val amount = 500_000.kip
private val pad = PinPadState(count = 4)

/**
 * States that look like another one, with other words: no golden picture is kept of them, but the specification of both apps
 * (`app-spec/screens`) says what is on them.
 */
internal val statePictures = listOf(
    Picture("opening", "The wallet is opened") { SplashScreen() },
    Picture("wallet-failed", "No wallet was made") {
        ChoosePinScreen(ChoosePinUiState.Failed(away, isRestore = false), ChoosePinActions(NoPad, {}, {}, {}))
    },
    Picture("words-pin", "The words of a new wallet are behind the PIN") {
        NewWordsScreen(NewWordsUiState.AskPin(pad), NewWordsActions(NoPad, {}, {}, {}))
    },
    Picture("pay-finding", "What became of a payment is looked up") { PayScreen(PayStep.Finding, PayActions()) },
    Picture("receive-making", "A request is made") { Requested(Asking.Making(amount, null)) },
    Picture("receive-refused", "No request was made") { Requested(Asking.Refused(amount, null, away)) },
    Picture("receive-unclear", "The request's time is up") { Requested(Asking.Unclear(sampleRequest, null)) },
    Picture("till-making", "The till's request is made") {
        val actions = TillActions({}, {}, {}, {}, {}, {}, {}, {}, {})
        TillScreen(TillUiState("Han Kafe", AmountEntry.EMPTY, Asking.Making(amount, null), null), actions)
    },
    Picture("detail-failed", "A payment can't be shown") { DetailScreen(DetailUiState(problem = away), DetailActions()) },
    Picture("redeem-busy", "A redemption is sent") { Redeem(MoneyStep.Busy(amount)) },
    Picture("redeem-unclear", "A redemption was interrupted") { Redeem(MoneyStep.Unclear(amount)) },
    Picture("redeem-refused", "A redemption was refused") {
        Redeem(MoneyStep.Refused(amount, Problem(ErrorCode.InsufficientFunds)))
    },
    Picture("settings-biometrics-pin", "The PIN before biometrics") {
        val actions = SettingsActions(NoPad, {}, {}, {}, {}, {}, {}, {}, {}, {})
        SettingsScreen(SettingsUiState(pinForBiometrics = pad), "0.1.0", actions)
    },
    Picture("settings-pin-old", "The PIN that is used now") { ChangePin(ChangePinUiState.Old(pad)) },
    Picture("settings-pin-new", "A new PIN") { ChangePin(ChangePinUiState.New(NewPinState(pad = pad))) },
    Picture("settings-pin-again", "The new PIN once more") { ChangePin(ChangePinUiState.New(NewPinState(isAgain = true, pad = pad))) },
    Picture("settings-pin-changing", "The PIN is changed now") { ChangePin(ChangePinUiState.Changing) },
    Picture("settings-words-pin", "The PIN before the words") { ShowWordsScreen(ShowWordsUiState.AskPin(pad), NoPad, {}) },
)

@Composable
private fun Requested(asking: Asking) {
    val actions = ReceiveActions({}, {}, {}, {}, {}, {}, {}, {}, {})
    ReceiveScreen(ReceiveUiState("Khamla Sayasone", ReceiveStep.Requested(asking), null), actions)
}

@Composable
private fun Redeem(step: MoneyStep) {
    val actions = MoneyActions({}, {}, {}, {}, {}, {}, {}, {}, {})
    MoneyScreen(MoneyUiState(AmountEntry.of(amount), "NAGA", 1_485_000.kip, step), MoneyWords.REDEEM, actions)
}

@Composable
private fun ChangePin(state: ChangePinUiState) = ChangePinScreen(state, NoPad, {})
