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
  /// The words of a text, in the language that is shown: iOS writes them into its question.
  private let words: @MainActor (Said) -> String

  init(service: String, words: @escaping @MainActor (Said) -> String) {
    self.service = service
    self.words = words
  }

  func isAvailable() -> Bool {
    LAContext().canEvaluatePolicy(.deviceOwnerAuthenticationWithBiometrics, error: nil)
  }

  /// What iOS asks, and how it calls the way without a face.
  private func context(asking reason: String) -> LAContext {
    let context = LAContext()
    context.localizedReason = reason
    context.localizedCancelTitle = words(.settingsBiometricsUsePin)
    // The PIN is the app's own: the phone's code opens nothing here.
    context.localizedFallbackTitle = ""
    return context
  }

  func seal(pin: String) async -> Sealing {
    // Asked before it is kept: the owner sees that it is they who switch it on.
    let reason = words(.settingsBiometricsSeal)
    do {
      let isOwner = try await context(asking: reason).evaluatePolicy(
        .deviceOwnerAuthenticationWithBiometrics, localizedReason: reason)
      guard isOwner else { return .cancelled }
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
    let asking = context(asking: words(.settingsBiometricsOpen))
    var query = query
    query[kSecReturnData] = true
    query[kSecMatchLimit] = kSecMatchLimitOne
    query[kSecUseAuthenticationContext] = asking
    let question = Question(query as CFDictionary)
    // The Keychain asks the owner meanwhile: not on the main thread.
    let (status, found) = await Task.detached { question.ask() }.value
    switch status {
    case errSecSuccess:
      guard let found, let pin = String(data: found, encoding: .utf8) else { return .gone }
      return .pin(pin)
    // Another face than it knows, or a tap on "cancel": the PIN can still be typed.
    case errSecUserCanceled, errSecAuthFailed, errSecInteractionNotAllowed: return .cancelled
    case errSecItemNotFound: return .gone
    // Not known what it means: the PIN can still be typed.
    default: return .cancelled
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
