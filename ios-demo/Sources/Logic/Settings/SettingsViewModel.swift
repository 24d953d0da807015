import DLakWallet
import Observation

/// Changes what the owner chose.
@MainActor
@Observable
public final class SettingsViewModel: ScreenModel {
  /// Is the PIN asked for, to switch the biometrics on?
  public internal(set) var isPINAsked = false
  /// The phone could not do it.
  public internal(set) var didBiometricsFail = false
  /// Does the phone have a sensor that can stand for the PIN? Asked once: it is a call to the system.
  public let canUseBiometrics: Bool

  @ObservationIgnored private let session: Session
  @ObservationIgnored private let store: SettingsStore
  @ObservationIgnored private let biometrics: any Biometrics
  @ObservationIgnored private let tasks = Tasks()
  @ObservationIgnored let gate: PINGate

  init(session: Session, settings: SettingsStore, biometrics: any Biometrics, clock: any AppClock, saved: Saved) {
    self.session = session
    store = settings
    self.biometrics = biometrics
    canUseBiometrics = biometrics.isAvailable()
    gate = PINGate(tasks: tasks, clock: clock, saved: saved)
    gate.use = { [weak self, session, biometrics, store] pin in
      try await session.unlock(pin: pin)
      let sealing = await biometrics.seal(pin: pin)
      if sealing == .sealed { store.update { $0.isBiometricsOn = true } }
      self?.isPINAsked = false
      self?.didBiometricsFail = sealing == .failed
    }
  }

  public var settings: Settings { store.settings }
  /// Whose wallet it is, if the bank said so.
  public var name: String? { session.state.open?.profile?.name }
  public var account: String? { (try? session.wallet?.account)?.rawValue }
  /// The network of the bank that is believed.
  public var network: String? { (try? session.wallet?.trust)?.network }
  /// The till may be switched off and on by people; a shop always has it.
  public var isShop: Bool { session.state.open?.profile?.kind == .merchant }
  public var pad: any PINPad { gate }
  public var pin: PINPadState { gate.state }

  /// Nil: as the phone's.
  public var language: Language? {
    get { store.settings.language }
    set { store.update { $0.language = newValue } }
  }

  public var look: Look {
    get { store.settings.look }
    set { store.update { $0.look = newValue } }
  }

  public var isShopMode: Bool {
    get { store.settings.isShopMode }
    set { store.update { $0.isShopMode = newValue } }
  }

  /// Switching on asks for the PIN, then for the face or the finger; switching off forgets what was kept.
  public var isBiometricsOn: Bool {
    get { store.settings.isBiometricsOn }
    set {
      didBiometricsFail = false
      if newValue {
        gate.say(nil)
        isPINAsked = true
      } else {
        biometrics.forget()
        store.update { $0.isBiometricsOn = false }
      }
    }
  }

  /// The owner would rather not.
  public func cancelPIN() {
    if !gate.state.isBusy { isPINAsked = false }
  }

  public func lock() {
    session.lock()
  }

  public func end() {
    tasks.cancel()
  }
}
