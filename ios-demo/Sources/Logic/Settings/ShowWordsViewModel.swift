import Observation

/// The 24 words again, for the PIN.
@MainActor
@Observable
public final class ShowWordsViewModel: ScreenModel {
  @ObservationIgnored private let tasks = Tasks()

  init(session: Session) {}

  public func end() {
    tasks.cancel()
  }
}
