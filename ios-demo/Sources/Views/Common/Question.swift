import DLakDemoLogic
import SwiftUI

extension View {
  /// Asks something before it is done.
  func question(
    _ title: Said, _ text: Said, isPresented: Binding<Bool>, yes: Said, no: Said,
    action: @escaping @MainActor () -> Void
  ) -> some View {
    modifier(Question(title: title, text: text, isPresented: isPresented, yes: yes, no: no, action: action))
  }
}

private struct Question: ViewModifier {
  @Environment(\.language) private var language
  let title: Said
  let text: Said
  let isPresented: Binding<Bool>
  let yes: Said
  let no: Said
  let action: @MainActor () -> Void

  func body(content: Content) -> some View {
    content.alert(title.text(in: language), isPresented: isPresented) {
      Button(yes.text(in: language)) {
        isPresented.wrappedValue = false
        action()
      }
      Button(no.text(in: language), role: .cancel) { isPresented.wrappedValue = false }
    } message: {
      Text(text.text(in: language))
    }
  }
}
