import Observation

/// All that happened in the account.
@MainActor
@Observable
public final class HistoryViewModel: ScreenModel {
  @ObservationIgnored private let tasks = Tasks()

  init(session: Session, clock: any AppClock, saved: Saved) {}

  public func end() {
    tasks.cancel()
  }
}
