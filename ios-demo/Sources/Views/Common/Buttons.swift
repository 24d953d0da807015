import DLakDemoLogic
import SwiftUI

/// The main thing to do, under the thumb.
struct PrimaryButton: View {
  private let said: Said
  private let icon: String?
  private let isBusy: Bool
  private let action: @MainActor () -> Void

  init(_ said: Said, icon: String? = nil, isBusy: Bool = false, action: @escaping @MainActor () -> Void) {
    self.said = said
    self.icon = icon
    self.isBusy = isBusy
    self.action = action
  }

  var body: some View {
    Button(action: action) { ButtonLabel(said: said, icon: icon, isBusy: isBusy) }
      .buttonStyle(WideButtonStyle(isFilled: true))
      .disabled(isBusy)
  }
}

/// Another thing to do.
struct SecondaryButton: View {
  private let said: Said
  private let icon: String?
  private let action: @MainActor () -> Void

  init(_ said: Said, icon: String? = nil, action: @escaping @MainActor () -> Void) {
    self.said = said
    self.icon = icon
    self.action = action
  }

  var body: some View {
    Button(action: action) { ButtonLabel(said: said, icon: icon, isBusy: false) }
      .buttonStyle(WideButtonStyle(isFilled: false))
  }
}

/// Something that is done rarely.
struct QuietButton: View {
  private let said: Said
  private let action: @MainActor () -> Void

  init(_ said: Said, action: @escaping @MainActor () -> Void) {
    self.said = said
    self.action = action
  }

  var body: some View {
    Button(action: action) { Phrase(said).multilineTextAlignment(.center).frame(minHeight: 44) }
  }
}

private struct ButtonLabel: View {
  let said: Said
  let icon: String?
  let isBusy: Bool

  var body: some View {
    HStack(spacing: 8) {
      if isBusy {
        ProgressView()
      } else if let icon {
        Image(systemName: icon).accessibilityHidden(true)
      }
      Phrase(said).multilineTextAlignment(.center)
    }
  }
}

/// As wide as the screen lets it be, and high enough for any thumb.
struct WideButtonStyle: ButtonStyle {
  @Environment(\.palette) private var palette
  @Environment(\.isEnabled) private var isEnabled
  let isFilled: Bool

  init(isFilled: Bool) {
    self.isFilled = isFilled
  }

  func makeBody(configuration: Configuration) -> some View {
    configuration.label
      .font(.headline)
      .foregroundStyle(isFilled ? palette.onPrimary : palette.primary)
      .frame(maxWidth: .infinity, minHeight: 52)
      .background(isFilled ? palette.primary : palette.primaryGround.opacity(0.5), in: .rect(cornerRadius: 14))
      .opacity(isEnabled ? (configuration.isPressed ? 0.7 : 1) : 0.4)
  }
}
