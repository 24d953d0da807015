import Observation

/// Registers the wallet with the code that the owner got from a commercial bank. The code is kept in memory only: who has it
/// becomes the owner.
@MainActor
@Observable
public final class EnrolViewModel: ScreenModel {
  /// Without it nothing needs to be typed: a wallet that came back from its words is only waiting for the bank.
  public let needsCode: Bool
  public internal(set) var code = ""
  public internal(set) var isBusy = false
  public internal(set) var problem: Problem?

  @ObservationIgnored private let session: Session
  @ObservationIgnored private let tasks = Tasks()

  init(session: Session, settings: SettingsStore) {
    self.session = session
    needsCode = !settings.settings.isRestored
    if !needsCode { register() }
  }

  public var canRegister: Bool { !isBusy && (!needsCode || !code.isEmpty) }

  /// What stands in the field.
  public func type(_ text: String) {
    // Codes are written in capitals; what else is in them, the bank knows best.
    code = text.filter { !$0.isWhitespace }.uppercased()
    problem = nil
  }

  public func register() {
    guard canRegister else { return }
    isBusy = true
    problem = nil
    let code = code
    tasks.begin { [weak self, session, needsCode] in
      let done = try await attempt {
        needsCode ? try await session.register(enrolmentCode: code) : try await session.refreshProfile()
      }
      self?.isBusy = false
      self?.problem = done.problem
    }
  }

  public func end() {
    tasks.cancel()
    code = ""
  }
}
