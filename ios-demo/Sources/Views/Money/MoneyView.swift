import DLakDemoLogic
import DLakWallet
import SwiftUI

/// A top-up, or a redemption, from its amount to its end.
struct MoneyView: View {
  @Environment(Router.self) private var router
  @Environment(\.language) private var language
  @Environment(\.palette) private var palette
  private let model: MoneyViewModel
  private let words: MoneyWords

  init(_ model: MoneyViewModel) {
    self.model = model
    words = MoneyWords(model.way)
  }

  var body: some View {
    switch model.step {
    case .typing(let typing): typingPage(typing)
    case .confirm(let amount): ConfirmMoney(amount: amount, isBusy: false, words: words, model: model)
    case .busy(let amount): ConfirmMoney(amount: amount, isBusy: true, words: words, model: model)
    case .pending(let amount): waits(amount, .moneyPending, words.pendingText)
    case .unclear(let amount): waits(amount, .moneyUnclear, words.unclearText)
    case .done(let amount):
      Page(words.title) {
        ResultView(icon: "checkmark", title: words.done, text: words.doneText(model.bankName))
        MoneyText(amount).font(.largeTitle.bold()).frame(maxWidth: .infinity)
      } bottom: {
        PrimaryButton(.commonDone) { router.back() }
        QuietButton(words.another) { model.another() }
      }
    case .refused(_, let problem):
      ProblemPage(problem, title: words.title) {
        PrimaryButton(.receiveChangeAmount) { model.another() }
      }
    }
  }

  private func typingPage(_ typing: MoneyStep.Typing) -> some View {
    AmountPage(words.title, entry: model.entry, type: model.type) {
      if let bank = model.bankName { Phrase(words.account(bank)).font(.subheadline).foregroundStyle(palette.quiet) }
      if model.way == .redemption, let available = model.available {
        Phrase(.moneyAvailable(amount: available.shown(in: language))).font(.subheadline)
        QuietButton(.commonAll) { model.all() }
      }
      if model.isTooMuch { Phrase(.moneyTooMuch).foregroundStyle(palette.bad) }
      if let underWay = model.underWay { NoteCard(words.underWay(underWay.shown(in: language))) }
      if typing.wasStopped { NoteCard(.moneyWasStopped) }
      if let problem = typing.problem { ProblemView(problem) }
    } bottom: {
      PrimaryButton(.commonContinue) { model.amountDone() }.disabled(model.entry.amount == nil || model.isTooMuch)
    }
  }

  /// Its end is not known. The first thing to do is nothing; to do it once more is possible, and stands last.
  private func waits(_ amount: Amount, _ title: Said, _ text: Said) -> some View {
    Page(words.title) {
      ResultView(icon: "hourglass", title: title, text: text, isGood: false)
      MoneyText(amount).font(.largeTitle.bold()).frame(maxWidth: .infinity)
    } bottom: {
      PrimaryButton(.commonOk) { router.back() }
      SecondaryButton(.commonHistory) { router.open(.history) }
      QuietButton(words.another) { model.another() }
    }
  }
}

/// Is it meant?
private struct ConfirmMoney: View {
  @Environment(\.language) private var language
  @Environment(\.palette) private var palette
  let amount: Amount
  let isBusy: Bool
  let words: MoneyWords
  let model: MoneyViewModel

  var body: some View {
    Page(words.title) {
      VStack(spacing: 12) {
        Phrase(words.question(amount.shown(in: language))).font(.title2).multilineTextAlignment(.center)
        if let bank = model.bankName { Phrase(words.account(bank)).foregroundStyle(palette.quiet) }
        if isBusy { Waiting(.moneyBusy) }
      }
      .frame(maxWidth: .infinity)
      .padding(.vertical, 40)
      if !isBusy, let underWay = model.underWay { NoteCard(words.underWay(underWay.shown(in: language))) }
    } bottom: {
      PrimaryButton(words.yes, isBusy: isBusy) { model.confirm() }
      SecondaryButton(.receiveChangeAmount) { model.change() }.disabled(isBusy)
    }
    .ownBack(!isBusy, action: model.change)
  }
}

/// The words of each way of money.
struct MoneyWords {
  private let way: MoneyWay

  init(_ way: MoneyWay) {
    self.way = way
  }

  private var isTopUp: Bool { way == .topUp }

  var title: Said { isTopUp ? .moneyTopUp : .moneyRedeem }
  var yes: Said { isTopUp ? .moneyTopUpYes : .moneyRedeemYes }
  var done: Said { isTopUp ? .moneyTopUpDone : .moneyRedeemDone }
  var pendingText: Said { isTopUp ? .moneyTopUpPendingText : .moneyRedeemPendingText }
  var unclearText: Said { isTopUp ? .moneyTopUpUnclearText : .moneyRedeemUnclearText }
  var another: Said { isTopUp ? .moneyTopUpAnother : .moneyRedeemAnother }

  func account(_ bank: String) -> Said { isTopUp ? .moneyTopUpFrom(bank: bank) : .moneyRedeemTo(bank: bank) }
  func question(_ amount: String) -> Said {
    isTopUp ? .moneyTopUpConfirm(amount: amount) : .moneyRedeemConfirm(amount: amount)
  }
  func underWay(_ amount: String) -> Said {
    isTopUp ? .moneyTopUpUnderWay(amount: amount) : .moneyRedeemUnderWay(amount: amount)
  }
  func doneText(_ bank: String?) -> Said? {
    isTopUp ? .moneyTopUpDoneText : bank.map { .moneyRedeemDoneText(bank: $0) }
  }
}
