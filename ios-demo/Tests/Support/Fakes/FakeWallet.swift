import DLakDemoLogic
import DLakWallet
import Foundation

/// A wallet of a test's own making: what it holds is set, what it is asked is kept, and any call can be made to fail.
@MainActor
public final class FakeWallet {
  public static let pin = "271828"

  /// What a call of this name throws: `fail["sync"] = .bankUnreachable`. It stays until it is taken away.
  public var fail: [String: WalletError] = [:]
  /// The names of the calls that were made.
  public private(set) var calls: [String] = []

  public var balanceNow = Balance(settled: .zero, reserved: .zero, available: .zero) {
    didSet { balanceChanges.send(balanceNow) }
  }
  public let happening = Broadcast<Event>()
  public var profileNow: Profile?
  public var entries: [HistoryItem] = []
  public var made: [OrderId: Payment] = [:]
  public var receipts: [OrderId: Receipt] = [:]
  public var diverged: [Divergence] = []
  public var requests: [RequestId: RequestStatus] = [:]
  public var topUps: [OrderId: TopUp] = [:]
  public var locked = false
  public var registered = true
  public var pin = FakeWallet.pin

  /// What `prepare` gives.
  public var onPrepare: @MainActor (String, Amount?, String?) async throws -> PreviewDetails = { _, _, _ in
    throw failure(.badCode)
  }
  /// What `confirm` does.
  public var onConfirm: @MainActor (PreviewDetails) async throws -> Payment = { _ in throw failure(.bankUnreachable) }
  public var onRedeem: @MainActor (Amount) async throws -> Payment = { _ in throw failure(.bankUnreachable) }
  public var onTopUp: @MainActor (Amount) async throws -> TopUp = { _ in throw failure(.bankUnreachable) }
  public var onRequest: @MainActor (Amount, String?, Duration) async throws -> PaymentRequest = { _, _, _ in
    throw failure(.bankUnreachable)
  }

  private let balanceChanges = Broadcast<Balance>()

  public init() {}

  /// As the app asks it.
  public private(set) lazy var port: any WalletPort = Port(self)

  fileprivate func call<Value: Sendable>(_ name: String, _ work: @MainActor () async throws -> Value) async throws
    -> Value
  {
    calls.append(name)
    if let failure = fail[name] { throw failure }
    return try await work()
  }

  fileprivate func meant(_ filter: HistoryFilter) -> [HistoryItem] {
    let text = (filter.text ?? "").trimmingCharacters(in: .whitespaces)
    return entries.filter { item in
      (text.isEmpty
        || [item.counterpartyName, item.memo ?? ""].contains { $0.range(of: text, options: .caseInsensitive) != nil })
        && (filter.direction == nil || item.direction == filter.direction)
        && (filter.kinds.isEmpty || filter.kinds.contains(item.kind))
        && (filter.from.map { item.settledAt >= $0 } ?? true) && (filter.until.map { item.settledAt < $0 } ?? true)
    }
    .sorted { $0.seq > $1.seq }
  }

  fileprivate func balances() -> AsyncStream<Balance> {
    let changes = balanceChanges.listen()
    let now = balanceNow
    return AsyncStream { continuation in
      continuation.yield(now)
      let task = Task {
        for await balance in changes { continuation.yield(balance) }
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }
}

private struct FakePrepared: PreparedPayment {
  let details: PreviewDetails
}

/// The fake wallet behind the app's protocol. The app calls it on the main thread only.
private final class Port: WalletPort, @unchecked Sendable {
  private unowned let wallet: FakeWallet

  init(_ wallet: FakeWallet) {
    self.wallet = wallet
  }

  var account: AccountId { AccountId(rawValue: "acc-khamla") }
  var trust: BankTrust { BankTrust(network: "sandbox", receiptKey: "receipt-key", logKey: "log-key") }
  var isLocked: Bool { MainActor.assumeIsolated { wallet.locked } }
  func events() -> AsyncStream<Event> { MainActor.assumeIsolated { wallet.happening.listen() } }
  func balances() -> AsyncStream<Balance> { MainActor.assumeIsolated { wallet.balances() } }
  func lock() { MainActor.assumeIsolated { wallet.locked = true } }

  @MainActor func unlock(pin: String) async throws {
    try await wallet.call("unlock") {
      guard pin == wallet.pin else { throw failure(.wrongPin) }
      wallet.locked = false
    }
  }
  @MainActor func words(pin: String) async throws -> RecoveryWords {
    try await wallet.call("words") {
      guard pin == wallet.pin else { throw failure(.wrongPin) }
      return try RecoveryWords(Samples.phrase)
    }
  }
  @MainActor func changePIN(from old: String, to new: String) async throws {
    try await wallet.call("changePIN") {
      guard old == wallet.pin else { throw failure(.wrongPin) }
      wallet.pin = new
    }
  }
  @MainActor func register(enrolmentCode: String) async throws -> Profile {
    try await wallet.call("register") {
      wallet.registered = true
      let profile = wallet.profileNow ?? Samples.profile("Khamla Sayasone")
      wallet.profileNow = profile
      return profile
    }
  }
  @MainActor func isRegistered() async throws -> Bool { try await wallet.call("isRegistered") { wallet.registered } }
  @MainActor func profile() async throws -> Profile? { try await wallet.call("profile") { wallet.profileNow } }
  @MainActor func refreshProfile() async throws -> Profile {
    try await wallet.call("refreshProfile") {
      guard let profile = wallet.profileNow else { throw failure(.notRegistered) }
      return profile
    }
  }
  @MainActor func balance() async throws -> Balance { try await wallet.call("balance") { wallet.balanceNow } }
  @MainActor func sync() async throws -> SyncReport {
    try await wallet.call("sync") {
      SyncReport(newEntries: 0, seq: UInt64(wallet.entries.count), balance: wallet.balanceNow.settled, treeSize: 1)
    }
  }
  @MainActor func resume() async throws -> [Payment] { try await wallet.call("resume") { [] } }
  @MainActor func follow() async throws {
    // Until it is cancelled.
    for await _ in AsyncStream<Void>(unfolding: { try? await Task.sleep(for: .seconds(3600)) }) {
      try Task.checkCancellation()
    }
  }
  @MainActor func history(matching filter: HistoryFilter, before: UInt64?, limit: Int) async throws -> [HistoryItem] {
    try await wallet.call("history") {
      Array(wallet.meant(filter).filter { item in before.map { item.seq < $0 } ?? true }.prefix(limit))
    }
  }
  @MainActor func historySummary(matching filter: HistoryFilter) async throws -> HistorySummary {
    try await wallet.call("historySummary") {
      let items = wallet.meant(filter)
      let sum = { (direction: Direction) in
        try items.filter { $0.direction == direction }.reduce(Amount.zero) { try $0 + $1.amount }
      }
      return HistorySummary(entries: UInt64(items.count), received: try sum(.credit), paid: try sum(.debit))
    }
  }
  @MainActor func historyEntry(_ orderId: OrderId) async throws -> HistoryItem? {
    try await wallet.call("historyEntry") { wallet.entries.first { $0.orderId == orderId } }
  }
  @MainActor func divergences() async throws -> [Divergence] {
    try await wallet.call("divergences") { wallet.diverged }
  }
  @MainActor func prepare(_ code: String, amount: Amount?, memo: String?) async throws -> any PreparedPayment {
    try await wallet.call("prepare") { FakePrepared(details: try await wallet.onPrepare(code, amount, memo)) }
  }
  @MainActor func confirm(_ prepared: any PreparedPayment) async throws -> PaymentOutcome {
    try await wallet.call("confirm") {
      let payment = try await wallet.onConfirm(prepared.details)
      wallet.made[payment.orderId] = payment
      return payment.outcome
    }
  }
  @MainActor func redeem(_ amount: Amount) async throws -> PaymentOutcome {
    try await wallet.call("redeem") {
      let payment = try await wallet.onRedeem(amount)
      wallet.made[payment.orderId] = payment
      return payment.outcome
    }
  }
  @MainActor func payment(_ id: OrderId) async throws -> Payment {
    try await wallet.call("payment") {
      guard let payment = wallet.made[id] else { throw failure(.paymentUnknown) }
      return payment
    }
  }
  @MainActor func payments(before: OrderId?, limit: Int) async throws -> [Payment] {
    try await wallet.call("payments") {
      let all = wallet.made.values.filter { payment in before.map { payment.orderId.rawValue < $0.rawValue } ?? true }
      return Array(all.sorted { $0.orderId.rawValue > $1.orderId.rawValue }.prefix(limit))
    }
  }
  @MainActor func receipt(_ id: OrderId) async throws -> Receipt {
    try await wallet.call("receipt") {
      guard let receipt = wallet.receipts[id] else { throw failure(.noReceipt) }
      return receipt
    }
  }
  @MainActor func verifyReceipt(_ text: String) async throws -> Receipt {
    try await wallet.call("verifyReceipt") {
      guard let receipt = wallet.receipts.values.first(where: { $0.text == text }) else { throw failure(.badReceipt) }
      return receipt
    }
  }
  @MainActor func staticCode(amount: Amount?) async throws -> String {
    try await wallet.call("staticCode") { Samples.dlakCode(amount: amount) }
  }
  @MainActor func request(_ amount: Amount, memo: String?, validFor: Duration) async throws -> PaymentRequest {
    try await wallet.call("request") {
      let request = try await wallet.onRequest(amount, memo, validFor)
      wallet.requests[request.id] = .open
      return request
    }
  }
  @MainActor func requestStatus(_ id: RequestId) async throws -> RequestStatus {
    try await wallet.call("requestStatus") {
      guard let status = wallet.requests[id] else { throw failure(.requestUnknown) }
      return status
    }
  }
  @MainActor func topUp(_ amount: Amount) async throws -> TopUp {
    try await wallet.call("topUp") {
      let topUp = try await wallet.onTopUp(amount)
      wallet.topUps[topUp.id] = topUp
      return topUp
    }
  }
  @MainActor func topUpState(_ id: OrderId) async throws -> TopUp {
    try await wallet.call("topUpState") {
      guard let topUp = wallet.topUps[id] else { throw failure(.topUpUnknown) }
      return topUp
    }
  }
  @MainActor func close() async { _ = try? await wallet.call("close") {} }
}

/// What the library throws.
public func failure(_ code: ErrorCode, isRetryable: Bool = false, details: [String: String] = [:]) -> WalletError {
  WalletError(code, "made by a test", isRetryable: isRetryable, details: details)
}
