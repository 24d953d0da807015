import DLakWallet
import Foundation

/// Somebody with a wallet, for a test.
package struct Owner: Sendable {
  package static let pin = "271828"

  package let wallet: Wallet
  package let words: RecoveryWords
  package let configuration: WalletConfiguration
  package let name: String
  // The wallet's files go with it.
  private let folder: Folder

  /// A new wallet of somebody whom the bank knows. `url` is that of a proxy in front of it.
  package init(
    _ bank: SandboxBank,
    customer: Customer? = nil,
    at url: URL? = nil,
    keystore: (any Keystore)? = nil,
    with money: Amount = .zero
  ) async throws {
    let customer = try customer ?? bank.person()
    folder = try Folder()
    configuration = folder.wallet(bank: url ?? bank.url, keystore: keystore)
    (wallet, words) = try await Wallet.create(configuration, pin: Self.pin, deviceName: "phone")
    name = try await wallet.register(enrolmentCode: customer.enrolmentCode).name
    if money > .zero {
      try await wallet.topUp(money)
      try await wallet.sync()
    }
  }

  /// Pays somebody, without a request.
  package func pay(_ payee: Owner, _ amount: Amount) async throws -> PaymentOutcome {
    let code = try await payee.wallet.staticCode(amount: amount)
    return try await wallet.confirm(try await wallet.prepare(code))
  }
}
