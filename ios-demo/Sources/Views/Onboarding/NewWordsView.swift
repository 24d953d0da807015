import DLakDemoLogic
import SwiftUI

/// The words of a new wallet, and the questions about them.
struct NewWordsView: View {
  private let model: NewWordsViewModel

  init(_ model: NewWordsViewModel) {
    self.model = model
  }

  var body: some View {
    switch model.step {
    case .askPIN:
      PINPage(.onboardingWordsPinTitle, advice: .onboardingWordsPinAdvice, state: model.pin, pad: model.pad)
    case .show:
      Page(.onboardingWordsTitle) {
        Phrase(.onboardingWordsAdvice)
        WordsWarning()
        WordGrid(words: model.words)
      } bottom: {
        PrimaryButton(.onboardingWordsWritten) { model.written() }
      }
    case .check(let question): CheckWordsPage(question: question, choose: model.choose, lookAgain: model.lookAgain)
    }
  }
}

/// Which word is at this place?
struct CheckWordsPage: View {
  @Environment(\.palette) private var palette
  let question: NewWordsViewModel.Question
  let choose: @MainActor (String) -> Void
  let lookAgain: @MainActor () -> Void

  var body: some View {
    Page(.onboardingCheckTitle) {
      Phrase(.onboardingCheckProgress(number: "\(question.number)", count: "\(question.count)"))
        .font(.subheadline).foregroundStyle(palette.quiet)
      Phrase(.onboardingCheckQuestion(place: "\(question.place)")).font(.title2)
        .frame(maxWidth: .infinity).accessibilityAddTraits(.isHeader)
      LazyVGrid(columns: [GridItem(), GridItem()], spacing: 12) {
        ForEach(question.choices, id: \.self) { word in
          Button {
            choose(word)
          } label: {
            Text(word).font(.headline).frame(maxWidth: .infinity, minHeight: 60)
              .background(palette.card, in: .rect(cornerRadius: 12))
          }
        }
      }
      if let wrong = question.wrong {
        HStack(spacing: 12) {
          Image(systemName: "exclamationmark.circle").accessibilityHidden(true)
          Phrase(.onboardingCheckWrong(word: wrong, place: "\(question.place)"))
        }
        .foregroundStyle(palette.bad)
        .accessibilityElement(children: .combine)
      }
    } bottom: {
      SecondaryButton(.onboardingCheckLookAgain, action: lookAgain)
    }
  }
}

/// What must never be done with the words.
struct WordsWarning: View {
  @Environment(\.palette) private var palette

  var body: some View {
    HStack(alignment: .top, spacing: 12) {
      Image(systemName: "eye.slash").accessibilityHidden(true)
      Phrase(.onboardingWordsWarning).font(.subheadline)
    }
    .foregroundStyle(palette.onAccentGround)
    .frame(maxWidth: .infinity, alignment: .leading)
    .padding(12)
    .background(palette.accentGround, in: .rect(cornerRadius: 12))
  }
}

/// The words down two columns, as they are written on paper: 1 to 12 on the left, 13 to 24 on the right.
struct WordGrid: View {
  let words: [String]

  var body: some View {
    TwoColumns(count: words.count) { place in
      HStack(spacing: 8) {
        PlaceNumber(place: place + 1)
        Text(words[place]).font(.headline)
        Spacer()
      }
      .frame(minHeight: 32)
      .privacySensitive()
      .accessibilityElement()
      .spoken(.onboardingRestorePlace(place: "\(place + 1)", word: words[place]))
    }
  }
}

/// So many things down two columns; down one where letters are so large that words would break.
struct TwoColumns<Cell: View>: View {
  @Environment(\.dynamicTypeSize) private var size
  let count: Int
  @ViewBuilder let cell: (_ place: Int) -> Cell

  var body: some View {
    let rows = size.isAccessibilitySize ? count : (count + 1) / 2
    HStack(alignment: .top, spacing: 12) {
      VStack(spacing: 4) {
        ForEach(0..<rows, id: \.self) { place in cell(place) }
      }
      if rows < count {
        VStack(spacing: 4) {
          ForEach(rows..<count, id: \.self) { place in cell(place) }
        }
      }
    }
  }
}

/// The number before a word.
struct PlaceNumber: View {
  @Environment(\.palette) private var palette
  let place: Int

  var body: some View {
    Text(verbatim: "\(place)").font(.footnote).monospacedDigit().foregroundStyle(palette.quiet)
      .frame(minWidth: 24, alignment: .trailing).accessibilityHidden(true)
  }
}
