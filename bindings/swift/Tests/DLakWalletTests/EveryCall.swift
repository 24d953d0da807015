import DLakWallet
import Foundation
import Sandbox
import Testing

/// What the wallet's calls take: one of each, made with a real bank.
struct Things: Sendable {
  let owner: Owner
  let code: String
  let preview: PaymentPreview
  let payment: OrderId
  let topUp: OrderId
  let request: RequestId
  let device: DeviceId

  /// `url` is that of a proxy in front of the bank.
  init(_ bank: SandboxBank, at url: URL? = nil) async throws {
    owner = try await Owner(bank, at: url, with: .kip(100_000))
    let wallet = owner.wallet
    let other = try await Owner(bank).wallet
    code = try await other.staticCode(amount: .kip(1_000))
    payment = try await wallet.confirm(try await wallet.prepare(code)).payment.orderId
    preview = try await wallet.prepare(code)
    topUp = try await wallet.topUp(.kip(1_000)).id
    request = try await wallet.request(.kip(500)).id
    // Not this wallet's, so that taking its rights is tried and changes nothing.
    device = try other.device
  }
}

/// A call of a wallet that waits.
struct AsyncCall: Sendable, CustomTestStringConvertible {
  /// Its name in the library.
  let name: String
  /// Does it ask the bank?
  let asksBank: Bool
  let make: @Sendable (Things) async throws -> Void

  var testDescription: String { name }

  private init(_ name: String, asksBank: Bool = false, _ make: @escaping @Sendable (Things) async throws -> Void) {
    self.name = name
    self.asksBank = asksBank
    self.make = make
  }

  /// All of them: ``CoverageTests`` compares the list with what the library has.
  static let all: [AsyncCall] = [
    AsyncCall("unlock") { try await $0.owner.wallet.unlock(pin: Owner.pin) },
    AsyncCall("words") { _ = try await $0.owner.wallet.words(pin: Owner.pin) },
    AsyncCall("changePin") { try await $0.owner.wallet.changePIN(from: Owner.pin, to: Owner.pin) },
    AsyncCall("register", asksBank: true) { try await $0.owner.wallet.register(enrolmentCode: "AAAA-BBBB-CCCC-DDDD") },
    AsyncCall("isRegistered") { _ = try await $0.owner.wallet.isRegistered() },
    AsyncCall("profile") { _ = try await $0.owner.wallet.profile() },
    AsyncCall("refreshProfile", asksBank: true) { try await $0.owner.wallet.refreshProfile() },
    AsyncCall("bankInfo", asksBank: true) { _ = try await $0.owner.wallet.bankInfo() },
    AsyncCall("balance") { _ = try await $0.owner.wallet.balance() },
    AsyncCall("sync", asksBank: true) { try await $0.owner.wallet.sync() },
    AsyncCall("run", asksBank: true) { try await $0.owner.wallet.follow() },
    AsyncCall("resume") { try await $0.owner.wallet.resume() },
    AsyncCall("prepare", asksBank: true) { _ = try await $0.owner.wallet.prepare($0.code) },
    AsyncCall("confirm", asksBank: true) { _ = try await $0.owner.wallet.confirm($0.preview) },
    AsyncCall("redeem", asksBank: true) { _ = try await $0.owner.wallet.redeem(.kip(1_000)) },
    AsyncCall("payment") { _ = try await $0.owner.wallet.payment($0.payment) },
    AsyncCall("payments") { _ = try await $0.owner.wallet.payments() },
    AsyncCall("receipt", asksBank: true) { _ = try await $0.owner.wallet.receipt($0.payment) },
    AsyncCall("staticCode") { _ = try await $0.owner.wallet.staticCode() },
    AsyncCall("request", asksBank: true) { _ = try await $0.owner.wallet.request(.kip(1)) },
    AsyncCall("requestStatus", asksBank: true) { _ = try await $0.owner.wallet.requestStatus($0.request) },
    AsyncCall("history") { _ = try await $0.owner.wallet.history() },
    AsyncCall("historySummary") { _ = try await $0.owner.wallet.historySummary() },
    AsyncCall("historyEntry") { _ = try await $0.owner.wallet.historyEntry($0.payment) },
    AsyncCall("topUp", asksBank: true) { try await $0.owner.wallet.topUp(.kip(1_000)) },
    AsyncCall("topUpState") { _ = try await $0.owner.wallet.topUpState($0.topUp) },
    AsyncCall("exchange", asksBank: true) { _ = try await $0.owner.wallet.exchange($0.topUp) },
    AsyncCall("devices", asksBank: true) { _ = try await $0.owner.wallet.devices() },
    AsyncCall("revokeDevice", asksBank: true) { try await $0.owner.wallet.revoke($0.device, pin: Owner.pin) },
    AsyncCall("divergences") { _ = try await $0.owner.wallet.divergences() },
  ]
}

/// A call that gives its answer at once.
struct SyncCall: Sendable {
  let name: String
  let make: @Sendable (Wallet) throws -> Void

  static let all: [SyncCall] = [
    SyncCall(name: "account") { _ = try $0.account },
    SyncCall(name: "trust") { _ = try $0.trust },
    SyncCall(name: "device") { _ = try $0.device },
    SyncCall(name: "isLocked") { _ = try $0.isLocked },
    SyncCall(name: "lock") { try $0.lock() },
    SyncCall(name: "listen") { _ = try $0.listen(Deaf()) },
  ]
}

/// A listener that does not care.
struct Deaf: EventListener {
  func handle(_ event: Event) {}
}
