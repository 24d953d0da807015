import Observation

/// What the owner may choose.
@MainActor
@Observable
public final class SettingsViewModel: ScreenModel {
  @ObservationIgnored private let tasks = Tasks()

  init(session: Session, settings: SettingsStore, biometrics: any Biometrics) {}

  public func end() {
    tasks.cancel()
  }
}
