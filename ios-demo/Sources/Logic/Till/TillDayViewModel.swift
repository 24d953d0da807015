import Observation

/// What the shop took today.
@MainActor
@Observable
public final class TillDayViewModel: ScreenModel {
  @ObservationIgnored private let tasks = Tasks()

  init(session: Session, clock: any AppClock) {}

  public func end() {
    tasks.cancel()
  }
}
