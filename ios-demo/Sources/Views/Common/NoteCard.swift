import DLakDemoLogic
import SwiftUI

/// Something to know, on a ground of its own; it can be put away where that is offered.
struct NoteCard: View {
  @Environment(\.palette) private var palette
  private let said: Said
  private let isGood: Bool
  private let close: (@MainActor () -> Void)?

  init(_ said: Said, isGood: Bool = false, close: (@MainActor () -> Void)? = nil) {
    self.said = said
    self.isGood = isGood
    self.close = close
  }

  var body: some View {
    HStack(alignment: .top, spacing: 12) {
      Image(systemName: isGood ? "checkmark.circle" : "info.circle").accessibilityHidden(true)
      Phrase(said)
      Spacer()
      if let close {
        Button(action: close) { Image(systemName: "xmark").frame(width: 44, height: 44) }.spoken(.commonClose)
      }
    }
    .foregroundStyle(isGood ? palette.onGoodGround : palette.onAccentGround)
    .frame(maxWidth: .infinity, alignment: .leading)
    .padding(12)
    .background(isGood ? palette.goodGround : palette.accentGround, in: .rect(cornerRadius: 12))
  }
}

extension View {
  /// A way back that leads through the steps of this screen, in the place of the system's, which leads out of it.
  func ownBack(_ isShown: Bool, action: @escaping @MainActor () -> Void) -> some View {
    navigationBarBackButtonHidden(isShown)
      .toolbar {
        if isShown {
          ToolbarItem(placement: .topBarLeading) {
            Button(action: action) { Image(systemName: "chevron.backward").frame(width: 44, height: 44) }
              .spoken(.commonBack)
          }
        }
      }
  }
}
