import Observation

/// The till: an amount, a code, "paid".
@MainActor
@Observable
public final class TillViewModel: ScreenModel {
  @ObservationIgnored private let tasks = Tasks()

  init(session: Session, clock: any AppClock, saved: Saved) {}

  public func end() {
    tasks.cancel()
  }
}
