// Not compiled, and not run, where this package is tested: there is no Keychain on Linux.
#if canImport(Security)
  import Foundation
  import Security

  /// Keeps the wallet's secrets in the Keychain, for this device only: in no backup and not in iCloud, readable after
  /// the first unlock, so that payments can end in the background.
  ///
  /// iOS keeps them when the app is removed: a new wallet writes over them. On a Mac the app must be signed with an
  /// application identifier or a Keychain group, or the Keychain refuses with -34018.
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
      let changed = change(secret, name)
      guard changed == errSecItemNotFound else { return try check(changed, "changing") }
      var new = item(name)
      new[kSecValueData] = secret
      new[kSecAttrAccessible] = kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly
      let added = SecItemAdd(new as CFDictionary, nil)
      // A call that the wallet gave up on may add it just now.
      guard added == errSecDuplicateItem else { return try check(added, "adding") }
      try check(change(secret, name), "changing")
    }

    /// Forgets the secret of this name.
    public func delete(_ name: String) throws {
      let status = SecItemDelete(item(name) as CFDictionary)
      if status != errSecItemNotFound { try check(status, "deleting") }
    }

    private func change(_ secret: Data, _ name: String) -> OSStatus {
      let change: [CFString: Any] = [kSecValueData: secret]
      return SecItemUpdate(item(name) as CFDictionary, change as CFDictionary)
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
