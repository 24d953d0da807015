import Observation

/// A wallet that can't be opened: why, and what its owner can do.
@MainActor
@Observable
public final class FailedViewModel: ScreenModel {
  @ObservationIgnored private let tasks = Tasks()

  init(session: Session) {}

  public func end() {
    tasks.cancel()
  }
}
