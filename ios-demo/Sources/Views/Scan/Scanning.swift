import DLakDemoLogic
import SwiftUI

/// What only a phone has for scanning: the camera's picture, its permission, the owner's photos.
@MainActor
public struct Scanning: Sendable {
  /// May the camera look?
  public enum Permission: Hashable, Sendable {
    case allowed
    /// The system asks the owner, once.
    case canAsk
    case refused
  }

  public var preview: @MainActor @Sendable () -> AnyView
  public var permission: @MainActor @Sendable () async -> Permission
  /// Asks the owner: yes, or no.
  public var ask: @MainActor @Sendable () async -> Bool
  /// Lets the owner choose a photo, and gives it in the sizes in which to look for codes; nil when they chose none.
  public var choosePicture: @MainActor @Sendable () async -> [any CameraFrame & Sendable]?

  /// A phone that may look, and has no photos; unless it is said otherwise.
  public nonisolated init(
    preview: @escaping @MainActor @Sendable () -> AnyView = { AnyView(Color.black) },
    permission: @escaping @MainActor @Sendable () async -> Permission = { .allowed },
    ask: @escaping @MainActor @Sendable () async -> Bool = { true },
    choosePicture: @escaping @MainActor @Sendable () async -> [any CameraFrame & Sendable]? = { nil }
  ) {
    self.preview = preview
    self.permission = permission
    self.ask = ask
    self.choosePicture = choosePicture
  }
}

private struct ScanningKey: EnvironmentKey {
  static let defaultValue = Scanning()
}

extension EnvironmentValues {
  public var scanning: Scanning {
    get { self[ScanningKey.self] }
    set { self[ScanningKey.self] = newValue }
  }
}
