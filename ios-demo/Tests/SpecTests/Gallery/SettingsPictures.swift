import DLakWallet
import SwiftUI
import TestSupport

@testable import DLakDemoLogic
@testable import DLakDemoViews

extension Cast {
  fileprivate func settings(isPINAsked: Bool) -> SettingsView {
    let model = SettingsViewModel(
      session: session, settings: settings, biometrics: biometrics, clock: clock, saved: Saved())
    model.isPINAsked = isPINAsked
    return SettingsView(model, version: "0.1.0")
  }

  fileprivate func changing(
    _ step: ChangePINViewModel.Step, _ pin: NewPINState = NewPINState()
  ) -> ChangePINView {
    let model = ChangePINViewModel(
      session: session, settings: settings, biometrics: biometrics, clock: clock, saved: Saved())
    model.step = step
    model.newPIN.state = pin
    return ChangePINView(model)
  }

  fileprivate func words(_ words: [String]?) -> ShowWordsView {
    let model = ShowWordsViewModel(session: session, clock: clock, saved: Saved())
    model.words = words
    return ShowWordsView(model)
  }
}

@MainActor
let settingsPictures = [
  Picture("settings") { $0.settings(isPINAsked: false) },
  Picture("settings-biometrics-pin") { $0.settings(isPINAsked: true) },
  Picture("settings-pin-old") { $0.changing(.old) },
  Picture("settings-pin-new") { $0.changing(.new) },
  Picture("settings-pin-again") { $0.changing(.new, NewPINState(isAgain: true)) },
  Picture("settings-pin-changing") { $0.changing(.changing) },
  Picture("settings-pin-changed") { $0.changing(.changed(wereBiometricsOn: true)) },
  Picture("settings-words-pin") { $0.words(nil) },
  Picture("settings-words") { $0.words(Samples.words) },
]
