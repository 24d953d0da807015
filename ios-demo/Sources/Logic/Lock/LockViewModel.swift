import DLakWallet
import Observation

/// Opens the wallet by its PIN, or by what stands for it.
@MainActor
@Observable
public final class LockViewModel: ScreenModel {
  @ObservationIgnored private let session: Session
  @ObservationIgnored private let settings: SettingsStore
  @ObservationIgnored private let biometrics: any Biometrics
  @ObservationIgnored private let tasks = Tasks()
  @ObservationIgnored let gate: PINGate
  @ObservationIgnored private var asking: Task<Void, Never>?
  /// Asked once: it is a call to the system.
  @ObservationIgnored private let hasSensor: Bool

  public init(session: Session, settings: SettingsStore, biometrics: any Biometrics, clock: any AppClock, saved: Saved)
  {
    self.session = session
    self.settings = settings
    self.biometrics = biometrics
    hasSensor = biometrics.isAvailable()
    gate = PINGate(tasks: tasks, clock: clock, saved: saved)
    gate.use = { [session] in try await session.unlock(pin: $0) }
  }

  public var pad: any PINPad { gate }
  public var state: PINPadState { gate.state }
  /// Whose wallet it is, if the bank said so.
  public var name: String? { session.state.open?.profile?.name }
  /// May a face or a finger open it?
  public var hasBiometrics: Bool { settings.settings.isBiometricsOn && hasSensor }

  /// Asks for the face or the finger.
  public func askBiometrics() {
    guard hasBiometrics, gate.state.canType, asking == nil else { return }
    asking = tasks.begin { [weak self, biometrics] in
      let unsealed = await biometrics.unseal()
      guard let self else { return }
      self.asking = nil
      switch unsealed {
      case .pin(let pin): if self.gate.state.canType { self.gate.submit(pin) { self.refused($0) } }
      case .cancelled: break
      case .gone: self.switchOff()
      }
    }
  }

  public func end() {
    tasks.cancel()
  }

  private func refused(_ problem: Problem) {
    // The PIN was changed since, and the sealed one is old: it must not cost another try.
    if problem.code == .wrongPin { switchOff() } else { gate.refuse(problem) }
  }

  private func switchOff() {
    biometrics.forget()
    settings.update { $0.isBiometricsOn = false }
    gate.say(.biometricsGone)
  }
}
