import Observation

/// The bank gets to know the wallet.
@MainActor
@Observable
public final class EnrolViewModel: ScreenModel {
  @ObservationIgnored private let tasks = Tasks()

  init(session: Session, settings: SettingsStore, saved: Saved) {}

  public func end() {
    tasks.cancel()
  }
}
