package la.dlak.demo.gallery

import la.dlak.demo.common.Problem
import la.dlak.demo.fake.sampleWords
import la.dlak.demo.lock.NewPinState
import la.dlak.demo.lock.PinNotice
import la.dlak.demo.lock.PinPadState
import la.dlak.demo.onboarding.ChoosePinUiState
import la.dlak.demo.onboarding.EnrolUiState
import la.dlak.demo.onboarding.NewWordsUiState
import la.dlak.demo.onboarding.RestoreUiState
import la.dlak.demo.ui.onboarding.ChoosePinActions
import la.dlak.demo.ui.onboarding.ChoosePinScreen
import la.dlak.demo.ui.onboarding.EnrolScreen
import la.dlak.demo.ui.onboarding.NewWordsActions
import la.dlak.demo.ui.onboarding.NewWordsScreen
import la.dlak.demo.ui.onboarding.RestoreActions
import la.dlak.demo.ui.onboarding.RestoreScreen
import la.dlak.demo.ui.onboarding.WelcomeScreen
import la.dlak.demo.ui.theme.LocalLanguage
import la.dlak.wallet.ErrorCode

private val pinActions = ChoosePinActions(NoPad, {}, {}, {})
private val wordsActions = NewWordsActions(NoPad, {}, {}, {})
private val restoreActions = RestoreActions({}, {}, {}, {}, {}, {}, {})

private val halfTyped = RestoreUiState(
    words = List(24) { if (it == 4) "vientiane" else if (it < 13) sampleWords[it] else "" },
    current = 13,
    typed = "mon",
    suggestions = listOf("monitor", "monkey", "monster", "month"),
    wrong = setOf(4),
)

internal val onboardingPictures = listOf(
    Picture("welcome", "Welcome") { WelcomeScreen(LocalLanguage.current, {}, {}, {}) },
    Picture("pin-choose", "Choosing a PIN") {
        ChoosePinScreen(ChoosePinUiState.Typing(NewPinState(pad = PinPadState(count = 4))), pinActions)
    },
    Picture("pin-weak", "A PIN that is too easy") {
        val notice = PinNotice.Refused(Problem(ErrorCode.WeakPin))
        ChoosePinScreen(ChoosePinUiState.Typing(NewPinState(pad = PinPadState(notice = notice))), pinActions)
    },
    Picture("pin-again", "The PIN once more") {
        ChoosePinScreen(ChoosePinUiState.Typing(NewPinState(isAgain = true, pad = PinPadState(count = 8))), pinActions)
    },
    Picture("wallet-making", "The wallet is made") { ChoosePinScreen(ChoosePinUiState.Making(isRestore = false), pinActions) },
    Picture("words-new", "The 24 words of a new wallet") { NewWordsScreen(NewWordsUiState.Show(sampleWords), wordsActions) },
    Picture("words-check", "Are they written down?") {
        val choices = listOf(3, 17, 6, 21, 11, 0).map(sampleWords::get)
        NewWordsScreen(NewWordsUiState.Check(7, choices, 2, 3, wrong = sampleWords[11]), wordsActions)
    },
    Picture("restore", "Restoring: one word is no word of a wallet") { RestoreScreen(halfTyped, restoreActions) },
    Picture("restore-problem", "Restoring: the words don't fit together") {
        RestoreScreen(RestoreUiState(sampleWords, typed = sampleWords[0], problem = Problem(ErrorCode.WordsChecksum)), restoreActions, wasPasted = true)
    },
    Picture("enrol", "The code from the bank") { EnrolScreen(EnrolUiState(code = "0ECQ-KMW8-C5J1"), {}, {}, {}) },
    Picture("enrol-problem", "The bank does not know the code") {
        val problem = Problem(ErrorCode.EnrolmentRefused)
        EnrolScreen(EnrolUiState(code = "0ECQ-KMW8-C5J1-2SJJ", problem = problem), {}, {}, {})
    },
    Picture("enrol-restored", "A restored wallet waits for the bank") {
        EnrolScreen(EnrolUiState(needsCode = false, problem = Problem(ErrorCode.BankUnreachable, isRetryable = true)), {}, {}, {})
    },
)
