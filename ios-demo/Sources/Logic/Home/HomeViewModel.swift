import Observation

/// The home screen: what the wallet holds, and what happened last.
@MainActor
@Observable
public final class HomeViewModel: ScreenModel {
  @ObservationIgnored private let tasks = Tasks()

  init(session: Session, settings: SettingsStore, clock: any AppClock) {}

  public func end() {
    tasks.cancel()
  }
}
