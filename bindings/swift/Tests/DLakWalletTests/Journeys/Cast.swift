import DLakWallet
import Foundation
import Sandbox

/// Who plays in a journey, and what its steps have kept.
final class Cast {
  /// A wallet that is open.
  struct Role {
    let wallet: Wallet
    /// What it has told and nobody has looked at.
    let events: WalletEvents
    var following: Task<Void, any Error>?
  }

  enum Kept {
    case text(String)
    case preview(PaymentPreview)
  }

  let proxy: FaultProxy
  let bank: SandboxBank
  private let folder: Folder
  private var roles: [String: Role] = [:]
  // In the order in which they came.
  private var accounts: [(account: AccountId, role: String)] = []
  private var kept: [String: Kept] = [:]

  init() async throws {
    (proxy, bank) = try await FaultProxy.withBank()
    folder = try Folder()
  }

  /// Ends everything, and says how many faults met no request.
  func end() async throws -> Int {
    for role in roles.values { role.following?.cancel() }
    let unused = try await proxy.tell("status").unused ?? 0
    await bank.stop()
    await proxy.stop()
    return unused
  }

  func configuration(_ role: String) -> WalletConfiguration {
    folder.wallet(role, bank: proxy.url)
  }

  func enter(_ role: String, _ wallet: Wallet) throws {
    accounts.append((try wallet.account, role))
    roles[role]?.following?.cancel()
    roles[role] = Role(wallet: wallet, events: wallet.events)
  }

  func role(_ name: String) throws -> Role {
    guard let role = roles[name] else { throw Trouble("\(name) has no wallet that is open") }
    return role
  }

  func wallet(_ step: Step) throws -> Wallet {
    try role(try step.text("wallet")).wallet
  }

  func leave(_ name: String) async throws {
    let role = try role(name)
    roles[name] = nil
    role.following?.cancel()
    await role.wallet.close()
  }

  func follow(_ name: String) throws {
    let wallet = try role(name).wallet
    roles[name]?.following = Task { try await wallet.follow() }
  }

  /// The role that has this account.
  func whose(_ account: AccountId) -> String {
    accounts.first { $0.account == account }?.role ?? "bank"
  }

  /// Keeps what a step gave. A name is given once.
  func keep(_ name: String, _ value: Kept?) throws {
    guard let value else { throw Trouble("it gives nothing to keep as \(name)") }
    guard kept.updateValue(value, forKey: name) == nil else { throw Trouble("\(name) is kept already") }
  }

  /// The text that was kept under the name in this field.
  func text(_ step: Step, _ field: String) throws -> String {
    let name = try step.text(field)
    guard case .text(let text) = kept[name] else { throw Trouble("no text is kept as \(name)") }
    return text
  }

  /// What was prepared, and kept under the name in this field.
  func preview(_ step: Step, _ field: String) throws -> PaymentPreview {
    let name = try step.text(field)
    guard case .preview(let preview) = kept[name] else { throw Trouble("no preview is kept as \(name)") }
    return preview
  }
}
