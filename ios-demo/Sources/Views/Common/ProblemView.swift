import DLakDemoLogic
import DLakWallet
import SwiftUI

/// A problem inside a screen: what happened, what to do, and what can be done about it here.
struct ProblemView: View {
  @Environment(\.palette) private var palette
  private let problem: Problem
  private let isPaymentKnown: Bool
  private let retry: (@MainActor () -> Void)?

  /// `retry` is offered only where it may help. Where it is not certain whether something was paid, that is said, and nothing is
  /// offered that could pay twice.
  init(_ problem: Problem, isPaymentKnown: Bool = true, retry: (@MainActor () -> Void)? = nil) {
    self.problem = problem
    self.isPaymentKnown = isPaymentKnown
    self.retry = retry
  }

  var body: some View {
    VStack(alignment: .leading, spacing: 12) {
      HStack(alignment: .top, spacing: 12) {
        Image(systemName: "exclamationmark.triangle").accessibilityHidden(true)
        ProblemWords(problem, isPaymentKnown: isPaymentKnown)
      }
      SupportCode(problem.code)
      if let retry, problem.canBeTriedAgain, isPaymentKnown { SecondaryButton(.commonRetry, action: retry) }
    }
    .foregroundStyle(palette.onBadGround)
    .frame(maxWidth: .infinity, alignment: .leading)
    .padding(16)
    .background(palette.badGround, in: .rect(cornerRadius: 16))
  }
}

/// What a bank's counter asks for.
private struct SupportCode: View {
  @Environment(\.clipboard) private var clipboard
  @State private var isCopied = false
  private let code: ErrorCode

  init(_ code: ErrorCode) {
    self.code = code
  }

  var body: some View {
    HStack(spacing: 8) {
      Phrase(.errorsCodeLine(code: code.rawValue)).font(.footnote)
      Spacer()
      Button {
        clipboard.copy(code.rawValue)
        isCopied = true
      } label: {
        Image(systemName: isCopied ? "checkmark" : "doc.on.doc").frame(width: 44, height: 44)
      }
      .spoken(isCopied ? .commonCopied : .commonCopy)
    }
  }
}

/// The words about a problem.
struct ProblemWords: View {
  @Environment(\.language) private var language
  @Environment(\.dates) private var dates
  private let problem: Problem
  private let isPaymentKnown: Bool

  init(_ problem: Problem, isPaymentKnown: Bool = true) {
    self.problem = problem
    self.isPaymentKnown = isPaymentKnown
  }

  var body: some View {
    VStack(alignment: .leading, spacing: 4) {
      Phrase(problem.title).font(.headline)
      if let detail = problem.detail(shown: shown) { Phrase(detail).font(.subheadline) }
      Phrase(isPaymentKnown || problem.code == .ledgerDiverged ? problem.advice : .errorsPaymentNotKnown).font(
        .subheadline)
    }
    .accessibilityElement(children: .combine)
  }

  private func shown(name: String, value: String) -> String? {
    switch name {
    case "available", "amount": UInt64(value).flatMap { Amount(att: $0) }.map { $0.shown(in: language) }
    // Who tries at the minute that is shown must not be too early.
    case "retry_at": date(value).map { dates.dayAndTime(Date(timeIntervalSince1970: ($0 / 60).rounded(.up) * 60)) }
    case "expired_at": date(value).map { dates.dayAndTime(Date(timeIntervalSince1970: $0)) }
    default: value
    }
  }

  /// Microseconds, as seconds.
  private func date(_ value: String) -> Double? { Int64(value).map { Double($0) / 1_000_000 } }
}

/// A problem that is all there is to show; what can be done about it stands at the bottom.
struct ProblemPage<Actions: View>: View {
  private let problem: Problem
  private let title: Said
  private let isPaymentKnown: Bool
  private let retry: (@MainActor () -> Void)?
  private let actions: Actions

  init(
    _ problem: Problem, title: Said, isPaymentKnown: Bool = true, retry: (@MainActor () -> Void)? = nil,
    @ViewBuilder actions: () -> Actions
  ) {
    self.problem = problem
    self.title = title
    self.isPaymentKnown = isPaymentKnown
    self.retry = retry
    self.actions = actions()
  }

  var body: some View {
    Page(title) {
      ProblemView(problem, isPaymentKnown: isPaymentKnown)
    } bottom: {
      if let retry, problem.canBeTriedAgain, isPaymentKnown { PrimaryButton(.commonRetry, action: retry) }
      actions
    }
  }
}
