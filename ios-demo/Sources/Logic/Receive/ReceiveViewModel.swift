import DLakWallet
import Foundation
import Observation

/// To be paid: by the code that is always the same, or by a request for an amount.
@MainActor
@Observable
public final class ReceiveViewModel: ScreenModel {
  /// The longest note that the bank takes.
  public static let longestMemo = 140

  public enum Step: Hashable, Sendable {
    /// The code that is always the same; nil before it was made.
    case own(code: String?)
    /// An amount is typed, and what it is for.
    case typing(AmountEntry, memo: String)
    /// A request: see ``Asking``.
    case requested(Asking)
  }

  /// Money that came while the screen was open, and not for the request that is shown; the newest.
  public internal(set) var received: Income?

  var ownCode: String?
  var isTyping: Bool
  var entry: AmountEntry
  var memo: String
  @ObservationIgnored private let session: Session
  @ObservationIgnored private let saved: Saved
  @ObservationIgnored let counter: Counter
  @ObservationIgnored private let tasks = Tasks()

  init(session: Session, clock: any AppClock, saved: Saved) {
    self.session = session
    self.saved = saved
    isTyping = saved["typing"] != nil
    entry = AmountEntry(saved: saved["entry"])
    memo = saved["memo"] ?? ""
    counter = Counter(session: session, clock: clock, saved: saved)
    counter.onOther = { [weak self] in self?.received = $0 }
    tasks.begin { [weak self, session] in
      let wallet = try await session.openWallet()
      self?.ownCode = try await attempt { try await wallet.staticCode(amount: nil) }.value
    }
  }

  /// The owner's name, as payers see it; nil before registration.
  public var name: String? { session.state.open?.profile?.name }

  public var step: Step {
    if counter.asking != .none { return .requested(counter.asking) }
    return isTyping ? .typing(entry, memo: memo) : .own(code: ownCode)
  }

  /// An amount is to be asked for.
  public func askForAmount() {
    isTyping = true
    keep()
  }

  public func type(_ entry: AmountEntry) {
    self.entry = entry
    keep()
  }

  public func type(memo: String) {
    self.memo = String(memo.prefix(Self.longestMemo))
    keep()
  }

  /// The amount is as it should be: a code for it.
  public func request() {
    guard case .typing(let entry, let memo) = step, let amount = entry.amount else { return }
    let note = memo.trimmingCharacters(in: .whitespacesAndNewlines)
    counter.request(amount, memo: note.isEmpty ? nil : note)
  }

  /// The same again: it ran out, or could not be made.
  public func again() {
    counter.again()
  }

  /// Asks the bank where the request stands.
  public func askBank() {
    counter.ask()
  }

  public func sawReceived() {
    received = nil
  }

  /// One step back: from the request to its amount, from there to the own code. False when there is none: leave.
  public func back() -> Bool {
    if case .paid = counter.asking {
      clear()
    } else if counter.asking != .none {
      counter.forget()
    } else if isTyping {
      clear()
    } else {
      return false
    }
    return true
  }

  public func end() {
    counter.end()
    tasks.cancel()
  }

  private func clear() {
    isTyping = false
    entry = AmountEntry()
    memo = ""
    keep()
    counter.forget()
  }

  private func keep() {
    saved["typing"] = isTyping ? "yes" : nil
    saved["entry"] = entry.isEmpty ? nil : entry.saved
    saved["memo"] = memo.isEmpty ? nil : memo
  }
}
