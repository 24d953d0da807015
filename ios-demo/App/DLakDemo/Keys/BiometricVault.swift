// Compiled by Xcode only, and not run where this project is tested: there is no Face ID on Linux.
import DLakDemoLogic
import Foundation
import LocalAuthentication
import Security

/// Face ID or Touch ID in the place of the PIN. The PIN lies in the Keychain, for this device only, and only the faces and fingers
/// that the phone knows now open it: when another one is added, iOS throws it away, and the owner types the PIN again.
@MainActor
final class BiometricVault: Biometrics {
  private let service: String
  /// What iOS writes under its question.
  private let reason: @MainActor () -> String

  init(service: String, reason: @escaping @MainActor () -> String) {
    self.service = service
    self.reason = reason
  }

  func isAvailable() -> Bool {
    LAContext().canEvaluatePolicy(.deviceOwnerAuthenticationWithBiometrics, error: nil)
  }

  func seal(pin: String) async -> Sealing {
    // Asked before it is kept: the owner sees that it is they who switch it on.
    let context = LAContext()
    do {
      guard try await context.evaluatePolicy(.deviceOwnerAuthenticationWithBiometrics, localizedReason: reason()) else {
        return .cancelled
      }
    } catch {
      return Self.isCancelled(error) ? .cancelled : .failed
    }
    guard
      let access = SecAccessControlCreateWithFlags(
        nil, kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly, .biometryCurrentSet, nil)
    else { return .failed }
    forget()
    var item = query
    item[kSecValueData] = Data(pin.utf8)
    item[kSecAttrAccessControl] = access
    return SecItemAdd(item as CFDictionary, nil) == errSecSuccess ? .sealed : .failed
  }

  func unseal() async -> Unsealing {
    let context = LAContext()
    context.localizedReason = reason()
    var query = query
    query[kSecReturnData] = true
    query[kSecMatchLimit] = kSecMatchLimitOne
    query[kSecUseAuthenticationContext] = context
    let question = Question(query as CFDictionary)
    // The Keychain asks the owner meanwhile: not on the main thread.
    let (status, found) = await Task.detached { question.ask() }.value
    switch status {
    case errSecSuccess:
      guard let found, let pin = String(data: found, encoding: .utf8) else { return .gone }
      return .pin(pin)
    // Another face than it knows, or a tap on "cancel": the PIN can still be typed.
    case errSecUserCanceled, errSecAuthFailed, errSecInteractionNotAllowed: return .cancelled
    default: return .gone
    }
  }

  func forget() {
    SecItemDelete(query as CFDictionary)
  }

  private var query: [CFString: Any] {
    [
      kSecClass: kSecClassGenericPassword,
      kSecAttrService: service,
      kSecAttrAccount: "pin",
      kSecAttrSynchronizable: false,
      kSecUseDataProtectionKeychain: true,
    ]
  }

  private static func isCancelled(_ error: any Error) -> Bool {
    switch (error as? LAError)?.code {
    case .userCancel, .userFallback, .systemCancel, .appCancel: true
    default: false
    }
  }
}

/// A question to the Keychain, on its way to another thread. Nobody changes it any more.
private struct Question: @unchecked Sendable {
  private let query: CFDictionary

  init(_ query: CFDictionary) {
    self.query = query
  }

  func ask() -> (OSStatus, Data?) {
    var found: CFTypeRef?
    let status = SecItemCopyMatching(query, &found)
    return (status, found as? Data)
  }
}
