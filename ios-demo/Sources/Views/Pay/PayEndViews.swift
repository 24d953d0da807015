import DLakDemoLogic
import DLakWallet
import SwiftUI

/// The owner said yes.
struct PayingPage: View {
  @Environment(Router.self) private var router
  let details: PreviewDetails

  var body: some View {
    Page(.commonPay) {
      VStack(spacing: 16) {
        Waiting(.payPaying)
        MoneyText(details.amount).font(.largeTitle.bold())
        Phrase(.payPaidTo(name: details.payeeName))
        Phrase(.payPayingText).multilineTextAlignment(.center)
      }
      .frame(maxWidth: .infinity)
      .padding(.vertical, 40)
    } bottom: {
      SecondaryButton(.commonHome) { router.home() }
    }
  }
}

/// The money has moved, and the bank's receipt was verified.
struct PaidPage: View {
  @Environment(Router.self) private var router
  @Environment(\.palette) private var palette
  let payment: Payment

  var body: some View {
    Page(.commonPay) {
      PayOutcome(icon: "checkmark", title: .commonPaid, payment: payment, isGood: true)
      HStack(spacing: 8) {
        Image(systemName: "checkmark.seal").accessibilityHidden(true)
        Phrase(.payReceiptVerified).font(.subheadline)
      }
      .foregroundStyle(palette.good)
      .frame(maxWidth: .infinity)
    } bottom: {
      PrimaryButton(.commonDone) { router.home() }
      SecondaryButton(.paySeeReceipt) {
        router.replace(with: .detail(seq: nil, orderId: payment.orderId.rawValue))
      }
    }
    .sensoryFeedback(.success, trigger: payment.orderId)
  }
}

/// The bank's answer is not known yet.
struct PendingPage: View {
  @Environment(Router.self) private var router
  @Environment(\.dates) private var dates
  let payment: Payment

  var body: some View {
    Page(.commonPay) {
      PayOutcome(icon: "hourglass", title: .payPendingTitle, payment: payment, isGood: false)
      VStack(spacing: 12) {
        Phrase(.payPendingText).font(.headline).multilineTextAlignment(.center)
        Phrase(.payPendingReserved).multilineTextAlignment(.center)
        Phrase(.payPendingUntil(time: dates.time(payment.expiresAt))).multilineTextAlignment(.center)
      }
      .frame(maxWidth: .infinity)
    } bottom: {
      PrimaryButton(.commonHome) { router.home() }
      SecondaryButton(.commonDetails) {
        router.replace(with: .detail(seq: nil, orderId: payment.orderId.rawValue))
      }
    }
  }
}

private struct PayOutcome: View {
  @Environment(\.dates) private var dates
  @Environment(\.palette) private var palette
  let icon: String
  let title: Said
  let payment: Payment
  let isGood: Bool

  var body: some View {
    VStack(spacing: 4) {
      ResultView(icon: icon, title: title, isGood: isGood)
      MoneyText(payment.amount).font(.largeTitle.bold()).minimumScaleFactor(0.5).lineLimit(1)
      Phrase(.payPaidTo(name: payment.payeeName))
      if let decided = payment.decidedAt {
        Text(dates.dayAndTime(decided)).font(.subheadline).foregroundStyle(palette.quiet)
      }
    }
    .frame(maxWidth: .infinity)
  }
}

/// It did not go, or nobody knows.
struct PayFailedPage: View {
  @Environment(Router.self) private var router
  let failure: PayStep.Failure
  let model: PayViewModel

  var body: some View {
    ProblemPage(
      failure.problem, title: failure.isNothingPaid ? .commonFailed : .payUnknownTitle,
      isPaymentKnown: failure.isNothingPaid
    ) {
      switch failure.way {
      case .findOut:
        PrimaryButton(.payFindOut) { model.tryAgain() }
        SecondaryButton(.payToHistory) { router.replace(with: .history) }
      case .topUp:
        PrimaryButton(.payTopUp) { router.replace(with: .topUp) }
        SecondaryButton(.commonRetry) { model.tryAgain() }
      case .readAgain:
        PrimaryButton(.commonRetry) { model.tryAgain() }
        QuietButton(.commonCancel) { router.home() }
      case .leave:
        PrimaryButton(.payScanAnother) { router.replace(with: .scan) }
        QuietButton(.commonHome) { router.home() }
      }
    }
  }
}
