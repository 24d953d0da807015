import DLakWallet
import Foundation

/// Keeps secrets for as long as the process lives: for previews and tests.
final class MemoryKeystore: Keystore, @unchecked Sendable {
  private let lock = NSLock()
  private var secrets: [String: Data] = [:]

  init() {}

  func load(_ name: String) throws -> Data? {
    lock.withLock { secrets[name] }
  }

  func store(_ secret: Data, as name: String) throws {
    lock.withLock { secrets[name] = secret }
  }

  func delete(_ name: String) throws {
    lock.withLock { secrets[name] = nil }
  }
}
