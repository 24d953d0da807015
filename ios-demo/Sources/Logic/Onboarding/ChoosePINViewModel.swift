import Observation

/// A PIN is chosen, twice.
@MainActor
@Observable
public final class ChoosePINViewModel: ScreenModel {
  @ObservationIgnored private let tasks = Tasks()

  init(isRestore: Bool, session: Session, settings: SettingsStore, inHand: WordsInHand) {}

  public func end() {
    tasks.cancel()
  }
}
