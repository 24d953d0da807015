import Observation

/// The 24 words are typed.
@MainActor
@Observable
public final class RestoreViewModel: ScreenModel {
  @ObservationIgnored private let tasks = Tasks()

  init(inHand: WordsInHand, saved: Saved) {}

  public func end() {
    tasks.cancel()
  }
}
