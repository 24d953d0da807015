import DLakDemoLogic
import DLakWallet
import SwiftUI

/// The shop's counter: amount, code, paid, next.
struct TillView: View {
  @Environment(Router.self) private var router
  @Environment(\.language) private var language
  private let model: TillViewModel

  init(_ model: TillViewModel) {
    self.model = model
  }

  var body: some View {
    switch model.asking {
    case .none:
      AmountPage(.merchantTill, entry: model.entry, type: model.type) {
        other
      } bottom: {
        PrimaryButton(.receiveShowCode) { model.request() }.disabled(!model.canGoOn)
      }
      .toolbar {
        ToolbarItem(placement: .topBarTrailing) {
          QuietButton(.merchantDay) { router.open(.tillDay) }
        }
      }
    case .paid(let request, let income): TillPaid(request: request, income: income, next: model.next) { other }
    case let asking:
      Page(.merchantTill) {
        other
        RequestView(asking: asking, name: model.name)
      } bottom: {
        buttons(asking)
        SecondaryButton(.commonCancel) { model.cancel() }
      }
      .brightScreen()
      .ownBack(true, action: model.cancel)
    }
  }

  @ViewBuilder private func buttons(_ asking: Asking) -> some View {
    switch asking {
    case .expired: PrimaryButton(.receiveNewCode) { model.again() }
    case .unclear: PrimaryButton(.receiveAskBank) { model.askBank() }
    case .refused(_, _, let problem): if problem.canBeTriedAgain { PrimaryButton(.commonRetry) { model.again() } }
    case .none, .making, .open, .paid: EmptyView()
    }
  }

  /// Money of somebody who is not the customer of now.
  @ViewBuilder private var other: some View {
    if let other = model.other {
      NoteCard(.merchantOther(name: other.name, amount: other.amount.shown(in: language)), close: model.sawOther)
    }
  }
}

/// To be seen from across the counter: the colour, the tick and the word all say it, and the phone can be felt.
private struct TillPaid<Other: View>: View {
  @Environment(\.palette) private var palette
  let request: PaymentRequest
  let income: Income?
  let next: @MainActor () -> Void
  @ViewBuilder let other: Other

  var body: some View {
    VStack(spacing: 16) {
      Spacer()
      VStack(spacing: 12) {
        Image(systemName: "checkmark.circle.fill").font(.system(.largeTitle)).accessibilityHidden(true)
        Phrase(.merchantPaid).font(.largeTitle.bold())
        MoneyText(request.amount).font(.largeTitle.bold()).minimumScaleFactor(0.5).lineLimit(1)
        if let income { Phrase(.merchantPaidBy(name: income.name)).font(.title2).multilineTextAlignment(.center) }
      }
      .foregroundStyle(palette.onGoodGround)
      .accessibilityElement(children: .combine)
      Spacer()
      other
      PrimaryButton(.merchantNext, action: next)
    }
    .frame(maxWidth: .infinity, maxHeight: .infinity)
    .padding(20)
    .background(palette.goodGround)
    .navigationBarBackButtonHidden()
    .sensoryFeedback(.success, trigger: request.id)
  }
}
