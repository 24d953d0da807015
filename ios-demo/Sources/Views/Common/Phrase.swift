import DLakDemoLogic
import SwiftUI

/// A text of the app in the language that is shown.
struct Phrase: View {
  @Environment(\.language) private var language
  private let said: Said

  init(_ said: Said) {
    self.said = said
  }

  var body: some View { Text(said.text(in: language)) }
}

extension View {
  /// What VoiceOver says of this, instead of what is shown.
  func spoken(_ said: Said) -> some View { modifier(Spoken(said: said)) }

  /// The title of a screen.
  func screenTitle(_ said: Said) -> some View { modifier(Titled(said: said)) }
}

private struct Spoken: ViewModifier {
  @Environment(\.language) private var language
  let said: Said

  func body(content: Content) -> some View { content.accessibilityLabel(said.text(in: language)) }
}

private struct Titled: ViewModifier {
  @Environment(\.language) private var language
  let said: Said

  func body(content: Content) -> some View {
    content.navigationTitle(said.text(in: language)).navigationBarTitleDisplayMode(.inline)
  }
}
