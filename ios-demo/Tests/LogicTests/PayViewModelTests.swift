import DLakWallet
import TestSupport
import Testing

@testable import DLakDemoLogic

/// From a code to the owner's yes.
@MainActor
struct PayViewModelTests {
  private let phone = PayingPhone()

  @Test func aCodeIsReadConfirmedWithOneTapAndPaid() async throws {
    try await phone.start()
    let confirm = try await phone.confirmation()
    #expect(confirm.details.payeeName == "Han Kafe")
    #expect(confirm.after == .kip(485_000))
    #expect(!confirm.isAmountOwn)
    #expect(phone.confirms == 0)
    try await phone.confirm()
    #expect(try await phone.paid().orderId == confirm.details.orderId)
    #expect(phone.confirms == 1)
  }

  @Test func whileTheBankIsAskedThatIsWhatShows() async throws {
    let bank = Gate<Void>()
    phone.wallet.onPrepare = { [phone] _, _, _ in
      try await bank.pass()
      return phone.ready()
    }
    try await phone.start()
    await settle()
    #expect(try phone.pay.step == .reading)
    bank.open(())
    _ = try await phone.confirmation()
  }

  @Test func whatIsTypedIntoACodeWithoutAnAmountIsWhatIsPaid() async throws {
    phone.leaveAmountOpen()
    try await phone.start()
    let asked = try await phone.question()
    #expect(asked.printedName == "HAN KAFE")
    #expect(!asked.canGoOn)
    try phone.pay.amountDone()
    _ = try await phone.question()
    try phone.pay.type(AmountEntry(.kip(20_000)))
    try phone.pay.type(memo: "coffee")
    try phone.pay.amountDone()
    let confirm = try await phone.confirmation()
    #expect(confirm.details.amount == .kip(20_000))
    #expect(confirm.details.memo == "coffee")
    #expect(confirm.isAmountOwn)
    try phone.pay.changeAmount()
    #expect(try await phone.question().entry.amount == .kip(20_000))
  }

  @Test func anAmountOverTheBalanceOrALimitIsToldWhileItIsTyped() async throws {
    phone.leaveAmountOpen()
    phone.wallet.profileNow = Samples.profile("Khamla")
    try await phone.start()
    _ = try await phone.question()
    try phone.pay.type(AmountEntry(.kip(500_001)))
    #expect(try await phone.question().hint == .overBalance(available: .kip(500_000)))
    phone.wallet.balanceNow = Samples.balance(.kip(30_000_000))
    try await until("the new balance") { phone.session.balance?.available == .kip(30_000_000) }
    try phone.pay.type(AmountEntry(.kip(5_000_001)))
    #expect(try await phone.question().hint == .overPaymentLimit(.kip(5_000_000)))
    try phone.pay.amountDone()
    #expect(try await phone.question().entry.amount == .kip(5_000_001), "what can't be paid does not go on")
    try phone.pay.type(AmountEntry(.kip(5_000_000)))
    #expect(try await phone.question().hint == nil)
  }

  @Test func whatTheBankHasAgainstATypedAmountIsMendedWhereItWasTyped() async throws {
    phone.leaveAmountOpen()
    try await phone.start()
    _ = try await phone.question()
    try phone.pay.type(AmountEntry(.kip(20_000)))
    phone.wallet.onPrepare = { _, _, _ in throw failure(.overDailyLimit) }
    try phone.pay.amountDone()
    let asked = try await phone.question()
    #expect(asked.problem?.code == .overDailyLimit)
    #expect(asked.entry.amount == .kip(20_000))
    try phone.pay.type(AmountEntry(.kip(10_000)))
    #expect(try await phone.question().problem == nil)
  }

  @Test func aFixedAmountThatIsTooMuchLeadsToATopUpBeforeAnythingIsConfirmed() async throws {
    phone.wallet.onPrepare = { _, _, _ in throw failure(.insufficientFunds, details: ["available": "100"]) }
    try await phone.start()
    let failed = try await phone.failed()
    #expect(failed.isNothingPaid)
    #expect(failed.way == .topUp)
    #expect(phone.confirms == 0)
  }

  @Test func aBankThatIsAwayCanBeAskedAgain() async throws {
    phone.wallet.fail["prepare"] = failure(.bankUnreachable, isRetryable: true)
    try await phone.start()
    #expect(try await phone.failed().way == .readAgain)
    phone.wallet.fail = [:]
    try phone.pay.tryAgain()
    _ = try await phone.confirmation()
  }

  @Test func aCodeThatCantBePaidSaysWhyAndThereIsNothingToTryAgain() async throws {
    phone.wallet.onPrepare = { _, _, _ in throw failure(.codeExpired) }
    try await phone.start()
    let failed = try await phone.failed()
    #expect(failed.problem.code == .codeExpired)
    #expect(failed.way == .leave)
  }

  @Test func theGravestCautionStandsFirstAndOneWithoutWordsIsToldToo() async throws {
    phone.wallet.onPrepare = { [phone] _, _, _ in
      phone.ready(warnings: [.firstPayment, .other, .nameDiffers(printed: "HAN CAFE")])
    }
    try await phone.start()
    #expect(try await phone.confirmation().cautions == [.nameDiffers(printed: "HAN CAFE"), .lookTwice, .firstPayment])
  }

  @Test func whoPaysTheSameAgainIsAskedWhetherThatIsMeant() async throws {
    try await phone.start()
    try await phone.confirm()
    _ = try await phone.paid()
    phone.leaveAndScanAgain()
    #expect(try await phone.confirmation().cautions == [.repeat(at: Samples.now, isPending: false)])
    #expect(phone.confirms == 1, "two screens with the same code do not pay twice by themselves")
  }

  @Test func whatAnotherScreenHasPaidMeanwhileIsSaidBeforeThisOnePays() async throws {
    try await phone.start()
    _ = try await phone.confirmation()
    let other = Samples.payment(phone.ready(), .submitted)
    phone.wallet.made[other.orderId] = other
    try await phone.confirm()
    #expect(try await phone.confirmation().cautions == [.repeat(at: Samples.now, isPending: true)])
    #expect(phone.confirms == 0)
    try await phone.confirm()
    _ = try await phone.paid()
    #expect(phone.confirms == 1, "a yes to that is a yes")
  }

  @Test func aPaymentThatWasRejectedOrOfAnotherAmountIsNoRepeat() async throws {
    let rejected = Samples.payment(phone.ready(), .rejected(reason: .payeeCannotReceive))
    let other = Samples.payment(phone.ready(.kip(16_000)), .settled)
    for payment in [rejected, other] { phone.wallet.made[payment.orderId] = payment }
    try await phone.start()
    #expect(try await phone.confirmation().cautions == [])
  }

  @Test func aTapThatComesAsTheConfirmationAppearsIsNoYes() async throws {
    try await phone.start()
    _ = try await phone.confirmation()
    try phone.pay.confirm()
    _ = try await phone.confirmation()
    #expect(phone.confirms == 0)
    try await phone.confirm()
    _ = try await phone.paid()
  }

  @Test func aConfirmationThatStoodThereForLongAsksTheBankAnewAndNeedsAnotherTap() async throws {
    try await phone.start()
    let old = try await phone.confirmation().details
    phone.clock.advance(PayViewModel.fresh)
    phone.wallet.onPrepare = { [phone] _, _, _ in phone.ready(payeeName: "Han Kafe & Sons") }
    try phone.pay.confirm()
    let anew = try await phone.confirmation()
    #expect(anew.details.payeeName == "Han Kafe & Sons")
    #expect(anew.cautions.contains(.askedAnew))
    #expect(anew.details.orderId != old.orderId)
    #expect(phone.confirms == 0)
    try await phone.confirm()
    _ = try await phone.paid()
  }

  @Test func tooLittleForTheAmountIsToldAndCantBeConfirmed() async throws {
    phone.wallet.onPrepare = { [phone] _, _, _ in phone.ready(.kip(500_001)) }
    try await phone.start()
    #expect(try await phone.confirmation().obstacle?.code == .insufficientFunds)
    try await phone.confirm()
    await settle()
    #expect(phone.confirms == 0)
  }

  @Test func theTapThatEndsThePINIsNoYesToTheConfirmationBehindTheLock() async throws {
    try await phone.start()
    _ = try await phone.confirmation()
    phone.session.lock()
    await settle()
    phone.clock.advance(PayViewModel.settle)
    try await phone.session.unlock(pin: FakeWallet.pin)
    await settle()
    try phone.pay.confirm()
    await settle()
    #expect(phone.confirms == 0)
    try await phone.confirm()
    _ = try await phone.paid()
    #expect(phone.confirms == 1)
  }
}
