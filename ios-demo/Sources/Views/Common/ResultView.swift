import DLakDemoLogic
import SwiftUI

/// How something ended: a sign, a word, and a sentence.
struct ResultView: View {
  @Environment(\.palette) private var palette
  private let icon: String
  private let title: Said
  private let text: Said?
  private let isGood: Bool

  init(icon: String, title: Said, text: Said? = nil, isGood: Bool = true) {
    self.icon = icon
    self.title = title
    self.text = text
    self.isGood = isGood
  }

  var body: some View {
    VStack(spacing: 12) {
      Image(systemName: icon).font(.system(.largeTitle)).foregroundStyle(isGood ? palette.good : palette.accent)
        .frame(width: 88, height: 88)
        .background(isGood ? palette.goodGround : palette.accentGround, in: .circle)
        .accessibilityHidden(true)
      Phrase(title).font(.title).multilineTextAlignment(.center).accessibilityAddTraits(.isHeader)
      if let text { Phrase(text).multilineTextAlignment(.center) }
    }
    .frame(maxWidth: .infinity)
    .padding(.vertical, 24)
    .accessibilityElement(children: .combine)
  }
}
