import DLakDemoLogic
import DLakWallet
import SwiftUI

/// What is asked for, and how far it is. What was paid is shown by the screen around it.
struct RequestView: View {
  @Environment(\.language) private var language
  @Environment(\.palette) private var palette
  let asking: Asking
  let name: String?

  var body: some View {
    switch asking {
    case .none, .paid: EmptyView()
    case .making: Waiting(.receiveMaking).frame(maxWidth: .infinity).padding(.vertical, 60)
    case .refused(_, _, let problem): ProblemView(problem)
    case .open(let request, let left):
      VStack(spacing: 8) {
        if let name { Text(name).font(.headline) }
        MoneyText(request.amount).font(.largeTitle.bold()).minimumScaleFactor(0.5).lineLimit(1)
        if let memo = request.memo { Text(memo) }
        QRCodeView(request.code, spoken: .receiveCodeAmountLabel(amount: request.amount.shown(in: language)))
        Waiting(.receiveWaiting)
        Phrase(.receiveValidFor(time: timeLeft(max(0, Int(left.components.seconds))))).font(.footnote)
          .foregroundStyle(palette.quiet)
      }
      .frame(maxWidth: .infinity)
    case .unclear(_, let problem):
      ResultView(icon: "hourglass", title: .receiveUnclearTitle, text: .receiveUnclearText, isGood: false)
      if let problem { ProblemView(problem) }
    case .expired:
      ResultView(icon: "clock.badge.xmark", title: .receiveExpiredTitle, text: .receiveExpiredText, isGood: false)
    }
  }
}
