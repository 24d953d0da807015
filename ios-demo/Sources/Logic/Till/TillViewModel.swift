import DLakWallet
import Observation

/// A customer after the other: an amount, a code, paid.
@MainActor
@Observable
public final class TillViewModel: ScreenModel {
  public internal(set) var entry: AmountEntry
  /// Money that came for something else than what is asked for now: an older code, or the one on the wall. The newest.
  public internal(set) var other: Income?

  @ObservationIgnored private let session: Session
  @ObservationIgnored private let saved: Saved
  @ObservationIgnored let counter: Counter

  init(session: Session, clock: any AppClock, saved: Saved) {
    self.session = session
    self.saved = saved
    entry = AmountEntry(saved: saved["entry"])
    counter = Counter(session: session, clock: clock, saved: saved)
    counter.onOther = { [weak self] in self?.other = $0 }
  }

  /// The shop's name, as payers see it.
  public var name: String? { session.state.open?.profile?.name }
  /// What is asked for; nothing: the pad, where the next customer's amount is typed.
  public var asking: Asking { counter.asking }
  public var canGoOn: Bool { entry.amount != nil }

  public func type(_ entry: AmountEntry) {
    self.entry = entry
    saved["entry"] = entry.isEmpty ? nil : entry.saved
  }

  /// A code for what is typed.
  public func request() {
    if asking == .none, let amount = entry.amount { counter.request(amount, memo: nil) }
  }

  /// The same once more.
  public func again() {
    counter.again()
  }

  /// Back to the pad with the amount as it was: the customer pays otherwise, or it was wrong.
  public func cancel() {
    counter.forget()
  }

  /// The next customer.
  public func next() {
    counter.forget()
    type(AmountEntry())
  }

  /// Asks the bank where the request stands.
  public func askBank() {
    counter.ask()
  }

  public func sawOther() {
    other = nil
  }

  public func end() {
    counter.end()
  }
}
