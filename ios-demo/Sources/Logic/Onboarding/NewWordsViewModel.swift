import Observation

/// The 24 words, shown to be written down, and asked for.
@MainActor
@Observable
public final class NewWordsViewModel: ScreenModel {
  @ObservationIgnored private let tasks = Tasks()

  init(session: Session, settings: SettingsStore, inHand: WordsInHand) {}

  public func end() {
    tasks.cancel()
  }
}
