import DLakWallet
import Observation

/// Changes the PIN. No step of it outlives the process: it begins anew with the old PIN.
@MainActor
@Observable
public final class ChangePINViewModel: ScreenModel {
  public enum Step: Hashable, Sendable {
    case old
    case new
    case changing
    /// What was sealed was the old PIN: if the face could open the wallet, it can't any more.
    case changed(wereBiometricsOn: Bool)
  }

  public internal(set) var step = Step.old

  @ObservationIgnored private let session: Session
  @ObservationIgnored private let settings: SettingsStore
  @ObservationIgnored private let biometrics: any Biometrics
  @ObservationIgnored private let tasks = Tasks()
  @ObservationIgnored let gate: PINGate
  @ObservationIgnored let newPIN = NewPIN()
  @ObservationIgnored private var old: String?

  init(session: Session, settings: SettingsStore, biometrics: any Biometrics, clock: any AppClock, saved: Saved) {
    self.session = session
    self.settings = settings
    self.biometrics = biometrics
    gate = PINGate(tasks: tasks, clock: clock, saved: saved)
    gate.use = { [weak self, session] pin in
      try await session.unlock(pin: pin)
      self?.old = pin
      self?.step = .new
    }
    newPIN.onChosen = { [weak self] in self?.change(to: $0) }
  }

  /// The pad of the step that is shown.
  public var pad: any PINPad { step == .old ? gate : newPIN }
  public var oldPIN: PINPadState { gate.state }
  public var pin: NewPINState { newPIN.state }

  public func end() {
    tasks.cancel()
    old = nil
  }

  private func change(to new: String) {
    guard let before = old else { return }
    let wereBiometricsOn = settings.settings.isBiometricsOn
    step = .changing
    // Not one of the screen's tasks: cancelled in the middle nobody would know which PIN it is.
    Task { [weak self, session, biometrics, settings] in
      let changed = try? await attempt { try await session.openWallet().changePIN(from: before, to: new) }
      guard case .done = changed else {
        self?.newPIN.startOver(changed?.problem.map(PINNotice.refused))
        self?.step = .new
        return
      }
      biometrics.forget()
      settings.update { $0.isBiometricsOn = false }
      self?.old = nil
      self?.step = .changed(wereBiometricsOn: wereBiometricsOn)
    }
  }
}
