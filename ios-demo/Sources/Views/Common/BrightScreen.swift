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
  @State private var isRaised = false
  let isBright: Bool

  func body(content: Content) -> some View {
    content
      .onAppear { raise(isBright) }
      .onDisappear { raise(false) }
      .onChange(of: isBright) { _, now in raise(now) }
  }

  /// Each screen takes back what it raised itself, and nothing else: one may come before the other has gone.
  private func raise(_ isBright: Bool) {
    guard isBright != isRaised else { return }
    isRaised = isBright
    if isBright { brightness.raise() } else { brightness.restore() }
  }
}
