import DLakWallet
import Foundation
import Observation

/// One payment, from a code to its end: see ``PayStep``.
///
/// What keeps money safe here: nothing is paid without a tap on the confirmation that is shown; the order's id is saved before the
/// wallet is told; the wallet's answer is waited for by the session, not by this screen; and where it is not known what happened,
/// the wallet is asked, never guessed about.
@MainActor
@Observable
public final class PayViewModel: ScreenModel {
  /// How long what the bank said of a code is good enough to be confirmed.
  public static let fresh = Duration.seconds(180)
  /// How long a confirmation must be in sight before a tap counts.
  public static let settle = Duration.milliseconds(500)

  public internal(set) var step: PayStep
  /// Did a link of another app bring it?
  public let isLink: Bool

  @ObservationIgnored private let code: String
  @ObservationIgnored private let session: Session
  @ObservationIgnored private let clock: any AppClock
  @ObservationIgnored private let saved: SavedPayment
  @ObservationIgnored private let nameIn: @MainActor (_ code: String) -> String?
  @ObservationIgnored private let tasks = Tasks()
  @ObservationIgnored private var prepared: (any PreparedPayment)?
  @ObservationIgnored private var preparedAt: Duration
  @ObservationIgnored private var shownAt: Duration
  @ObservationIgnored private var work: Task<Void, Never>?

  init(
    code: String, isLink: Bool, session: Session, clock: any AppClock, saved: Saved,
    nameIn: @escaping @MainActor (_ code: String) -> String? = {
      // For want of the bank's.
      try? PaymentCode.read($0).printedName
    }
  ) {
    self.code = code
    self.isLink = isLink
    self.session = session
    self.clock = clock
    self.saved = SavedPayment(saved: saved)
    self.nameIn = nameIn
    preparedAt = clock.uptime
    shownAt = clock.uptime
    let order = self.saved.order
    step = order == nil ? .reading : .finding
    begin { model in
      if let order { try await model.find(order) } else { try await model.read() }
    }
    tasks.begin { [weak self, session] in
      for await available in changes(of: { session.balance?.available }) {
        self?.changeAmount { $0.available = available }
      }
    }
    // Behind the lock a confirmation is out of sight: the tap that ended the PIN is no yes to it.
    tasks.begin { [weak self, session, clock] in
      for await _ in changes(of: { session.state.open?.isLocked }) { self?.shownAt = clock.uptime }
    }
  }

  public func end() {
    work?.cancel()
    tasks.cancel()
  }

  // MARK: - What the owner does

  public func type(_ entry: AmountEntry) {
    saved.entry = entry
    changeAmount {
      $0.entry = entry
      $0.problem = nil
    }
  }

  public func type(memo: String) {
    saved.memo = memo
    changeAmount {
      $0.memo = memo
      $0.problem = nil
    }
  }

  /// The amount is as it should be.
  public func amountDone() {
    guard case .needsAmount(let ask) = step, ask.canGoOn else { return }
    saved.isAmountGiven = true
    begin { try await $0.read() }
  }

  /// Back to the amount.
  public func changeAmount() {
    if case .confirm(let confirm) = step, confirm.isAmountOwn { askForAmount(problem: nil) }
  }

  /// Yes, pay this.
  public func confirm() {
    guard case .confirm(let confirm) = step, confirm.obstacle == nil, let ready = prepared,
      ready.details == confirm.details
    else { return }
    // A second tap on the button that was here before is no yes to what has only just appeared.
    guard clock.uptime - shownAt >= Self.settle else { return }
    // What the bank said long ago may be true no more. The owner sees what it says now, and taps again.
    guard clock.uptime - preparedAt < Self.fresh else { return begin { try await $0.read(notes: [.askedAnew]) } }
    // Before the wallet is told: see SavedPayment. And before anything else can be tapped.
    saved.order = ready.details.orderId
    step = .paying(ready.details)
    begin { model in
      // Another screen may have paid the same since this one was shown: that is worth a second look, and a second tap.
      if !confirm.cautions.contains(where: \.isRepeat),
        let repetition = try await model.cautions(ready).first(where: \.isRepeat)
      {
        model.saved.order = nil
        model.show(ready, [repetition] + confirm.cautions)
      } else {
        try await model.wait(for: try await model.session.confirm(ready), confirm.cautions)
      }
    }
  }

  /// Once more, after a failure that said so.
  public func tryAgain() {
    guard case .failed(let failure) = step else { return }
    if failure.isNothingPaid {
      saved.order = nil
      begin { try await $0.read() }
    } else if let order = saved.order {
      begin { try await $0.find(order) }
    }
  }

  // MARK: - What goes on

  /// The newest thing that was asked for is what goes on; a payment itself is the session's, and is not stopped by this.
  private func begin(_ what: @escaping @MainActor (PayViewModel) async throws -> Void) {
    work?.cancel()
    work = Task { [weak self] in
      guard let self, !Task.isCancelled else { return }
      // Only a cancellation is thrown: all else is an outcome.
      try? await what(self)
    }
  }

  private func read(notes: [Caution] = []) async throws {
    step = .reading
    let wallet = try await session.openWallet()
    let amount = saved.isAmountGiven ? saved.entry.amount : nil
    let memo = saved.isAmountGiven && !saved.memo.allSatisfy(\.isWhitespace) ? saved.memo : nil
    let asked = try await attempt {
      try await session.reach.of { try await wallet.prepare(code, amount: amount, memo: memo) }
    }
    try Task.checkCancellation()
    switch asked {
    case .done(let ready): try await present(ready, notes)
    case .failed(let problem): refused(problem)
    }
  }

  private func present(_ ready: any PreparedPayment, _ notes: [Caution]) async throws {
    let cautions = try await cautions(ready)
    prepared = ready
    preparedAt = clock.uptime
    show(ready, notes + cautions)
  }

  private func cautions(_ ready: any PreparedPayment) async throws -> [Caution] {
    let wallet = try await session.openWallet()
    let recent = try await attempt { try await wallet.payments(before: nil, limit: Self.recent) }
    try Task.checkCancellation()
    return Caution.about(ready.details, recent: recent.value ?? [], now: clock.now)
  }

  private func show(_ ready: any PreparedPayment, _ cautions: [Caution]) {
    shownAt = clock.uptime
    step = .confirm(
      PayStep.Confirm(details: ready.details, cautions: cautions, isAmountOwn: saved.isAmountGiven))
  }

  private func refused(_ problem: Problem) {
    if problem.code == .amountMissing {
      askForAmount(problem: nil)
    } else if saved.isAmountGiven, Self.aboutAmount.contains(problem.code) {
      askForAmount(problem: problem)
    } else {
      step = .failed(PayStep.Failure(problem, isNothingPaid: true))
    }
  }

  private func askForAmount(problem: Problem?) {
    saved.isAmountGiven = false
    prepared = nil
    step = .needsAmount(
      PayStep.AskForAmount(
        printedName: nameIn(code), entry: saved.entry, memo: saved.memo, available: session.balance?.available,
        limits: session.state.open?.profile.map(AmountLimits.init), problem: problem))
  }

  private func changeAmount(_ change: (inout PayStep.AskForAmount) -> Void) {
    guard case .needsAmount(var ask) = step else { return }
    change(&ask)
    step = .needsAmount(ask)
  }

  private func wait(for confirmation: Confirmation, _ cautions: [Caution]) async throws {
    let outcome = await confirmation.outcome()
    try Task.checkCancellation()
    switch outcome {
    case .done(let outcome): try await tell(outcome)
    case .failed(let problem): try await notConfirmed(confirmation.details.orderId, problem, cautions)
    }
  }

  private func notConfirmed(_ order: OrderId, _ problem: Problem, _ cautions: [Caution]) async throws {
    guard problem.isNothingMoved else { return try await find(order, after: problem) }
    saved.order = nil
    guard problem.code == .locked else {
      step = .failed(PayStep.Failure(problem, isNothingPaid: true))
      return
    }
    // The lock comes over it; then the owner is where they were, and taps again.
    session.lock()
    if let prepared { show(prepared, cautions) } else { try await read() }
  }

  /// What became of an order that was being confirmed when this screen, or the whole app, went away?
  private func find(_ order: OrderId) async throws {
    if let running = session.confirmation(order) {
      step = .paying(running.details)
      return try await wait(for: running, [])
    }
    step = .finding
    let wallet = try await session.openWallet()
    let found = try await attempt { try await wallet.payment(order) }
    try Task.checkCancellation()
    switch found {
    case .done(let payment): try await tell(payment.outcome)
    case .failed(let problem) where problem.code == .paymentUnknown:
      // Nobody confirms it, and the wallet does not have it: nothing was begun.
      saved.order = nil
      try await read(notes: [.interrupted])
    case .failed(let problem): step = .failed(PayStep.Failure(problem, isNothingPaid: false))
    }
  }

  /// Confirming failed in a way that does not say whether anything was begun.
  private func find(_ order: OrderId, after problem: Problem) async throws {
    let wallet = try await session.openWallet()
    let found = try await attempt { try await wallet.payment(order) }
    try Task.checkCancellation()
    switch found {
    case .done(let payment): try await tell(payment.outcome)
    case .failed(let other):
      step = .failed(PayStep.Failure(problem, isNothingPaid: other.code == .paymentUnknown))
    }
  }

  private func tell(_ outcome: PaymentOutcome) async throws {
    step = PayStep(outcome)
    if case .pending(let payment) = outcome { try await follow(payment.orderId) }
  }

  /// Until it is decided: an event says that something changed, the wallet says what is true.
  private func follow(_ order: OrderId) async throws {
    let events = session.events.listen()
    // It may have been decided before anybody listened.
    if try await isDecided(order) { return }
    for await event in events {
      let isAbout =
        switch event {
        case .missed: true
        case .payment(let id, _): id == order
        default: false
        }
      if isAbout, try await isDecided(order) { return }
    }
    try Task.checkCancellation()
  }

  private func isDecided(_ order: OrderId) async throws -> Bool {
    let wallet = try await session.openWallet()
    guard let payment = try await attempt({ try await wallet.payment(order) }).value else { return false }
    try Task.checkCancellation()
    step = PayStep(payment.outcome)
    if case .pending = payment.outcome { return false }
    return true
  }

  /// Enough to see what was paid a moment ago.
  private static let recent = 20

  /// What the owner mends where the amount and the note are typed.
  private static let aboutAmount: Set<ErrorCode> = [
    .insufficientFunds, .overDailyLimit, .overPaymentLimit, .amountZero, .zeroAmount, .badMemo, .tooLong,
  ]
}
