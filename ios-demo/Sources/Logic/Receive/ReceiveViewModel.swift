import Observation

/// The own code, with or without an amount.
@MainActor
@Observable
public final class ReceiveViewModel: ScreenModel {
  @ObservationIgnored private let tasks = Tasks()

  init(session: Session, clock: any AppClock, saved: Saved) {}

  public func end() {
    tasks.cancel()
  }
}
