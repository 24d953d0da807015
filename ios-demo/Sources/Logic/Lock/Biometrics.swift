/// A face or a fingerprint that stands for the PIN: the PIN is sealed, and only its owner's touch unseals it.
@MainActor
public protocol Biometrics: AnyObject {
  /// Can it be offered on this phone, now?
  func isAvailable() -> Bool
  /// Asks the owner, and keeps the PIN sealed.
  func seal(pin: String) async -> Sealing
  /// Asks the owner, and gives the PIN.
  func unseal() async -> Unsealing
  /// Forgets the PIN.
  func forget()
}

/// What came of sealing.
public enum Sealing: Hashable, Sendable {
  case sealed
  case cancelled
  case failed
}

/// What came of unsealing.
public enum Unsealing: Sendable, CustomStringConvertible, CustomReflectable {
  case pin(String)
  /// The owner would rather type.
  case cancelled
  /// What was sealed is lost, as when another face was added to the phone.
  case gone

  /// Without the PIN.
  public var description: String {
    switch self {
    case .pin: "pin([redacted])"
    case .cancelled: "cancelled"
    case .gone: "gone"
    }
  }

  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// A phone without sensors.
@MainActor
public final class NoBiometrics: Biometrics {
  public init() {}

  public func isAvailable() -> Bool { false }
  public func seal(pin: String) async -> Sealing { .failed }
  public func unseal() async -> Unsealing { .gone }
  public func forget() {}
}
