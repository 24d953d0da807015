import DLakDemoLogic
import SwiftUI

/// Language, look, PIN, biometrics, words, shop.
struct SettingsView: View {
  @Environment(Router.self) private var router
  @Bindable private var model: SettingsViewModel
  private let version: String

  init(_ model: SettingsViewModel, version: String) {
    self.model = model
    self.version = version
  }

  var body: some View {
    if model.isPINAsked {
      PINPage(
        .settingsLockTitle, advice: .settingsBiometricsPinAdvice, state: model.pin, pad: model.pad
      )
      .ownBack(true) { model.cancelPIN() }
    } else {
      List {
        if let name = model.name { OwnerRow(name: name, account: model.account ?? "") }
        Section {
          ChoiceRow(
            name: .settingsLanguage, choices: [nil] + Language.allCases, chosen: $model.language,
            said: { $0 == nil ? .settingsLanguagePhone : nil }, own: { $0?.ownName })
          ChoiceRow(
            name: .settingsLook, choices: Look.allCases, chosen: $model.look, said: { $0.said }, own: { _ in nil })
        } header: {
          Phrase(.settingsSectionDisplay)
        }
        Section {
          WayRow(icon: "rectangle.and.pencil.and.ellipsis", title: .settingsChangePin) { router.open(.changePIN) }
          if model.canUseBiometrics {
            SwitchRow(title: .settingsBiometrics, advice: .settingsBiometricsAdvice, isOn: $model.isBiometricsOn)
            if model.didBiometricsFail { Phrase(.settingsBiometricsFailed).font(.subheadline) }
          }
          WayRow(icon: "doc.text", title: .settingsWords, advice: .settingsWordsAdvice) { router.open(.showWords) }
          WayRow(icon: "lock", title: .settingsLockNow) { model.lock() }
        } header: {
          Phrase(.settingsSectionSecurity)
        }
        Section {
          if model.isShop {
            FactRow(name: .settingsShopMode, value: .settingsShopAlways)
          } else {
            SwitchRow(title: .settingsShopMode, advice: .settingsShopModeAdvice, isOn: $model.isShopMode)
          }
        } header: {
          Phrase(.settingsSectionShop)
        }
        Section {
          FactRow(name: .settingsIssuer, value: .commonCentralBank)
          if let network = model.network { Fact(.settingsNetwork, network) }
          Fact(.settingsVersion, version)
        } header: {
          Phrase(.settingsSectionAbout)
        }
      }
      .screenTitle(.commonSettings)
    }
  }
}

extension Look {
  var said: Said {
    switch self {
    case .phone: .settingsLanguagePhone
    case .light: .settingsLookLight
    case .dark: .settingsLookDark
    }
  }
}
