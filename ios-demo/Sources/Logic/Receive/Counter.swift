import DLakWallet
import Foundation
import Observation

/// A request to be paid, from its making to its end.
///
/// ```text
/// none -> making -> open -> paid
///                        -> unclear -> paid, expired      its time is over, and the bank has to say what became of it
///                -> refused
/// ```
public enum Asking: Hashable, Sendable {
  case none
  case making(Amount, memo: String?)
  /// There is no code: the bank could not be asked, or said no.
  case refused(Amount, memo: String?, Problem)
  case open(PaymentRequest, left: Duration)
  /// The money is in the wallet, verified.
  case paid(PaymentRequest, Income?)
  /// No longer shown: its time is over by this phone's clock. It may have been paid at the last moment.
  case unclear(PaymentRequest, Problem?)
  /// The bank says that it was not paid, and that it can't be any more.
  case expired(PaymentRequest)

  /// The request of which it is not known yet what becomes of it.
  var undecided: PaymentRequest? {
    switch self {
    case .open(let request, _), .unclear(let request, _): request
    default: nil
    }
  }
}

/// Where money is asked for: one request at a time, watched until it is paid or over. What was paid is believed only when its entry
/// is in the wallet and names this very request.
///
/// The bank is asked whenever something may have been missed: after a restart, when it is back, when the owner is back, and when the
/// request's time is over.
@MainActor
@Observable
final class Counter {
  /// How long a code that was just made can be paid.
  static let validFor = Duration.seconds(600)

  var asking = Asking.none

  @ObservationIgnored private let session: Session
  @ObservationIgnored private let clock: any AppClock
  @ObservationIgnored private let saved: SavedRequest
  /// Hears of money that was paid for something else.
  @ObservationIgnored var onOther: @MainActor (Income) -> Void = { _ in }
  @ObservationIgnored private let tasks = Tasks()
  @ObservationIgnored private var making: Task<Void, Never>?
  @ObservationIgnored private var watching: Task<Void, Never>?
  @ObservationIgnored private var asked: Task<Void, Never>?

  init(session: Session, clock: any AppClock, saved: Saved) {
    self.session = session
    self.clock = clock
    self.saved = SavedRequest(saved: saved)
    let events = session.events.listen()
    tasks.begin { [weak self] in
      for await event in events { try await self?.happened(event) }
    }
    tasks.begin { [weak self] in
      var isFirst = true
      let away = { @MainActor [session] in session.reach.isOffline || session.state.open?.isLocked != false }
      for await isAway in changes(of: away) {
        // The bank is back, or the owner is.
        if !isFirst, !isAway { self?.ask() }
        isFirst = false
      }
    }
    if let request = self.saved.request {
      show(request)
      // It may have been paid while nobody listened.
      ask()
    }
  }

  /// Asks for this much. A second call while the first one goes on does nothing.
  func request(_ amount: Amount, memo: String?) {
    if case .making = asking { return }
    forget()
    asking = .making(amount, memo: memo)
    making = tasks.begin { [weak self, session] in
      let made = try await attempt {
        let wallet = try await session.openWallet()
        return try await session.reach.of {
          try await wallet.request(amount, memo: memo, validFor: Self.validFor)
        }
      }
      try Task.checkCancellation()
      guard let self else { return }
      switch made {
      case .done(let request):
        self.saved.request = request
        self.show(request)
      case .failed(let problem): self.asking = .refused(amount, memo: memo, problem)
      }
    }
  }

  /// The same once more: after it was refused, or ran out.
  func again() {
    switch asking {
    case .refused(let amount, let memo, _): request(amount, memo: memo)
    case .expired(let expired): request(expired.amount, memo: expired.memo)
    default: break
    }
  }

  /// Asks the bank where the request stands.
  func ask() {
    guard let request = asking.undecided, asked == nil else { return }
    asked = tasks.begin { [weak self] in
      defer { self?.asked = nil }
      try await self?.look(request)
    }
  }

  /// Nothing is asked for any more. What is paid for it all the same comes as other money.
  func forget() {
    making?.cancel()
    watching?.cancel()
    asked?.cancel()
    asked = nil
    saved.request = nil
    asking = .none
  }

  func end() {
    tasks.cancel()
  }

  private func show(_ request: PaymentRequest) {
    asking = .open(request, left: left(request))
    watching = tasks.begin { [weak self] in try await self?.watch(request) }
  }

  /// Counts down, and asks at the end.
  private func watch(_ request: PaymentRequest) async throws {
    var pause = Self.askAgain
    while asking.undecided == request {
      let left = left(request)
      if left > .zero {
        if case .open = asking { asking = .open(request, left: left) }
        let part = Duration(secondsComponent: 0, attosecondsComponent: left.components.attoseconds)
        try await clock.sleep(for: part > .zero ? part : .seconds(1))
      } else {
        if case .open = asking { asking = .unclear(request, nil) }
        ask()
        try await clock.sleep(for: pause)
        pause = min(pause * 2, Self.askAgainMost)
      }
    }
  }

  private func look(_ request: PaymentRequest) async throws {
    let wallet = try await session.openWallet()
    let status = try await attempt {
      try await session.reach.of { try await wallet.requestStatus(request.id) }
    }
    try Task.checkCancellation()
    guard asking.undecided == request else { return }
    switch status {
    case .done(.paid):
      let income = try await attempt { try await wallet.income(for: request.id) }.value
      try Task.checkCancellation()
      if asking.undecided == request { end(.paid(request, income ?? nil)) }
    case .done(.expired): end(.expired(request))
    // By the bank's clock there is time: it may still be paid, so it is not over.
    case .done(.open): break
    case .failed(let problem):
      if case .unclear = asking { asking = .unclear(request, problem) }
    }
  }

  private func happened(_ event: Event) async throws {
    switch event {
    case .received(let seq, let orderId, let amount, let name, let request):
      try await came(Income(seq: seq, amount: amount, name: name, request: request), orderId)
    case .missed: ask()
    default: break
    }
  }

  private func came(_ income: Income, _ order: OrderId) async throws {
    if let request = asking.undecided, request.id == income.request {
      end(.paid(request, income))
    } else if case .paid(let request, _) = asking, request.id == income.request {
      // The bank was faster to say so than the event.
      asking = .paid(request, income)
    } else if try await isPayment(order) {
      onOther(income)
    }
  }

  /// The owner's own top-up is no customer.
  private func isPayment(_ order: OrderId) async throws -> Bool {
    let wallet = try await session.openWallet()
    let entry = try await attempt { try await wallet.historyEntry(order) }
    return entry.value??.kind == .payment
  }

  /// The request stays saved until it is forgotten: after a restart its end is looked up, and shown again.
  private func end(_ end: Asking) {
    watching?.cancel()
    asking = end
  }

  /// The phone's clock may be wrong: it never shows more than was asked for.
  private func left(_ request: PaymentRequest) -> Duration {
    let milliseconds = (request.expiresAt.timeIntervalSince(clock.now) * 1000).rounded()
    // A time that is far off, before or after, says no more than that it is over, or has just begun.
    return min(.milliseconds(Int64(max(-1e12, min(milliseconds, 1e12)))), Self.validFor)
  }

  private static let askAgain = Duration.seconds(5)
  private static let askAgainMost = Duration.seconds(60)
}
