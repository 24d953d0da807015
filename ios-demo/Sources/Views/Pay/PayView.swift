import DLakDemoLogic
import DLakWallet
import SwiftUI

/// One payment, from a code to its end.
struct PayView: View {
  @Environment(Router.self) private var router
  private let model: PayViewModel

  init(_ model: PayViewModel) {
    self.model = model
  }

  var body: some View {
    switch model.step {
    case .reading: WaitPage(.payReading)
    case .finding: WaitPage(.payFinding)
    case .needsAmount(let ask): PayAmountPage(ask: ask, model: model)
    case .confirm(let confirm): ConfirmPage(confirm: confirm, model: model)
    // From here on there is no way back, only on.
    case .paying(let details): PayingPage(details: details).navigationBarBackButtonHidden()
    case .paid(let payment): PaidPage(payment: payment).navigationBarBackButtonHidden()
    case .pending(let payment): PendingPage(payment: payment).navigationBarBackButtonHidden()
    case .failed(let failure): PayFailedPage(failure: failure, model: model)
    }
  }
}

/// The bank, or the wallet, is asked.
private struct WaitPage: View {
  private let said: Said

  init(_ said: Said) {
    self.said = said
  }

  var body: some View {
    Page(.commonPay) {
      Waiting(said).frame(maxWidth: .infinity).padding(.vertical, 80)
    } bottom: {
      EmptyView()
    }
  }
}

/// The code leaves the amount to its payer.
private struct PayAmountPage: View {
  @Environment(\.language) private var language
  @Environment(\.palette) private var palette
  @State private var isMemoOpen = false
  let ask: PayStep.AskForAmount
  let model: PayViewModel

  var body: some View {
    AmountPage(.payAmountTitle, entry: ask.entry, type: model.type) {
      if model.isLink { LinkCard() }
      if let name = ask.printedName { Phrase(.payAmountPrinted(name: name)) }
      if let hint { Phrase(hint).font(.subheadline).foregroundStyle(ask.hint == nil ? palette.quiet : palette.bad) }
      if isMemoOpen || !ask.memo.isEmpty {
        TextField(
          Said.payMemoLabel.text(in: language), text: Binding(get: { ask.memo }, set: { model.type(memo: $0) })
        )
        .textFieldStyle(.roundedBorder)
      } else {
        QuietButton(.payMemoAdd) { isMemoOpen = true }
      }
      if let problem = ask.problem { ProblemView(problem) }
    } bottom: {
      PrimaryButton(.commonContinue) { model.amountDone() }.disabled(!ask.canGoOn)
    }
  }

  private var hint: Said? {
    switch ask.hint {
    case .overBalance(let available): .payAmountOverBalance(amount: available.shown(in: language))
    case .overPaymentLimit(let limit): .payAmountOverPayment(amount: limit.shown(in: language))
    case .overDailyLimit(let left): .payAmountOverDay(amount: left.shown(in: language))
    case nil: ask.available.map { .payAmountAvailable(amount: $0.shown(in: language)) }
    }
  }
}

/// What the owner says yes to.
private struct ConfirmPage: View {
  @Environment(Router.self) private var router
  @Environment(\.language) private var language
  @Environment(\.palette) private var palette
  let confirm: PayStep.Confirm
  let model: PayViewModel

  var body: some View {
    Page(.payConfirmTitle) {
      if model.isLink { LinkCard() }
      ForEach(confirm.cautions, id: \.self) { caution in
        CautionCard(caution: caution, payeeName: confirm.details.payeeName)
      }
      VStack(spacing: 4) {
        Phrase(.payConfirmYouPay).foregroundStyle(palette.quiet)
        MoneyText(confirm.details.amount).font(.largeTitle.bold()).minimumScaleFactor(0.5).lineLimit(1)
      }
      .frame(maxWidth: .infinity)
      .accessibilityElement(children: .combine)
      PayeeCard(name: confirm.details.payeeName, kind: confirm.details.payeeKind)
      if confirm.isAmountOwn { QuietButton(.payChangeAmount) { model.changeAmount() } }
      Card {
        if let memo = confirm.details.memo { Fact(.commonMemo, memo) }
        Fact(.commonFee, fee)
        if let after = confirm.after { Fact(.payBalanceAfter, after.shown(in: language)) }
        if let left = confirm.leftToday { Fact(.payLeftToday, left.shown(in: language)) }
      }
      if let obstacle = confirm.obstacle { ProblemView(obstacle) }
    } bottom: {
      if confirm.obstacle?.code == .insufficientFunds {
        PrimaryButton(.payTopUp) { router.replace(with: .topUp) }
      } else {
        PrimaryButton(.payConfirmButton(amount: confirm.details.amount.shown(in: language))) { model.confirm() }
          .disabled(confirm.obstacle != nil)
      }
      QuietButton(.commonCancel) { router.back() }
    }
  }

  private var fee: String {
    let fee = confirm.details.fee
    return fee == .zero ? Said.payNoFee.text(in: language) : fee.shown(in: language)
  }
}

/// Who is paid, as the bank knows them.
private struct PayeeCard: View {
  @Environment(\.palette) private var palette
  let name: String
  let kind: HolderKind

  var body: some View {
    Card {
      HStack(spacing: 16) {
        Image(systemName: icon).font(.title2).foregroundStyle(palette.onPrimaryGround)
          .frame(width: 48, height: 48).background(palette.primaryGround, in: .circle).accessibilityHidden(true)
        VStack(alignment: .leading, spacing: 2) {
          Phrase(word).font(.footnote).foregroundStyle(palette.quiet)
          Text(name).font(.title3)
          Phrase(.payConfirmByBank).font(.footnote).foregroundStyle(palette.quiet)
        }
      }
      .accessibilityElement(children: .combine)
    }
  }

  private var icon: String {
    switch kind {
    case .person: "person"
    case .merchant: "storefront"
    case .participant: "building.columns"
    }
  }

  private var word: Said {
    switch kind {
    case .person: .payKindPerson
    case .merchant: .payKindMerchant
    case .participant: .payKindBank
    }
  }
}
