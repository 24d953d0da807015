import SwiftUI

/// Makes the screen as bright as it can be while a code is shown, and as it was afterwards. Only the app can.
@MainActor
public struct Brightness: Sendable {
  public var raise: @MainActor @Sendable () -> Void
  public var restore: @MainActor @Sendable () -> Void

  /// Does nothing, unless it is said otherwise.
  public nonisolated init(
    raise: @escaping @MainActor @Sendable () -> Void = {}, restore: @escaping @MainActor @Sendable () -> Void = {}
  ) {
    self.raise = raise
    self.restore = restore
  }
}

private struct BrightnessKey: EnvironmentKey {
  static let defaultValue = Brightness()
}

extension EnvironmentValues {
  public var brightness: Brightness {
    get { self[BrightnessKey.self] }
    set { self[BrightnessKey.self] = newValue }
  }
}

extension View {
  /// A code is shown: cameras read a bright screen.
  func brightScreen(_ isBright: Bool = true) -> some View { modifier(BrightScreen(isBright: isBright)) }
}

private struct BrightScreen: ViewModifier {
  @Environment(\.brightness) private var brightness
  let isBright: Bool

  func body(content: Content) -> some View {
    content
      .onAppear { if isBright { brightness.raise() } }
      .onDisappear { brightness.restore() }
      .onChange(of: isBright) { _, now in now ? brightness.raise() : brightness.restore() }
  }
}
