// Not compiled, and not run, where this package is tested: there is no Keychain on Linux.
#if canImport(Security)
  import Foundation
  import Security

  /// Keeps the wallet's secrets in the Keychain, for this device only: in no backup and not in iCloud, readable after
  /// the first unlock, so that payments can end in the background.
  public struct KeychainKeystore: Keystore {
    private let service: String

    /// Keeps its items under `service`, which must be the app's own. Give each wallet of an app another one.
    public init(service: String) {
      self.service = service
    }

    /// The secret of this name, if there is one.
    public func load(_ name: String) throws -> Data? {
      var query = item(name)
      query[kSecReturnData] = true
      query[kSecMatchLimit] = kSecMatchLimitOne
      var found: CFTypeRef?
      let status = SecItemCopyMatching(query as CFDictionary, &found)
      if status == errSecItemNotFound { return nil }
      try check(status, "reading")
      guard let secret = found as? Data else { throw KeystoreError("the Keychain gave no data") }
      return secret
    }

    /// Keeps the secret under this name.
    public func store(_ secret: Data, as name: String) throws {
      let change: [CFString: Any] = [kSecValueData: secret]
      let status = SecItemUpdate(item(name) as CFDictionary, change as CFDictionary)
      guard status == errSecItemNotFound else { return try check(status, "changing") }
      var new = item(name)
      new[kSecValueData] = secret
      new[kSecAttrAccessible] = kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly
      try check(SecItemAdd(new as CFDictionary, nil), "adding")
    }

    /// Forgets the secret of this name.
    public func delete(_ name: String) throws {
      let status = SecItemDelete(item(name) as CFDictionary)
      if status != errSecItemNotFound { try check(status, "deleting") }
    }

    private func item(_ name: String) -> [CFString: Any] {
      [
        kSecClass: kSecClassGenericPassword,
        kSecAttrService: service,
        kSecAttrAccount: name,
        kSecAttrSynchronizable: false,
        // On a Mac: the Keychain of iOS rather than that of files.
        kSecUseDataProtectionKeychain: true,
      ]
    }

    private func check(_ status: OSStatus, _ doing: String) throws {
      guard status == errSecSuccess else { throw KeystoreError("the Keychain refused \(doing): \(status)") }
    }
  }
#endif
