// Compiled by Xcode only, and not run where this project is tested: there is no Secure Enclave on Linux.
import DLakWallet
import Foundation
import Security

/// Keeps the wallet's secrets in the Keychain, sealed under a key that never leaves the Secure Enclave: whoever copies the
/// Keychain's files, or restores a backup of them on another phone, has nothing.
///
/// The key is P-256, made once, for this device only, usable after the first unlock, so that payments can end in the background.
/// Sealing is ECIES as Security.framework has it: X9.63 KDF with SHA-256, AES-GCM. On a simulator, which has no Secure Enclave, the
/// Keychain alone keeps them.
struct SecureEnclaveKeystore: Keystore {
  private let items: KeychainKeystore
  private let tag: Data

  /// Keeps its items under `service`, the app's own.
  init(service: String) {
    items = KeychainKeystore(service: service)
    tag = Data("\(service).sealing".utf8)
  }

  func load(_ name: String) throws -> Data? {
    guard let kept = try items.load(name) else { return nil }
    guard let form = kept.first else { throw KeystoreError("the Keychain gave an empty secret") }
    switch Form(rawValue: form) {
    case .sealed: return try open(kept.dropFirst())
    case .plain: return Data(kept.dropFirst())
    case nil: throw KeystoreError("a secret is kept in a form that this app does not know")
    }
  }

  func store(_ secret: Data, as name: String) throws {
    if Self.hasEnclave {
      try items.store(Data([Form.sealed.rawValue]) + seal(secret), as: name)
    } else {
      try items.store(Data([Form.plain.rawValue]) + secret, as: name)
    }
  }

  func delete(_ name: String) throws {
    try items.delete(name)
  }

  /// The first byte of what is kept.
  private enum Form: UInt8 {
    case plain = 0
    case sealed = 1
  }

  private static var hasEnclave: Bool {
    #if targetEnvironment(simulator)
      false
    #else
      true
    #endif
  }

  private static let algorithm = SecKeyAlgorithm.eciesEncryptionCofactorVariableIVX963SHA256AESGCM

  private func seal(_ secret: Data) throws -> Data {
    let key = try existingKey() ?? newKey()
    guard let open = SecKeyCopyPublicKey(key) else { throw KeystoreError("the Secure Enclave gave no public key") }
    return try asking("sealing") { SecKeyCreateEncryptedData(open, Self.algorithm, secret as CFData, $0) } as Data
  }

  /// Nil when the key went with another device, or with a reset: the secret is lost, and the words bring the wallet back.
  private func open(_ sealed: Data) throws -> Data? {
    guard let key = try existingKey() else { return nil }
    return try asking("unsealing") { SecKeyCreateDecryptedData(key, Self.algorithm, Data(sealed) as CFData, $0) }
      as Data
  }

  private func existingKey() throws -> SecKey? {
    let query: [CFString: Any] = [
      kSecClass: kSecClassKey,
      kSecAttrApplicationTag: tag,
      kSecAttrKeyType: kSecAttrKeyTypeECSECPrimeRandom,
      kSecReturnRef: true,
    ]
    var found: CFTypeRef?
    let status = SecItemCopyMatching(query as CFDictionary, &found)
    if status == errSecItemNotFound { return nil }
    guard status == errSecSuccess, let found, CFGetTypeID(found) == SecKeyGetTypeID() else {
      throw KeystoreError("the Keychain refused the sealing key: \(status)")
    }
    // Its type was looked at just now; `as?` always succeeds for a type of Core Foundation.
    // swift-format-ignore: NeverForceUnwrap
    return (found as! SecKey)
  }

  private func newKey() throws -> SecKey {
    let access: SecAccessControl = try asking("making an access rule") {
      SecAccessControlCreateWithFlags(
        nil, kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly, .privateKeyUsage, $0)
    }
    let parameters: [CFString: Any] = [
      kSecAttrKeyType: kSecAttrKeyTypeECSECPrimeRandom,
      kSecAttrKeySizeInBits: 256,
      kSecAttrTokenID: kSecAttrTokenIDSecureEnclave,
      kSecPrivateKeyAttrs: [
        kSecAttrIsPermanent: true,
        kSecAttrApplicationTag: tag,
        kSecAttrAccessControl: access,
      ] as [CFString: Any],
    ]
    return try asking("making a key") { SecKeyCreateRandomKey(parameters as CFDictionary, $0) }
  }

  /// A call of Security.framework that says by a pointer what went wrong.
  private func asking<Answer>(
    _ doing: String, _ call: (UnsafeMutablePointer<Unmanaged<CFError>?>) -> Answer?
  ) throws -> Answer {
    var error: Unmanaged<CFError>?
    if let answer = call(&error) { return answer }
    let code = error.map { CFErrorGetCode($0.takeRetainedValue()) } ?? 0
    throw KeystoreError("the Secure Enclave refused \(doing): \(code)")
  }
}
