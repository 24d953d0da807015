import DLakWallet
import Foundation

/// Hands every call on to the library.
final class RealWallet: WalletPort {
  private let wallet: Wallet

  init(_ wallet: Wallet) {
    self.wallet = wallet
  }

  var account: AccountId { get throws(WalletError) { try wallet.account } }
  var trust: BankTrust { get throws(WalletError) { try wallet.trust } }
  // A wallet that was closed pays nothing.
  var isLocked: Bool { (try? wallet.isLocked) ?? true }

  func events() -> AsyncStream<Event> {
    let events = wallet.events
    return streamed { tell in
      for await event in events { tell(event) }
    }
  }

  func balances() -> AsyncStream<Balance> {
    let balances = wallet.balances
    return streamed { tell in
      for try await balance in balances { tell(balance) }
    }
  }

  // Locking fails only when the wallet is closed, and then it is locked.
  func lock() { try? wallet.lock() }
  func unlock(pin: String) async throws { try await wallet.unlock(pin: pin) }
  func words(pin: String) async throws -> RecoveryWords { try await wallet.words(pin: pin) }
  func changePIN(from old: String, to new: String) async throws { try await wallet.changePIN(from: old, to: new) }

  func register(enrolmentCode: String) async throws -> Profile {
    try await wallet.register(enrolmentCode: enrolmentCode)
  }
  func isRegistered() async throws -> Bool { try await wallet.isRegistered() }
  func profile() async throws -> Profile? { try await wallet.profile() }
  func refreshProfile() async throws -> Profile { try await wallet.refreshProfile() }

  func balance() async throws -> Balance { try await wallet.balance() }
  func sync() async throws -> SyncReport { try await wallet.sync() }
  func resume() async throws -> [Payment] { try await wallet.resume() }
  func follow() async throws { try await wallet.follow() }

  func history(matching filter: HistoryFilter, before: UInt64?, limit: Int) async throws -> [HistoryItem] {
    try await wallet.history(matching: filter, before: before, limit: limit)
  }
  func historySummary(matching filter: HistoryFilter) async throws -> HistorySummary {
    try await wallet.historySummary(matching: filter)
  }
  func historyEntry(_ orderId: OrderId) async throws -> HistoryItem? { try await wallet.historyEntry(orderId) }
  func divergences() async throws -> [Divergence] { try await wallet.divergences() }

  func prepare(_ code: String, amount: Amount?, memo: String?) async throws -> any PreparedPayment {
    RealPrepared(preview: try await wallet.prepare(code, amount: amount, memo: memo))
  }
  func confirm(_ prepared: any PreparedPayment) async throws -> PaymentOutcome {
    guard let prepared = prepared as? RealPrepared else {
      // Another wallet's: a mistake of this app, and nothing was begun.
      throw WalletError(.badArgument, "a payment is prepared by the wallet that confirms it")
    }
    return try await wallet.confirm(prepared.preview)
  }
  func redeem(_ amount: Amount) async throws -> PaymentOutcome { try await wallet.redeem(amount) }
  func payment(_ id: OrderId) async throws -> Payment { try await wallet.payment(id) }
  func payments(before: OrderId?, limit: Int) async throws -> [Payment] {
    try await wallet.payments(before: before, limit: limit)
  }
  func receipt(_ id: OrderId) async throws -> Receipt { try await wallet.receipt(id) }
  func verifyReceipt(_ text: String) async throws -> Receipt {
    let trust = try wallet.trust
    // Signatures take their time: not on the main thread.
    return try await Task.detached { try Receipt.verify(text, trust: trust) }.value
  }

  func staticCode(amount: Amount?) async throws -> String { try await wallet.staticCode(amount: amount) }
  func request(_ amount: Amount, memo: String?, validFor: Duration) async throws -> PaymentRequest {
    try await wallet.request(amount, memo: memo, validFor: validFor)
  }
  func requestStatus(_ id: RequestId) async throws -> RequestStatus { try await wallet.requestStatus(id) }
  func topUp(_ amount: Amount) async throws -> TopUp { try await wallet.topUp(amount) }
  func topUpState(_ id: OrderId) async throws -> TopUp { try await wallet.topUpState(id) }

  func close() async { await wallet.close() }

  /// A stream that is filled by a task of its own, which ends with it.
  private func streamed<Element: Sendable>(
    _ fill: @escaping @Sendable (@Sendable (Element) -> Void) async throws -> Void
  ) -> AsyncStream<Element> {
    AsyncStream { continuation in
      let task = Task {
        try? await fill { continuation.yield($0) }
        continuation.finish()
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }
}

/// A preview of the library's.
private struct RealPrepared: PreparedPayment {
  let preview: PaymentPreview
  var details: PreviewDetails { preview.details }
}
