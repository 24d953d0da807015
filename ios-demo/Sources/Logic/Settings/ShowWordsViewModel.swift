import DLakWallet
import Observation

/// Shows the words to whoever knows the PIN, until the wallet is locked.
@MainActor
@Observable
public final class ShowWordsViewModel: ScreenModel {
  /// The words, once the PIN was right.
  public internal(set) var words: [String]?

  @ObservationIgnored private let tasks = Tasks()
  @ObservationIgnored let gate: PINGate

  init(session: Session, clock: any AppClock, saved: Saved) {
    gate = PINGate(tasks: tasks, clock: clock, saved: saved)
    gate.use = { [weak self] pin in
      let words = try await session.openWallet().words(pin: pin)
      // The lock may have come meanwhile.
      if session.state.open?.isLocked == false { self?.words = words.list }
    }
    tasks.begin { [weak self] in
      for await isLocked in changes(of: { session.state.open?.isLocked }) where isLocked == true { self?.words = nil }
    }
  }

  public var pad: any PINPad { gate }
  public var pin: PINPadState { gate.state }

  public func end() {
    tasks.cancel()
    words = nil
  }
}
