import DLakDemoLogic
import SwiftUI

/// A whole screen where an amount is typed: the number, what there is to say about it, the keys, and the way on.
struct AmountPage<About: View, Bottom: View>: View {
  @Environment(\.palette) private var palette
  private let title: Said
  private let entry: AmountEntry
  private let type: @MainActor (AmountEntry) -> Void
  private let about: About
  private let bottom: Bottom

  init(
    _ title: Said, entry: AmountEntry, type: @escaping @MainActor (AmountEntry) -> Void,
    @ViewBuilder about: () -> About, @ViewBuilder bottom: () -> Bottom
  ) {
    self.title = title
    self.entry = entry
    self.type = type
    self.about = about()
    self.bottom = bottom()
  }

  var body: some View {
    VStack(spacing: 8) {
      OfflineBanner()
      ScrollView {
        VStack(spacing: 12) {
          AmountDisplay(entry: entry)
          about
        }
        .frame(maxWidth: .infinity)
        .padding(.horizontal, 20)
        .padding(.vertical, 12)
      }
      AmountKeys(entry: entry, type: type)
      VStack(spacing: 8) { bottom }
    }
    .padding(.horizontal, 20)
    .padding(.vertical, 8)
    .background(palette.ground)
    .screenTitle(title)
  }
}

/// The number as it stands there now.
private struct AmountDisplay: View {
  @Environment(\.language) private var language
  @Environment(\.palette) private var palette
  let entry: AmountEntry

  var body: some View {
    Text(verbatim: "₭\u{2009}\(entry.shown(language.locale))")
      .font(.largeTitle.bold().monospacedDigit())
      .foregroundStyle(entry.isEmpty ? palette.quiet : palette.primary)
      .minimumScaleFactor(0.5)
      .lineLimit(1)
      .spoken(.commonPadTyped(amount: entry.shown(language.locale)))
  }
}

/// Ten digits, three zeros, the decimal sign and "delete".
private struct AmountKeys: View {
  @Environment(\.language) private var language
  let entry: AmountEntry
  let type: @MainActor (AmountEntry) -> Void

  var body: some View {
    VStack(spacing: 8) {
      ForEach([[1, 2, 3], [4, 5, 6], [7, 8, 9]], id: \.self) { row in
        HStack(spacing: 8) {
          ForEach(row, id: \.self) { digit in digitKey(digit) }
        }
      }
      HStack(spacing: 8) {
        Button {
          press { $0.thousand() }
        } label: {
          KeyLabel("000")
        }
        .spoken(.commonPadThousand)
        .disabled(entry.isEmpty || entry.hasPoint)
        digitKey(0)
        Button {
          press { $0.point() }
        } label: {
          KeyLabel(language.locale.decimalSeparator ?? ".")
        }
        .spoken(.commonPadDecimal)
        .disabled(entry.hasPoint)
        Button {
          press { $0.delete() }
        } label: {
          KeyLabel(nil)
        }
        .spoken(.commonDelete)
        .disabled(entry.isEmpty)
      }
    }
  }

  private func digitKey(_ digit: Int) -> some View {
    Button {
      press { $0.type(digit) }
    } label: {
      KeyLabel("\(digit)")
    }
  }

  private func press(_ change: (inout AmountEntry) -> Void) {
    var changed = entry
    change(&changed)
    if changed != entry { type(changed) }
  }
}

private struct KeyLabel: View {
  @Environment(\.palette) private var palette
  private let text: String?

  /// Nil: the sign for "delete".
  init(_ text: String?) {
    self.text = text
  }

  var body: some View {
    HStack(spacing: 0) {
      if let text { Text(text).font(.title2) } else { Image(systemName: "delete.backward").font(.title2) }
    }
    .foregroundStyle(palette.onPrimaryGround)
    .frame(maxWidth: .infinity, minHeight: 50)
    .background(palette.primaryGround.opacity(0.5), in: .rect(cornerRadius: 14))
  }
}
