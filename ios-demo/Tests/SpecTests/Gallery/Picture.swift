import DLakWallet
import Foundation
import Stage
import SwiftUI
import TestSupport

@testable import DLakDemoLogic
@testable import DLakDemoViews

/// A screen in one of its states, by the name that it has in the specification and in Android's gallery.
@MainActor
struct Picture {
  let name: String
  let view: @MainActor (Cast) -> AnyView

  init<Content: View>(_ name: String, @ViewBuilder _ view: @escaping @MainActor (Cast) -> Content) {
    self.name = name
    self.view = { AnyView(view($0)) }
  }

  /// As the app draws it, in a language and a light. Nothing runs meanwhile: what is staged stays.
  /// `isFirst`: nothing is before it, so no way leads back.
  func stage(_ language: Language, isFirst: Bool, _ scheme: ColorScheme = .light) -> Stage {
    let cast = Cast()
    let view = view(cast)
    var environment = EnvironmentValues()
    environment.colorScheme = scheme
    return Stage(environment: environment) {
      NavigationStack(path: .constant(isFirst ? [] : [name])) {
        Shown(view: isFirst ? view : AnyView(Color.clear))
          .navigationDestination(for: String.self) { _ in view }
      }
      .environment(\.language, language)
      .environment(\.zone, cast.clock.calendar.timeZone)
      .environment(\.isOffline, cast.isOffline)
      .environment(cast.app.router)
      .environment(cast.app)
    }
  }
}

private struct Shown: View {
  let view: AnyView

  var body: some View { Group { view } }
}

/// Every screen in every state that looks different, in the order in which people meet them.
@MainActor
let gallery: [Picture] =
  frontPictures + homePictures + payPictures + receivePictures + tillPictures + moneyPictures + historyPictures
  + settingsPictures

/// Who and what is in a picture: a wallet, its owner, an app around them.
@MainActor
final class Cast {
  let clock = FakeClock()
  let wallet = FakeWallet()
  let settings = SettingsStore(Settings(language: .english))
  let biometrics = FakeBiometrics()
  let app: AppModel
  var isOffline = false

  init() {
    app = AppModel(
      Parts(wallets: FakeWallets(wallet), settings: settings, clock: clock, biometrics: biometrics))
    wallet.pin = FakeWallet.pin
    open("Khamla Sayasone")
  }

  var session: Session { app.session }

  /// The wallet is open, and the bank knows its owner.
  func open(_ name: String, _ kind: HolderKind = .person, frozen: Bool = false, locked: Bool = false) {
    session.state = .open(
      OpenWallet(
        wallet: wallet.port, isLocked: locked, isRegistered: true,
        profile: Samples.profile(name, kind, frozen: frozen)))
    session.balance = Samples.balance(.kip(1_485_000))
  }
}
