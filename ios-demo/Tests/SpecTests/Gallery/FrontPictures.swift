import DLakWallet
import SwiftUI
import TestSupport

@testable import DLakDemoLogic
@testable import DLakDemoViews

extension Cast {
  fileprivate func choosing(_ pin: NewPINState = NewPINState(), _ step: ChoosePINStep = .typing) -> ChoosePINView {
    let model = ChoosePINViewModel(
      isRestore: false, session: session, settings: settings, biometrics: biometrics, inHand: WordsInHand())
    model.newPIN.state = pin
    model.step = step
    return ChoosePINView(model)
  }

  fileprivate func newWords(_ step: NewWordsViewModel.Step) -> NewWordsView {
    let model = NewWordsViewModel(
      session: session, settings: settings, inHand: WordsInHand(), clock: clock, saved: Saved())
    model.words = Samples.words
    model.step = step
    return NewWordsView(model)
  }

  fileprivate func restoring(_ change: (RestoreViewModel) -> Void) -> RestoreView {
    let model = RestoreViewModel(inHand: WordsInHand())
    change(model)
    return RestoreView(model)
  }

  fileprivate func enrolling(isRestored: Bool = false, code: String = "", _ problem: Problem? = nil) -> EnrolView {
    settings.update { $0.isRestored = isRestored }
    let model = EnrolViewModel(session: session, settings: settings)
    model.isBusy = false
    model.code = code
    model.problem = problem
    return EnrolView(model)
  }

  fileprivate func failed(_ code: ErrorCode, isAsking: Bool = false) -> FailedView {
    session.state = .failed(Problem(code))
    let model = FailedViewModel(session: session)
    model.wasAsked = isAsking
    return FailedView(model)
  }

  fileprivate func locked(_ state: PINPadState, byFace: Bool = false) -> LockView {
    open("Khamla", locked: true)
    settings.update { $0.isBiometricsOn = byFace }
    let model = LockViewModel(
      session: session, settings: settings, biometrics: biometrics, clock: clock, saved: Saved())
    model.gate.state = state
    return LockView(model)
  }
}

@MainActor
let frontPictures = [
  Picture("opening") { _ in SplashView() },
  Picture("welcome") { _ in
    WelcomeView(language: .english) { _ in
    } create: {
    } restore: {
    }
  },
  Picture("pin-choose") { $0.choosing(NewPINState(pad: PINPadState(count: 4))) },
  Picture("pin-weak") { $0.choosing(NewPINState(pad: PINPadState(notice: .refused(Problem(.weakPin))))) },
  Picture("pin-again") { $0.choosing(NewPINState(isAgain: true, pad: PINPadState(count: 8))) },
  Picture("wallet-making") { $0.choosing(NewPINState(), .making) },
  Picture("wallet-failed") {
    $0.choosing(NewPINState(), .failed(Problem(.bankUnreachable, isRetryable: true)))
  },
  Picture("words-new") { $0.newWords(.show) },
  Picture("words-pin") { $0.newWords(.askPIN) },
  Picture("words-check") { cast in
    let choices = [3, 17, 6, 21, 11, 0].map { Samples.words[$0] }
    return cast.newWords(
      .check(.init(place: 7, choices: choices, number: 2, count: 3, wrong: Samples.words[11])))
  },
  Picture("restore") { cast in
    cast.restoring { model in
      model.words = (0..<24).map { $0 == 4 ? "vientiane" : $0 < 13 ? Samples.words[$0] : "" }
      model.current = 13
      model.typed = "mon"
      model.suggestions = ["monitor", "monkey", "monster", "month"]
      model.wrong = [4]
    }
  },
  Picture("restore-problem") { cast in
    cast.restoring { model in
      model.words = Samples.words
      model.current = 0
      model.typed = Samples.words[0]
      model.problem = Problem(.wordsChecksum)
    }
  },
  Picture("enrol") { $0.enrolling(code: "0ECQ-KMW8-C5J1") },
  Picture("enrol-problem") { $0.enrolling(code: "0ECQ-KMW8-C5J1-2SJJ", Problem(.enrolmentRefused)) },
  Picture("enrol-restored") { $0.enrolling(isRestored: true, Problem(.bankUnreachable, isRetryable: true)) },
  Picture("failed-damaged") { $0.failed(.walletDamaged) },
  Picture("failed-newer") { $0.failed(.walletNewer) },
  Picture("failed-words") { $0.failed(.walletDamaged, isAsking: true) },
  Picture("lock") { $0.locked(PINPadState(), byFace: true) },
  Picture("lock-wait") { $0.locked(PINPadState(notice: .wait(seconds: 292))) },
]
