import DLakWallet
import Foundation

/// What this app asks of a wallet: `DLakWallet.Wallet`, behind a protocol so that view models are tested without a bank. The
/// meaning of every call is there. What fails is a `WalletError`, or a `CancellationError`.
public protocol WalletPort: AnyObject, Sendable {
  var account: AccountId { get throws(WalletError) }
  var trust: BankTrust { get throws(WalletError) }
  var isLocked: Bool { get }
  /// What happens, from the moment of the call on.
  func events() -> AsyncStream<Event>
  /// What the wallet holds: now, and after each change.
  func balances() -> AsyncStream<Balance>

  func lock()
  func unlock(pin: String) async throws
  func words(pin: String) async throws -> RecoveryWords
  func changePIN(from old: String, to new: String) async throws

  func register(enrolmentCode: String) async throws -> Profile
  func isRegistered() async throws -> Bool
  func profile() async throws -> Profile?
  func refreshProfile() async throws -> Profile

  func balance() async throws -> Balance
  func sync() async throws -> SyncReport
  /// Goes on with the payments and top-ups whose end is not known; ``follow()`` does so by itself.
  func resume() async throws -> [Payment]
  func follow() async throws

  func history(matching filter: HistoryFilter, before: UInt64?, limit: Int) async throws -> [HistoryItem]
  func historySummary(matching filter: HistoryFilter) async throws -> HistorySummary
  func historyEntry(_ orderId: OrderId) async throws -> HistoryItem?
  func divergences() async throws -> [Divergence]

  func prepare(_ code: String, amount: Amount?, memo: String?) async throws -> any PreparedPayment
  func confirm(_ prepared: any PreparedPayment) async throws -> PaymentOutcome
  func redeem(_ amount: Amount) async throws -> PaymentOutcome
  func payment(_ id: OrderId) async throws -> Payment
  func payments(before: OrderId?, limit: Int) async throws -> [Payment]
  func receipt(_ id: OrderId) async throws -> Receipt
  /// `Receipt.verify(_:trust:)`, with the keys of this wallet's bank.
  func verifyReceipt(_ text: String) async throws -> Receipt

  func staticCode(amount: Amount?) async throws -> String
  func request(_ amount: Amount, memo: String?, validFor: Duration) async throws -> PaymentRequest
  func requestStatus(_ id: RequestId) async throws -> RequestStatus
  func topUp(_ amount: Amount) async throws -> TopUp
  func topUpState(_ id: OrderId) async throws -> TopUp

  func close() async
}

/// How many rows a list takes at once.
public let pageOfRows = 50

/// What the owner is about to confirm: a `PaymentPreview`. Only ``WalletPort/prepare(_:amount:memo:)`` makes one.
public protocol PreparedPayment: Sendable {
  var details: PreviewDetails { get }
}

/// The one wallet of this phone.
@MainActor
public protocol Wallets: AnyObject {
  /// Is there one?
  func exists() -> Bool
  /// Makes one: unlocked, unknown to the bank, with its 24 words.
  func create(pin: String) async throws -> (wallet: any WalletPort, words: RecoveryWords)
  /// Brings one back from its words: unlocked.
  func restore(words: RecoveryWords, pin: String) async throws -> any WalletPort
  /// Opens the one that there is: locked.
  func open() async throws -> any WalletPort
  /// Moves the files of a wallet that can't be opened aside, all of them or none, and keeps them under a name with the day, like
  /// `2026-11-25`. False when the phone's storage refused. Never call it while a wallet is open.
  func setAside(today: String) async -> Bool
}
