import SwiftUI

/// The phone's clipboard, as far as a view may use it. The app puts the real one there.
@MainActor
public struct Clipboard: Sendable {
  public var text: @MainActor @Sendable () -> String?
  public var clear: @MainActor @Sendable () -> Void
  public var copy: @MainActor @Sendable (String) -> Void

  /// An empty one, unless it is said otherwise.
  public nonisolated init(
    text: @escaping @MainActor @Sendable () -> String? = { nil },
    clear: @escaping @MainActor @Sendable () -> Void = {},
    copy: @escaping @MainActor @Sendable (String) -> Void = { _ in }
  ) {
    self.text = text
    self.clear = clear
    self.copy = copy
  }
}

private struct ClipboardKey: EnvironmentKey {
  static let defaultValue = Clipboard()
}

extension EnvironmentValues {
  public var clipboard: Clipboard {
    get { self[ClipboardKey.self] }
    set { self[ClipboardKey.self] = newValue }
  }
}
