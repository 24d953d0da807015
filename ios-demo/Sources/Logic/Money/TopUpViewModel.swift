import Observation

/// Money from the bank account into the wallet.
@MainActor
@Observable
public final class TopUpViewModel: ScreenModel {
  @ObservationIgnored private let tasks = Tasks()

  init(session: Session, clock: any AppClock, saved: Saved) {}

  public func end() {
    tasks.cancel()
  }
}
