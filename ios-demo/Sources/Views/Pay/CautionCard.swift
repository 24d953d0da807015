import DLakDemoLogic
import SwiftUI

/// Something that the owner should know before saying yes.
struct CautionCard: View {
  @Environment(\.dates) private var dates
  let caution: Caution
  let payeeName: String

  var body: some View {
    switch caution {
    case .nameDiffers(let printed):
      WarningCard(
        title: .payNameDiffersTitle, text: .payNameDiffersText(printed: printed, known: payeeName), isGrave: true)
    case .repeat(let at, let isPending):
      WarningCard(
        title: .payRepeatTitle,
        text: isPending
          ? .payRepeatPending(name: payeeName, time: dates.time(at))
          : .payRepeatPaid(name: payeeName, time: dates.time(at)),
        isGrave: true)
    case .lookTwice: WarningCard(title: .payLookTwiceTitle, text: .payLookTwiceText, isGrave: true)
    case .firstPayment: WarningCard(title: .payFirstPaymentTitle, text: .payFirstPaymentText)
    case .interrupted: WarningCard(title: .payInterruptedTitle, text: .payInterruptedText)
    case .askedAnew: WarningCard(title: .payAskedAnewTitle, text: .payAskedAnewText)
    }
  }
}

/// A link of another app brought this payment.
struct LinkCard: View {
  var body: some View { WarningCard(title: .payLinkTitle, text: .payLinkText, icon: "link") }
}

private struct WarningCard: View {
  @Environment(\.palette) private var palette
  let title: Said
  let text: Said
  var isGrave = false
  var icon = "exclamationmark.triangle"

  var body: some View {
    HStack(alignment: .top, spacing: 12) {
      Image(systemName: icon).accessibilityHidden(true)
      VStack(alignment: .leading, spacing: 4) {
        Phrase(title).font(.headline)
        Phrase(text).font(.subheadline)
      }
    }
    .foregroundStyle(isGrave ? palette.onBadGround : palette.onAccentGround)
    .frame(maxWidth: .infinity, alignment: .leading)
    .padding(12)
    .background(isGrave ? palette.badGround : palette.accentGround, in: .rect(cornerRadius: 12))
    .accessibilityElement(children: .combine)
  }
}
