import Observation

/// Money from the wallet to the bank account.
@MainActor
@Observable
public final class RedeemViewModel: ScreenModel {
  @ObservationIgnored private let tasks = Tasks()

  init(session: Session, clock: any AppClock, saved: Saved) {}

  public func end() {
    tasks.cancel()
  }
}
