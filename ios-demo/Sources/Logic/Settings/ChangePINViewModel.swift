import Observation

/// Another PIN.
@MainActor
@Observable
public final class ChangePINViewModel: ScreenModel {
  @ObservationIgnored private let tasks = Tasks()

  init(session: Session, biometrics: any Biometrics, settings: SettingsStore) {}

  public func end() {
    tasks.cancel()
  }
}
