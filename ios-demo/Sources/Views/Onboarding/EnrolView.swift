import DLakDemoLogic
import SwiftUI

/// The bank gets to know the wallet.
struct EnrolView: View {
  @Environment(\.language) private var language
  @Environment(\.palette) private var palette
  @Environment(\.clipboard) private var clipboard
  private let model: EnrolViewModel

  init(_ model: EnrolViewModel) {
    self.model = model
  }

  var body: some View {
    Page(model.needsCode ? .onboardingEnrolTitle : .onboardingEnrolRestoredTitle) {
      Point("building.columns", model.needsCode ? .onboardingEnrolAdvice : .onboardingEnrolRestored)
      if model.needsCode {
        HStack(spacing: 8) {
          TextField(
            Said.onboardingEnrolCode.text(in: language), text: Binding(get: { model.code }, set: { model.type($0) })
          )
          .textFieldStyle(.roundedBorder)
          .keyboardType(.asciiCapable)
          .textInputAutocapitalization(.characters)
          .autocorrectionDisabled()
          .submitLabel(.done)
          .onSubmit { model.register() }
          .privacySensitive()
          Button {
            // Who has the code becomes the owner: it is not left on the clipboard.
            if let text = clipboard.text() {
              model.type(text)
              clipboard.clear()
            }
          } label: {
            Image(systemName: "doc.on.clipboard").frame(width: 44, height: 44)
          }
          .spoken(.onboardingRestorePaste)
        }
        .disabled(model.isBusy)
        Phrase(.onboardingEnrolCodeHint).font(.footnote).foregroundStyle(palette.quiet)
      }
      if let problem = model.problem {
        ProblemView(problem)
      } else if model.needsCode {
        Phrase(.onboardingEnrolWhere).font(.subheadline).foregroundStyle(palette.quiet)
      }
    } bottom: {
      PrimaryButton(model.needsCode ? .commonContinue : .commonRetry, isBusy: model.isBusy) { model.register() }
        .disabled(!model.canRegister)
    }
  }
}
