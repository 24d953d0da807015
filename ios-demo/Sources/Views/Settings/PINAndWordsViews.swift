import DLakDemoLogic
import SwiftUI

/// From the old PIN to a new one.
struct ChangePINView: View {
  @Environment(Router.self) private var router
  private let model: ChangePINViewModel

  init(_ model: ChangePINViewModel) {
    self.model = model
  }

  var body: some View {
    switch model.step {
    case .old: PINPage(.settingsChangePinOld, advice: .settingsChangePinOldAdvice, state: model.oldPIN, pad: model.pad)
    case .new: NewPINPage(.settingsChangePinNew, state: model.pin, pad: model.pad)
    case .changing:
      PINPage(.settingsChangePin, advice: nil, state: PINPadState(isBusy: true), pad: model.pad)
        .navigationBarBackButtonHidden()
    case .changed(let wereBiometricsOn):
      Page(.settingsChangePin) {
        ResultView(icon: "checkmark.circle", title: .settingsChangePinDone, text: .settingsChangePinDoneAdvice)
        if wereBiometricsOn { Phrase(.settingsChangePinBiometricsOff).font(.subheadline) }
      } bottom: {
        PrimaryButton(.commonDone) { router.back() }
      }
      .navigationBarBackButtonHidden()
    }
  }
}

/// The words once more, behind the PIN.
struct ShowWordsView: View {
  @Environment(Router.self) private var router
  private let model: ShowWordsViewModel

  init(_ model: ShowWordsViewModel) {
    self.model = model
  }

  var body: some View {
    if let words = model.words {
      Page(.onboardingWordsTitle) {
        WordsWarning()
        WordGrid(words: words)
      } bottom: {
        PrimaryButton(.commonDone) { router.back() }
      }
    } else {
      PINPage(.settingsLockTitle, advice: .settingsWordsPinAdvice, state: model.pin, pad: model.pad)
    }
  }
}
