import DLakDemoLogic
import SwiftUI

/// A receipt as a picture to be handed on: black on white, on paper and on any screen.
public struct ReceiptPicture: View {
  private let words: ReceiptWords

  public init(words: ReceiptWords) {
    self.words = words
  }

  public var body: some View {
    VStack(alignment: .leading, spacing: 8) {
      Text(words.bank).font(.footnote)
      Text(words.title).font(.title2)
      Text(words.amount).font(.largeTitle.bold())
      Text(words.state).font(.headline)
      ForEach(words.lines, id: \.name) { line in
        HStack(alignment: .firstTextBaseline, spacing: 12) {
          Text(line.name).font(.subheadline)
          Spacer()
          Text(line.value).font(.subheadline).multilineTextAlignment(.trailing)
        }
      }
      Text(words.verified).font(.headline)
    }
    .foregroundStyle(Color.black)
    .padding(24)
    .frame(width: 390)
    .background(Color.white)
  }
}
