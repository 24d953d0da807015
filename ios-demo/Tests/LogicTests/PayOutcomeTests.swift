import DLakWallet
import TestSupport
import Testing

@testable import DLakDemoLogic

/// From the owner's yes to the end: nothing is paid twice, and what happened is never lost.
@MainActor
struct PayOutcomeTests {
  private let phone = PayingPhone()

  /// The wallet writes the order down and waits for the bank. What it waits for is the test's to say.
  private func holdBank() -> Gate<PaymentState> {
    let bank = Gate<PaymentState>()
    phone.wallet.onConfirm = { [phone] details in
      phone.wallet.made[details.orderId] = Samples.payment(details, .submitted)
      return Samples.payment(details, try await bank.pass())
    }
    return bank
  }

  @Test func theOrderIsSavedBeforeTheWalletIsToldOfIt() async throws {
    var seen: String?
    phone.wallet.onConfirm = { [phone] details in
      seen = phone.savedOrder
      return Samples.payment(details, .settled)
    }
    try await phone.start()
    _ = try await phone.confirmation()
    #expect(phone.savedOrder == nil)
    try await phone.confirm()
    #expect(try await phone.paid().orderId.rawValue == seen)
  }

  @Test func howeverOftenItIsTappedItIsConfirmedOnce() async throws {
    let bank = holdBank()
    try await phone.start()
    for _ in 0..<4 { try await phone.confirm() }
    _ = try await phone.paying()
    bank.open(.settled)
    _ = try await phone.paid()
    try await phone.confirm()
    await settle()
    #expect(phone.confirms == 1)
  }

  @Test func aPaymentThatIsPendingSaysSoAndTurnsIntoPaidByItself() async throws {
    phone.wallet.onConfirm = { Samples.payment($0, .submitted) }
    try await phone.start()
    try await phone.confirm()
    let order = try await phone.pending().orderId
    try phone.decide(order, .settled)
    #expect(try await phone.paid().orderId == order)
    #expect(phone.confirms == 1)
  }

  @Test func aPaymentThatIsPendingMayFailAndThenNothingWasPaidForCertain() async throws {
    phone.wallet.onConfirm = { Samples.payment($0, .submitted) }
    try await phone.start()
    try await phone.confirm()
    try phone.decide(try await phone.pending().orderId, .expired)
    let failed = try await phone.failed()
    #expect(failed.isNothingPaid)
    #expect(failed.problem.code == .orderExpired)
    try phone.pay.tryAgain()
    _ = try await phone.confirmation()
    #expect(phone.savedOrder == nil)
  }

  @Test func eventsThatWereMissedAndThoseOfOtherPaymentsChangeOnlyWhatIsTrue() async throws {
    phone.wallet.onConfirm = { Samples.payment($0, .submitted) }
    try await phone.start()
    try await phone.confirm()
    let payment = try await phone.pending()
    phone.wallet.happening.send(.payment(orderId: phone.ready().orderId, state: .settled))
    _ = try await phone.pending()
    phone.wallet.made[payment.orderId] = payment.now(.settled)
    phone.wallet.happening.send(.missed)
    _ = try await phone.paid()
  }

  @Test func whatTheBankRejectsWasNotPaidAndSaysWhy() async throws {
    phone.wallet.onConfirm = { Samples.payment($0, .rejected(reason: .requestPaid)) }
    try await phone.start()
    try await phone.confirm()
    let failed = try await phone.failed()
    #expect(failed.problem.code == .requestPaid)
    #expect(failed.isNothingPaid)
    #expect(failed.payment != nil)
  }

  @Test(arguments: [ErrorCode.insufficientFunds, .diskFull, .requestPaid, ErrorCode(rawValue: "of-a-later-version")])
  func anErrorOfConfirmingMeansThatNothingWasPaid(code: ErrorCode) async throws {
    phone.wallet.fail["confirm"] = failure(code)
    try await phone.start()
    try await phone.confirm()
    #expect(try await phone.failed().isNothingPaid)
    #expect(phone.savedOrder == nil)
  }

  @Test(arguments: [ErrorCode.closed, .ledgerDiverged, .libraryFault, .shuttingDown])
  func whereAnErrorDoesNotSayWhetherAnythingWasPaidTheWalletIsAsked(code: ErrorCode) async throws {
    phone.wallet.onConfirm = { [phone] details in
      phone.wallet.made[details.orderId] = Samples.payment(details, .settled)
      throw failure(code)
    }
    try await phone.start()
    try await phone.confirm()
    _ = try await phone.paid()
    phone.wallet.onConfirm = { _ in throw failure(code) }
    phone.leaveAndScanAgain()
    try await phone.confirm()
    let failed = try await phone.failed()
    #expect(failed.isNothingPaid, "the wallet has no such payment")
    #expect(failed.problem.code == code)
  }

  @Test func whileNobodyKnowsWhetherAnythingWasPaidThatIsSaidAndItCanBeAskedAgain() async throws {
    phone.wallet.onConfirm = { [phone] details in
      phone.wallet.made[details.orderId] = Samples.payment(details, .submitted)
      throw failure(.libraryFault)
    }
    phone.wallet.fail["payment"] = failure(.database)
    try await phone.start()
    try await phone.confirm()
    #expect(try await phone.failed().way == .findOut)
    try phone.pay.tryAgain()
    #expect(try await !phone.failed().isNothingPaid, "still not known")
    phone.wallet.fail = [:]
    try phone.pay.tryAgain()
    _ = try await phone.pending()
    #expect(phone.confirms == 1)
  }

  @Test func aWalletThatWasLockedMeanwhilePaysNothingAndGoesOnAfterItsOwnerIsBack() async throws {
    phone.wallet.fail["confirm"] = failure(.locked)
    try await phone.start()
    _ = try await phone.confirmation()
    phone.wallet.locked = true
    try await phone.confirm()
    _ = try await phone.confirmation()
    #expect(phone.session.state.open?.isLocked == true, "the lock comes over it")
    #expect(phone.savedOrder == nil)
    phone.wallet.fail = [:]
    try await phone.session.unlock(pin: FakeWallet.pin)
    try await phone.confirm()
    _ = try await phone.paid()
  }

  @Test func whoLeavesWhileItIsPaidLeavesThePaymentToGoOn() async throws {
    let bank = holdBank()
    try await phone.start()
    try await phone.confirm()
    let order = try await phone.paying().orderId
    phone.leaveAndScanAgain()
    #expect(try await phone.confirmation().cautions == [.repeat(at: Samples.now, isPending: true)])
    bank.open(.settled)
    try await until("it is paid") { phone.wallet.made[order]?.state == .settled }
    #expect(phone.confirms == 1)
  }

  @Test func aProcessThatDiesBeforeTheYesBeginsAnewAndPaysNothing() async throws {
    try await phone.start()
    _ = try await phone.confirmation()
    try await phone.die()
    _ = try await phone.confirmation()
    #expect(phone.confirms == 0)
  }

  @Test func aProcessThatDiesAfterTheAmountWasTypedAsksForItWithWhatWasTyped() async throws {
    phone.leaveAmountOpen()
    try await phone.start()
    _ = try await phone.question()
    try phone.pay.type(AmountEntry(saved: "12000"))
    try phone.pay.type(memo: "coffee")
    try await phone.die()
    let asked = try await phone.question()
    #expect(asked.entry.saved == "12000")
    #expect(asked.memo == "coffee")
    try phone.pay.amountDone()
    try await phone.die()
    #expect(try await phone.confirmation().details.memo == "coffee")
  }

  @Test func aProcessThatDiesBeforeTheWalletWroteItDownPaysOnlyWhatIsConfirmedAnew() async throws {
    let never = Gate<Void>()
    phone.wallet.onConfirm = { details in
      try await never.pass()
      return Samples.payment(details, .settled)
    }
    try await phone.start()
    try await phone.confirm()
    _ = try await phone.paying()
    try await phone.die()
    #expect(try await phone.confirmation().cautions.contains(.interrupted))
    #expect(phone.savedOrder == nil)
    phone.wallet.onConfirm = { Samples.payment($0, .settled) }
    try await phone.confirm()
    _ = try await phone.paid()
    #expect(phone.wallet.made.count == 1)
  }

  @Test func aProcessThatDiesWhileTheBankIsAskedComesBackToThePaymentAndToItsEnd() async throws {
    let bank = holdBank()
    try await phone.start()
    try await phone.confirm()
    _ = try await phone.paying()
    try await phone.die()
    let order = try await phone.pending().orderId
    try phone.decide(order, .settled)
    _ = try await phone.paid()
    try await phone.die()
    #expect(try await phone.paid().orderId == order)
    #expect(phone.confirms == 1)
    bank.open(.settled)
  }

  @Test func aProcessThatDiesWhenNothingWasPaidComesBackToThat() async throws {
    phone.wallet.onConfirm = { Samples.payment($0, .rejected(reason: .payeeCannotReceive)) }
    try await phone.start()
    try await phone.confirm()
    _ = try await phone.failed()
    try await phone.die()
    #expect(try await phone.failed().problem.code == .payeeCannotReceive)
  }

  @Test func aWalletThatCantSayWhatBecameOfItIsAskedUntilItCan() async throws {
    let bank = holdBank()
    try await phone.start()
    try await phone.confirm()
    _ = try await phone.paying()
    phone.wallet.fail["payment"] = failure(.diskError)
    try await phone.die()
    #expect(try await phone.failed().way == .findOut)
    phone.wallet.fail = [:]
    try phone.pay.tryAgain()
    _ = try await phone.pending()
    #expect(phone.confirms == 1)
    bank.open(.settled)
  }
}
