import Observation

/// One payment, from a code to its end.
@MainActor
@Observable
public final class PayViewModel: ScreenModel {
  @ObservationIgnored private let tasks = Tasks()

  init(code: String, isLink: Bool, session: Session, clock: any AppClock, saved: Saved) {}

  public func end() {
    tasks.cancel()
  }
}
