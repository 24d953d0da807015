import DLakDemoLogic
import DLakWallet
import SwiftUI

/// One payment: how much, who, when, what its state means, and the receipt.
struct DetailView: View {
  private let model: DetailViewModel

  init(_ model: DetailViewModel) {
    self.model = model
  }

  var body: some View {
    if let problem = model.problem {
      ProblemPage(problem, title: .commonDetails, retry: { model.retry() }) { EmptyView() }
    } else {
      Page(.commonDetails) {
        if let detail = model.detail {
          DetailHead(detail: detail)
          if let reason = detail.reason { ProblemView(Problem(reason)) }
          Proof(detail: detail, retry: model.retry)
          Divider()
          Facts(detail: detail)
        }
      } bottom: {
        if let detail = model.detail, case .verified(let receipt) = detail.receipt {
          ReceiptButtons(detail: detail, receipt: receipt)
        }
      }
    }
  }
}

private struct DetailHead: View {
  @Environment(\.language) private var language
  @Environment(\.dates) private var dates
  @Environment(\.palette) private var palette
  let detail: Detail

  var body: some View {
    VStack(spacing: 4) {
      MovementIcon(movement: detail.movement)
      Text(detail.movement.signedAmount(in: language)).font(.largeTitle.bold().monospacedDigit())
        .minimumScaleFactor(0.5).lineLimit(1)
      Phrase(detail.stateSaid).font(.headline)
      Phrase(meaning).foregroundStyle(palette.quiet).multilineTextAlignment(.center)
    }
    .frame(maxWidth: .infinity)
  }

  /// What the state means for the owner's money.
  private var meaning: Said {
    switch detail.movement.state {
    case .pending: .historyMeansPending(time: detail.expiresAt.map { dates.time($0) } ?? "")
    case .notPaid: detail.reason == nil ? .historyMeansExpired : .historyMeansRejected
    case .done:
      if detail.movement.kind == .redemption {
        .historyMeansRedeemed(name: detail.movement.name)
      } else {
        detail.movement.isIncoming ? .historyMeansReceived : .historyMeansPaid
      }
    }
  }
}

extension Detail {
  var stateSaid: Said {
    switch movement.state {
    case .pending: .commonPending
    case .notPaid: .commonFailed
    case .done:
      switch movement.kind {
      case .topUp: .historyToppedUp
      case .redemption: .historyRedeemed
      case .payment, .other: movement.isIncoming ? .historyReceived : .commonPaid
      }
    }
  }
}

/// Why this may be believed.
private struct Proof: View {
  let detail: Detail
  let retry: @MainActor () -> Void

  var body: some View {
    switch detail.receipt {
    case .verified: ProofLine(icon: "checkmark.seal", said: .historyVerified)
    case .loading: ProofLine(icon: "hourglass", said: .historyVerifying)
    case .failed(let problem):
      if problem.isOffline {
        ProofLine(icon: "hourglass", said: .historyReceiptLater)
      } else {
        ProblemView(problem, retry: retry)
      }
    // The wallet takes no entry into its list that it did not verify.
    case .none:
      if detail.movement.seq != nil { ProofLine(icon: "checkmark.seal", said: .historyInLedger) }
    }
  }
}

private struct ProofLine: View {
  let icon: String
  let said: Said

  var body: some View {
    HStack(spacing: 8) {
      Image(systemName: icon).accessibilityHidden(true)
      Phrase(said).font(.subheadline)
    }
    .frame(maxWidth: .infinity)
    .accessibilityElement(children: .combine)
  }
}

/// Who, when, and what else is known.
private struct Facts: View {
  @Environment(\.language) private var language
  @Environment(\.dates) private var dates
  @Environment(\.clipboard) private var clipboard
  @State private var isCopied = false
  let detail: Detail

  var body: some View {
    let movement = detail.movement
    VStack(alignment: .leading, spacing: 12) {
      Fact(movement.isIncoming ? .commonPayer : .commonPayee, movement.name)
      Fact(.commonDate, dates.dayAndTime(movement.at))
      if let memo = movement.memo { Fact(.commonMemo, memo) }
      if let after = detail.balanceAfter { Fact(.historyBalanceAfter, after.shown(in: language)) }
      HStack(spacing: 8) {
        Fact(.commonReference, movement.orderId.rawValue).font(.footnote)
        Button {
          clipboard.copy(movement.orderId.rawValue)
          isCopied = true
        } label: {
          Image(systemName: isCopied ? "checkmark" : "doc.on.doc").frame(width: 44, height: 44)
        }
        .spoken(isCopied ? .commonCopied : .historyCopyReference)
      }
    }
  }
}

/// The receipt, for others.
private struct ReceiptButtons: View {
  @Environment(\.language) private var language
  @Environment(\.dates) private var dates
  @Environment(\.sharing) private var sharing
  @State private var couldNotShare = false
  let detail: Detail
  let receipt: Receipt

  var body: some View {
    let words = ReceiptWords(detail: detail, receipt: receipt, language: language, dates: dates)
    if couldNotShare { Phrase(.historyShareFailed).font(.footnote) }
    PrimaryButton(.historySharePicture, icon: "square.and.arrow.up") { couldNotShare = !sharing.picture(words) }
    QuietButton(.historyShareText) { couldNotShare = !sharing.text(words.text) }
  }
}
