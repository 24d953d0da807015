import DLakDemoLogic
import SwiftUI

/// The screen of a place.
struct DestinationView: View {
  @Environment(AppModel.self) private var app
  @Environment(Router.self) private var router
  @Environment(\.appVersion) private var version
  let destination: Destination

  var body: some View {
    switch destination.screen {
    case .welcome:
      WelcomeView(language: app.language) { language in
        app.settings.update { $0.language = language }
      } create: {
        router.open(.choosePIN(isRestore: false))
      } restore: {
        router.open(.restore)
      }
    case .choosePIN(let model): ChoosePINView(model)
    case .newWords(let model): NewWordsView(model)
    case .restore(let model): RestoreView(model)
    case .enrol(let model): EnrolView(model)
    case .failed(let model): FailedView(model)
    case .home(let model): HomeView(model)
    case .scan(let model): ScanView(model)
    case .pay(let model): PayView(model)
    case .receive(let model): ReceiveView(model)
    case .till(let model): TillView(model)
    case .tillDay(let model): TillDayView(model)
    case .history(let model): HistoryView(model)
    case .detail(let model): DetailView(model)
    case .money(let model): MoneyView(model)
    case .settings(let model): SettingsView(model, version: version)
    case .changePIN(let model): ChangePINView(model)
    case .showWords(let model): ShowWordsView(model)
    }
  }
}
