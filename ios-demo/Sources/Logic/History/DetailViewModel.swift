import Observation

/// One entry, or a payment that has none yet.
@MainActor
@Observable
public final class DetailViewModel: ScreenModel {
  @ObservationIgnored private let tasks = Tasks()

  init(seq: UInt64?, orderId: String?, session: Session) {}

  public func end() {
    tasks.cancel()
  }
}
