import DLakDemoLogic
import SwiftUI

/// What moved, in a row: in or out by sign and arrow, never by colour alone. VoiceOver reads it as one sentence.
struct MovementRow: View {
  @Environment(\.language) private var language
  @Environment(\.palette) private var palette
  @Environment(\.dynamicTypeSize) private var size
  let movement: Movement
  /// When, as short as the list around it allows.
  let time: String
  let action: @MainActor () -> Void

  var body: some View {
    Button(action: action) {
      HStack(spacing: 12) {
        MovementIcon(movement: movement)
        VStack(alignment: .leading, spacing: 2) {
          Text(movement.name).font(.headline).lineLimit(2)
          Text(about).font(.footnote).foregroundStyle(palette.quiet).lineLimit(2)
          // With large text an amount beside a name leaves it no room.
          if size.isAccessibilitySize { MovementAmount(movement: movement) }
        }
        Spacer()
        if !size.isAccessibilitySize { MovementAmount(movement: movement) }
      }
      .frame(minHeight: 60)
      .contentShape(.rect)
    }
    .buttonStyle(.plain)
    .accessibilityLabel(sentence)
    .accessibilityIdentifier("row_movement")
  }

  private var about: String {
    let what: Said? =
      switch movement.kind {
      case .topUp: .historyTopUp
      case .redemption: .historyKindRedemptions
      case .payment, .other: nil
      }
    return [time, what?.text(in: language), movement.memo].compactMap { $0 }.joined(separator: " · ")
  }

  private var sentence: String {
    let (amount, name) = (movement.amount.shown(in: language), movement.name)
    let said: Said =
      switch (movement.state, movement.kind) {
      case (.pending, _): .historyRowPending(amount: amount, name: name, time: time)
      case (.notPaid, _): .historyRowNotPaid(amount: amount, name: name, time: time)
      case (.done, .topUp): .historyRowToppedUp(amount: amount, name: name, time: time)
      case (.done, .redemption): .historyRowRedeemed(amount: amount, name: name, time: time)
      case (.done, _):
        movement.isIncoming
          ? .historyRowReceived(amount: amount, name: name, time: time)
          : .historyRowPaid(amount: amount, name: name, time: time)
      }
    return [said.text(in: language), movement.memo].compactMap { $0 }.joined(separator: ". ")
  }
}

/// The amount with its sign; of what is not settled also the word for it.
private struct MovementAmount: View {
  @Environment(\.language) private var language
  @Environment(\.palette) private var palette
  let movement: Movement

  var body: some View {
    VStack(alignment: .trailing, spacing: 2) {
      Text(movement.signedAmount(in: language)).font(.headline).monospacedDigit()
        .foregroundStyle(movement.isIncoming ? palette.good : .primary)
      switch movement.state {
      case .done: EmptyView()
      case .pending: Phrase(.commonPending).font(.footnote).foregroundStyle(palette.accent)
      case .notPaid: Phrase(.commonFailed).font(.footnote).foregroundStyle(palette.bad)
      }
    }
  }
}

/// A disc with an arrow in or out, or with what the movement is waiting for.
struct MovementIcon: View {
  @Environment(\.palette) private var palette
  let movement: Movement

  var body: some View {
    Image(systemName: icon).foregroundStyle(palette.onPrimaryGround).frame(width: 44, height: 44)
      .background(ground, in: .circle).accessibilityHidden(true)
  }

  private var icon: String {
    switch movement.state {
    case .pending: "hourglass"
    case .notPaid: "xmark"
    case .done: movement.isIncoming ? "arrow.down.left" : "arrow.up.right"
    }
  }

  private var ground: Color {
    switch movement.state {
    case .pending: palette.accentGround
    case .notPaid: palette.badGround
    case .done: movement.isIncoming ? palette.goodGround : palette.primaryGround
    }
  }
}

extension Movement {
  /// A real minus, as wide as the plus, and a thin space: else the line of the ₭ goes on in the sign. What was not paid has no sign.
  func signedAmount(in language: Language) -> String {
    let sign = state == .notPaid ? "" : isIncoming ? "+\u{2009}" : "\u{2212}\u{2009}"
    return sign + amount.shown(in: language)
  }
}
