import DLakDemoLogic
import SwiftUI

/// The 24 words of a wallet that comes back: all places at once, and one field for the one that is typed.
struct RestoreView: View {
  @Environment(Router.self) private var router
  @Environment(\.language) private var language
  @Environment(\.palette) private var palette
  @Environment(\.clipboard) private var clipboard
  @State private var wasPasted = false
  private let model: RestoreViewModel

  init(_ model: RestoreViewModel) {
    self.model = model
  }

  var body: some View {
    Page(.onboardingRestoreTitle) {
      HStack(spacing: 12) {
        Phrase(.onboardingRestoreEntered(count: "\(model.count)")).font(.subheadline).foregroundStyle(palette.quiet)
        Spacer()
        QuietButton(.onboardingRestorePaste) {
          if let text = clipboard.text(), model.paste(text) { pasted() }
        }
      }
      if let problem = model.problem { ProblemView(problem) }
      if wasPasted { Phrase(.onboardingRestorePasted).font(.footnote).foregroundStyle(palette.quiet) }
      TwoColumns(count: model.words.count) { place in
        Button {
          model.go(to: place)
        } label: {
          RestorePlace(
            place: place, word: model.words[place], isWrong: model.wrong.contains(place),
            isCurrent: model.current == place)
        }
        .spoken(spoken(place))
      }
    } bottom: {
      ScrollView(.horizontal) {
        HStack(spacing: 8) {
          ForEach(model.suggestions, id: \.self) { word in
            Button(word) { model.choose(word) }.buttonStyle(.bordered).frame(minHeight: 44)
          }
        }
      }
      HStack(spacing: 8) {
        TextField(
          Said.onboardingRestoreWord(place: "\(model.current + 1)").text(in: language),
          text: Binding(get: { model.typed }, set: { if model.type($0) { pasted() } })
        )
        .textFieldStyle(.roundedBorder)
        .keyboardType(.asciiCapable)
        .textInputAutocapitalization(.never)
        .autocorrectionDisabled()
        .submitLabel(.next)
        .onSubmit { model.next() }
        .privacySensitive()
        Button(action: model.next) { Image(systemName: "arrow.right").frame(width: 44, height: 44) }
          .spoken(.onboardingRestoreNext)
          .disabled(model.typed.isEmpty)
      }
      PrimaryButton(.commonContinue) {
        if model.check() { router.open(.choosePIN(isRestore: true)) }
      }
      .disabled(!model.isFull)
    }
  }

  /// Words that came from the clipboard, by our button or by the field's own menu, are not left there.
  private func pasted() {
    clipboard.clear()
    wasPasted = true
  }

  private func spoken(_ place: Int) -> Said {
    let (number, word) = ("\(place + 1)", model.words[place])
    if word.isEmpty { return .onboardingRestorePlaceEmpty(place: number) }
    return model.wrong.contains(place)
      ? .onboardingRestorePlaceWrong(place: number, word: word) : .onboardingRestorePlace(place: number, word: word)
  }
}

/// A place for a word: typed now, empty, filled, or filled with what is no word.
private struct RestorePlace: View {
  @Environment(\.palette) private var palette
  let place: Int
  let word: String
  let isWrong: Bool
  let isCurrent: Bool

  var body: some View {
    HStack(spacing: 8) {
      PlaceNumber(place: place + 1)
      Text(word).font(.headline).foregroundStyle(isWrong ? palette.onBadGround : palette.onPrimaryGround)
      Spacer()
      if isWrong { Image(systemName: "exclamationmark.circle").foregroundStyle(palette.bad) }
    }
    .frame(maxWidth: .infinity, minHeight: 44)
    .background(isWrong ? palette.badGround : palette.card, in: .rect(cornerRadius: 8))
    .overlay { RoundedRectangle(cornerRadius: 8).stroke(isCurrent ? palette.primary : .clear, lineWidth: 2) }
    .privacySensitive()
  }
}
