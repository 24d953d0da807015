import DLakWallet
import Observation

/// The 24 words on their way from one screen of the onboarding to the next. They are in memory only: the end of the process takes
/// them away, and who finishes with them calls ``clear()``.
@MainActor
@Observable
final class WordsInHand {
  static let count = 24

  /// What was typed to restore a wallet: 24 places, some may be empty.
  var typed = [String](repeating: "", count: count)
  @ObservationIgnored private var new: RecoveryWords?

  func type(_ words: [String]) {
    typed = words
  }

  /// The words of a wallet that was just made.
  func give(_ words: RecoveryWords) {
    new = words
  }

  /// Gives them once.
  func takeNew() -> RecoveryWords? {
    defer { new = nil }
    return new
  }

  /// Lets them go, here and where they are shown.
  func clear() {
    new = nil
    typed = [String](repeating: "", count: Self.count)
  }
}
