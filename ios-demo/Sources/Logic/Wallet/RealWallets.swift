import DLakWallet
import Foundation

/// The wallet in the configuration's folder, by the library.
@MainActor
public final class RealWallets: Wallets {
  private let configuration: WalletConfiguration
  private let deviceName: String
  private let trust: BankTrust?

  /// `trust` is how the bank is believed; without it its own word is taken for that, once.
  public init(_ configuration: WalletConfiguration, deviceName: String, trust: BankTrust? = nil) {
    self.configuration = configuration
    self.deviceName = deviceName
    self.trust = trust
  }

  public func exists() -> Bool {
    let database = configuration.folder.appending(path: Self.database)
    return FileManager.default.fileExists(atPath: database.path(percentEncoded: false))
  }

  public func create(pin: String) async throws -> (wallet: any WalletPort, words: RecoveryWords) {
    let made = try await Wallet.create(configuration, pin: pin, deviceName: deviceName, trust: trust)
    return (RealWallet(made.wallet), made.words)
  }

  public func restore(words: RecoveryWords, pin: String) async throws -> any WalletPort {
    RealWallet(
      try await Wallet.restore(configuration, words: words, pin: pin, deviceName: deviceName, trust: trust))
  }

  public func open() async throws -> any WalletPort {
    RealWallet(try await Wallet.open(configuration))
  }

  public func setAside(today: String) async -> Bool {
    let folder = configuration.folder
    let beside = folder.deletingLastPathComponent()
    let name = "\(folder.lastPathComponent)-\(today)"
    let isFree = { (url: URL) in !FileManager.default.fileExists(atPath: url.path(percentEncoded: false)) }
    var aside = beside.appending(path: name)
    var number = 2
    while !isFree(aside) {
      aside = beside.appending(path: "\(name)-\(number)")
      number += 1
    }
    // One step: whatever happens, the files are in the one place or in the other.
    return rename(folder.path(percentEncoded: false), aside.path(percentEncoded: false)) == 0
  }

  /// The file that a wallet's folder has: see `WalletConfiguration.folder`.
  private static let database = "wallet.db"
}
