/// A screen's model, by what it is: what a view switches over.
@MainActor
public enum Screen {
  case welcome(WelcomeModel)
  case choosePIN(ChoosePINViewModel)
  case newWords(NewWordsViewModel)
  case restore(RestoreViewModel)
  case enrol(EnrolViewModel)
  case failed(FailedViewModel)
  case home(HomeViewModel)
  case scan(ScanViewModel)
  case pay(PayViewModel)
  case receive(ReceiveViewModel)
  case till(TillViewModel)
  case tillDay(TillDayViewModel)
  case history(HistoryViewModel)
  case detail(DetailViewModel)
  case money(MoneyViewModel)
  case settings(SettingsViewModel)
  case changePIN(ChangePINViewModel)
  case showWords(ShowWordsViewModel)

  /// Its model.
  var model: any ScreenModel {
    switch self {
    case .welcome(let model): model
    case .choosePIN(let model): model
    case .newWords(let model): model
    case .restore(let model): model
    case .enrol(let model): model
    case .failed(let model): model
    case .home(let model): model
    case .scan(let model): model
    case .pay(let model): model
    case .receive(let model): model
    case .till(let model): model
    case .tillDay(let model): model
    case .history(let model): model
    case .detail(let model): model
    case .money(let model): model
    case .settings(let model): model
    case .changePIN(let model): model
    case .showWords(let model): model
    }
  }
}

/// The first screen of all: it has nothing to decide.
@MainActor
public final class WelcomeModel: ScreenModel {
  public func end() {}
}

extension AppModel {
  /// The model of a place, with what was kept of it. The one place where models are made.
  func screen(_ route: Route, _ saved: Saved) -> Screen {
    let clock = parts.clock
    return switch route {
    // The lock is no place on the way: it stands before all of them.
    case .welcome, .lock: .welcome(WelcomeModel())
    case .choosePIN(let isRestore):
      .choosePIN(
        ChoosePINViewModel(
          isRestore: isRestore, session: session, settings: settings, biometrics: parts.biometrics, inHand: inHand))
    case .newWords:
      .newWords(NewWordsViewModel(session: session, settings: settings, inHand: inHand, clock: clock, saved: saved))
    case .restore: .restore(RestoreViewModel(inHand: inHand))
    case .enrol: .enrol(EnrolViewModel(session: session, settings: settings))
    case .failed: .failed(FailedViewModel(session: session) { [weak self] in self?.hasWords = true })
    case .home: .home(HomeViewModel(session: session, settings: settings, clock: clock))
    case .scan:
      .scan(
        ScanViewModel(camera: parts.camera, clock: clock) { [weak self] code in
          // A code that was seen while the next screen came in, or a picture that was read late, comes over nothing else.
          guard self?.router.path.last?.route == .scan else { return }
          self?.router.open(.pay(code: code, isLink: false))
        })
    case .pay(let code, let isLink):
      .pay(PayViewModel(code: code, isLink: isLink, session: session, clock: clock, saved: saved))
    case .receive: .receive(ReceiveViewModel(session: session, clock: clock, saved: saved))
    case .till: .till(TillViewModel(session: session, clock: clock, saved: saved))
    case .tillDay: .tillDay(TillDayViewModel(session: session, clock: clock, saved: saved))
    case .history: .history(HistoryViewModel(session: session, clock: clock, saved: saved))
    case .detail(let seq, let orderId):
      .detail(DetailViewModel(seq: seq, orderId: orderId, session: session))
    case .topUp: .money(MoneyViewModel(.topUp, session: session, clock: clock, saved: saved))
    case .redeem: .money(MoneyViewModel(.redemption, session: session, clock: clock, saved: saved))
    case .settings:
      .settings(
        SettingsViewModel(
          session: session, settings: settings, biometrics: parts.biometrics, clock: clock, saved: saved))
    case .changePIN:
      .changePIN(
        ChangePINViewModel(
          session: session, settings: settings, biometrics: parts.biometrics, clock: clock, saved: saved))
    case .showWords: .showWords(ShowWordsViewModel(session: session, clock: clock, saved: saved))
    }
  }
}
