import Observation

/// The lock before everything.
@MainActor
@Observable
public final class LockViewModel: ScreenModel {
  @ObservationIgnored private let tasks = Tasks()

  init(app: AppModel) {}

  public func end() {
    tasks.cancel()
  }
}
