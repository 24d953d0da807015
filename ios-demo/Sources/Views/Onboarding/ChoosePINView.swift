import DLakDemoLogic
import SwiftUI

/// A PIN, twice; then the wallet is made.
struct ChoosePINView: View {
  @Environment(Router.self) private var router
  private let model: ChoosePINViewModel

  init(_ model: ChoosePINViewModel) {
    self.model = model
  }

  var body: some View {
    switch model.step {
    case .typing: NewPINPage(.onboardingChoosePinTitle, state: model.pin, pad: model.pad)
    case .making: MakingPage(model.isRestore ? .onboardingRestoring : .onboardingMaking)
    case .failed(let problem):
      ProblemPage(
        problem, title: model.isRestore ? .onboardingHaveWords : .onboardingCreate, retry: { model.retry() }
      ) {
        SecondaryButton(.onboardingOtherPin) { model.startOver() }
      }
    // The next thing that is seen is the screen for the words.
    case .wordsGone: MakingPage(.commonLoading).task { router.back() }
    }
  }
}

/// A new PIN is typed for the first or the second time.
struct NewPINPage: View {
  private let title: Said
  private let state: NewPINState
  private let pad: any PINPad

  init(_ title: Said, state: NewPINState, pad: any PINPad) {
    self.title = title
    self.state = state
    self.pad = pad
  }

  var body: some View {
    PINPage(
      state.isAgain ? .onboardingRepeatPinTitle : title,
      advice: state.isAgain ? .onboardingRepeatPinAdvice : .onboardingChoosePinAdvice, state: state.pad, pad: pad)
  }
}

/// Something takes a few seconds.
struct MakingPage: View {
  @Environment(\.palette) private var palette
  private let title: Said

  init(_ title: Said) {
    self.title = title
  }

  var body: some View {
    VStack(spacing: 20) {
      Spacer()
      Logo()
      Phrase(title).font(.title3).multilineTextAlignment(.center)
      Phrase(.onboardingMakingAdvice).font(.subheadline).foregroundStyle(palette.quiet).multilineTextAlignment(.center)
      ProgressView()
      Spacer()
    }
    .frame(maxWidth: .infinity)
    .padding(32)
    .background(palette.ground)
    .navigationBarBackButtonHidden()
    .accessibilityElement(children: .combine)
  }
}
