import Foundation

/// Keeps secrets by name, for this device only: never in a backup, never on another device.
///
/// Names are 1 to 64 lower-case letters, digits and hyphens, secrets at most 4096 bytes. Called on a thread that may
/// block, for as long as ``WalletConfiguration/keystoreTimeout`` allows; after that, and when it throws, the wallet's
/// call fails with ``ErrorCode/keystore``. On Apple's platforms there is `KeychainKeystore`.
public protocol Keystore: Sendable {
  /// The secret of this name, if there is one.
  func load(_ name: String) throws -> Data?
  /// Keeps the secret under this name, instead of one that was there. Durable when it returns.
  func store(_ secret: Data, as name: String) throws
  /// Forgets the secret of this name, if there is one.
  func delete(_ name: String) throws
}

/// What a keystore throws when it can't be used now. Of other errors the log learns the type only.
public struct KeystoreError: Error, Hashable, Sendable {
  /// Why, for the log. Without secrets.
  public let reason: String

  /// Says why, without secrets.
  public init(_ reason: String) {
    self.reason = reason
  }
}

/// A keystore for machines without one, like those that run tests: files in a folder, as safe as its permissions are.
public struct FileKeystore: Keystore {
  private let native: any NativeKeystore

  /// Keeps its files in `folder`, which is made when it is needed.
  public init(folder: URL) {
    native = fileKeystore(folder: folder.path(percentEncoded: false))
  }

  /// The secret of this name, if there is one.
  public func load(_ name: String) throws -> Data? {
    try saying { try native.load(name: name) }
  }

  /// Keeps the secret under this name.
  public func store(_ secret: Data, as name: String) throws {
    try saying { try native.store(name: name, secret: secret) }
  }

  /// Forgets the secret of this name.
  public func delete(_ name: String) throws {
    try saying { try native.delete(name: name) }
  }

  private func saying<T>(_ work: () throws -> T) throws -> T {
    do {
      return try work()
    } catch NativeKeystoreFailure.Unavailable(let why) {
      throw KeystoreError(why)
    }
  }
}

/// The app's keystore, as the library calls it.
final class KeystoreAdapter: NativeKeystore {
  private let keystore: any Keystore

  init(_ keystore: any Keystore) {
    self.keystore = keystore
  }

  func load(name: String) throws -> Data? {
    let secret = try saying { try keystore.load(name) }
    // What was stored is never so long, and what is very long does not cross the border.
    guard (secret?.count ?? 0) <= 4096 else {
      throw NativeKeystoreFailure.Unavailable(why: "it gave more than was ever stored")
    }
    return secret
  }

  func store(name: String, secret: Data) throws {
    try saying { try keystore.store(secret, as: name) }
  }

  func delete(name: String) throws {
    try saying { try keystore.delete(name) }
  }

  private func saying<T>(_ work: () throws -> T) throws -> T {
    do {
      return try work()
    } catch let error as KeystoreError {
      throw NativeKeystoreFailure.Unavailable(why: error.reason)
    } catch {
      throw NativeKeystoreFailure.Unavailable(why: "it threw \(nameOfType(error))")
    }
  }
}
