import DLakWallet
import TestSupport
import Testing

@testable import DLakDemoLogic

/// A phone with a payment under way: its process can die, its screen can be left, and what its wallet wrote down stays.
@MainActor
final class PayingPhone {
  let clock = FakeClock()
  let wallet = FakeWallet()
  private(set) var session: Session
  private(set) var saved = Saved()
  private var screen: PayViewModel?
  private var prepared: UInt64 = 0

  init() {
    session = Session(FakeWallets(wallet), clock: clock)
    wallet.balanceNow = Samples.balance(.kip(500_000))
    wallet.onPrepare = { [unowned self] _, amount, memo in ready(amount ?? .kip(15_000), memo: memo) }
    wallet.onConfirm = { Samples.payment($0, .settled) }
  }

  var pay: PayViewModel {
    get throws { try #require(screen) }
  }

  var confirms: Int { wallet.calls.count { $0 == "confirm" } }
  var savedOrder: String? { saved["order"] }

  /// What the bank says of the code: each time with an order's id of its own.
  func ready(
    _ amount: Amount = .kip(15_000), payeeName: String = "Han Kafe", memo: String? = nil, warnings: [PayeeWarning] = []
  ) -> PreviewDetails {
    prepared += 1
    return Samples.preview(
      amount, payeeName: payeeName, memo: memo, orderId: Samples.orderId(prepared).rawValue, warnings: warnings)
  }

  /// The code leaves the amount to its payer.
  func leaveAmountOpen() {
    wallet.onPrepare = { [unowned self] _, amount, memo in
      guard let amount else { throw failure(.amountMissing) }
      return ready(amount, memo: memo)
    }
  }

  /// The app is started, its owner is in, and reads the code.
  func start() async throws {
    await session.open()
    try await session.unlock(pin: FakeWallet.pin)
    open()
  }

  /// The screen is made: for the first time, or anew.
  func open() {
    screen = PayViewModel(code: "code", isLink: false, session: session, clock: clock, saved: saved) { _ in "HAN KAFE" }
  }

  /// The owner leaves the screen, and begins with the same code anew.
  func leaveAndScanAgain() {
    screen?.end()
    saved = Saved()
    open()
  }

  /// The process dies, and the system starts the app again.
  func die() async throws {
    screen?.end()
    saved = Saved(saved.snapshot)
    session = Session(FakeWallets(wallet), clock: clock)
    try await start()
  }

  /// The owner looks at what is there, and says yes.
  func confirm() async throws {
    await settle()
    clock.advance(PayViewModel.settle)
    try pay.confirm()
  }

  /// The bank decides, and tells.
  func decide(_ order: OrderId, _ state: PaymentState) throws {
    let payment = try #require(wallet.made[order])
    wallet.made[order] = payment.now(state)
    wallet.happening.send(.payment(orderId: order, state: state))
  }

  // MARK: - What shows, as soon as it does

  func confirmation() async throws -> PayStep.Confirm {
    try await step("the confirmation") { if case .confirm(let confirm) = $0 { confirm } else { nil } }
  }

  func question() async throws -> PayStep.AskForAmount {
    try await step("the question for an amount") { if case .needsAmount(let ask) = $0 { ask } else { nil } }
  }

  func paying() async throws -> PreviewDetails {
    try await step("that it is being paid") { if case .paying(let details) = $0 { details } else { nil } }
  }

  func pending() async throws -> Payment {
    try await step("that it is pending") { if case .pending(let payment) = $0 { payment } else { nil } }
  }

  func paid() async throws -> Payment {
    try await step("that it is paid") { if case .paid(let payment) = $0 { payment } else { nil } }
  }

  func failed() async throws -> PayStep.Failure {
    try await step("a failure") { if case .failed(let failure) = $0 { failure } else { nil } }
  }

  private func step<Value>(_ what: String, _ of: @MainActor (PayStep) -> Value?) async throws -> Value {
    let pay = try pay
    // What shows now may be about to go: it is looked at when nothing moves any more.
    await settle()
    try await until("\(what), but \(pay.step)") { of(pay.step) != nil }
    return try #require(of(pay.step))
  }
}

extension Payment {
  /// The same, later.
  func now(_ state: PaymentState) -> Payment {
    Payment(
      orderId: orderId, kind: kind, payee: payee, payeeName: payeeName, amount: amount, request: request, memo: memo,
      createdAt: createdAt, expiresAt: expiresAt, state: state, decidedAt: decidedAt)
  }
}

/// Holds something up until a test says how it goes on.
@MainActor
final class Gate<Value: Sendable> {
  private let (answers, answer) = AsyncStream.makeStream(of: Value.self)

  /// Waits, once, for what ``open(_:)`` is told.
  func pass() async throws -> Value {
    for await value in answers { return value }
    throw CancellationError()
  }

  func open(_ value: Value) {
    answer.yield(value)
    answer.finish()
  }
}
