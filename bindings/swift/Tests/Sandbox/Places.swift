import DLakWallet
import Foundation

/// Where things are: as the environment says, or in the repository that this file is in.
package enum Places {
  package static let repository = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  package static let package = repository.appending(path: "bindings/swift")

  /// The bank, and all that a shell can do with it.
  package static let dlak = path("DLAK_BIN", else: "target/debug/dlak")
  /// What loses answers between wallet and bank.
  package static let faultProxy = path("DLAK_FAULT_PROXY", else: "target/debug/fault-proxy")
  /// The folder of the journeys.
  package static let journeys = path("DLAK_JOURNEYS", else: "tests/journeys")
  /// Where the journeys' results go.
  package static let journeyResults = path("DLAK_JOURNEY_RESULTS", else: "target/journeys")

  private static func path(_ variable: String, else place: String) -> URL {
    guard let said = ProcessInfo.processInfo.environment[variable], !said.isEmpty else {
      return repository.appending(path: place)
    }
    return URL(filePath: said)
  }
}

/// A folder of its own, gone with this object.
package final class Folder: Sendable {
  package let url: URL

  package init() throws {
    let name = "dlak-swift-\(UUID().uuidString)"
    url = URL(filePath: NSTemporaryDirectory()).appending(path: name)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  /// The configuration of a wallet in this folder.
  package func wallet(
    _ name: String = "wallet", bank: URL, keystore: (any Keystore)? = nil
  ) -> WalletConfiguration {
    WalletConfiguration(
      folder: url.appending(path: name),
      bank: bank,
      keystore: keystore ?? FileKeystore(folder: url.appending(path: "\(name)-keys")))
  }
}
