import DLakWallet
import TestSupport
import Testing

@testable import DLakDemoLogic

/// Money from the bank and back to it: never moved twice, and its end is found again.
@MainActor
struct MoneyViewModelTests {
  private let clock = FakeClock()
  private let wallet = FakeWallet()
  private let saved = Saved()
  private let id = OrderId(rawValue: "0190d3a8-0000-7000-8000-00000000000a")
  private let amount = Amount.kip(500_000)

  init() {
    wallet.balanceNow = Samples.balance(.kip(900_000))
  }

  private func screen(_ way: MoneyWay, _ saved: Saved? = nil, in session: Session? = nil) async throws -> MoneyViewModel
  {
    let opened: Session
    if let session { opened = session } else { opened = try await openSession(wallet, clock) }
    let screen = MoneyViewModel(way, session: opened, clock: clock, saved: saved ?? self.saved)
    await settle()
    return screen
  }

  /// The owner types the amount, sees the question, and says yes.
  private func ask(_ screen: MoneyViewModel) async {
    screen.type(AmountEntry(amount))
    screen.amountDone()
    clock.advance(PayViewModel.settle)
    screen.confirm()
    await settle()
  }

  private func count(_ call: String) -> Int { wallet.calls.count { $0 == call } }

  private func topUpAnswers(_ state: ExchangeState) {
    wallet.onTopUp = { [id] in TopUp(id: id, amount: $0, createdAt: Samples.now, state: state) }
  }

  private func redemption(_ number: UInt64, _ state: PaymentState) -> Payment {
    let payment = Samples.payment(
      Samples.preview(amount, payeeName: "NAGA", orderId: Samples.orderId(number).rawValue), state)
    return Payment(
      orderId: payment.orderId, kind: .redemption, payee: payment.payee, payeeName: payment.payeeName, amount: amount,
      request: nil, memo: nil, createdAt: payment.createdAt, expiresAt: payment.expiresAt, state: state,
      decidedAt: payment.decidedAt)
  }

  private func wrote(_ payment: Payment) { wallet.made[payment.orderId] = payment }

  // MARK: - Top-ups

  @Test func aTopUpThatBothSidesMadeIsDone() async throws {
    topUpAnswers(.done)
    let screen = try await screen(.topUp)
    await ask(screen)
    #expect(screen.step == .done(amount))
  }

  @Test func nothingIsAskedForBeforeTheOwnerSaidYesAndOnceHoweverOftenTheyTap() async throws {
    let bank = Gate<Void>()
    wallet.onTopUp = { [id] amount in
      try await bank.pass()
      return TopUp(id: id, amount: amount, createdAt: Samples.now, state: .done)
    }
    let screen = try await screen(.topUp)
    screen.type(AmountEntry(amount))
    screen.amountDone()
    // A double tap on "continue".
    screen.confirm()
    await settle()
    #expect(screen.step == .confirm(amount))
    #expect(count("topUp") == 0)
    clock.advance(PayViewModel.settle)
    for _ in 0..<3 { screen.confirm() }
    await settle()
    #expect(screen.step == .busy(amount))
    screen.type(AmountEntry(.kip(1)))
    screen.amountDone()
    clock.advance(PayViewModel.settle)
    screen.confirm()
    await settle()
    #expect(count("topUp") == 1)
    bank.open(())
  }

  @Test func whatIsPendingGoesOnByItselfAndShowsItsEnd() async throws {
    topUpAnswers(.pending)
    let screen = try await screen(.topUp)
    await ask(screen)
    #expect(screen.step == .pending(amount))
    wallet.topUps[id] = TopUp(id: id, amount: amount, createdAt: Samples.now, state: .done)
    wallet.happening.send(.topUp(id: id, state: .done))
    await settle()
    #expect(screen.step == .done(amount))
  }

  @Test func whoAsksAgainWhileOneIsPendingIsToldThatItWouldBeTheSecond() async throws {
    topUpAnswers(.pending)
    let screen = try await screen(.topUp)
    await ask(screen)
    screen.another()
    #expect(screen.underWay == amount)
    #expect(screen.entry.isEmpty)
    #expect(count("topUp") == 1)
    screen.type(AmountEntry(amount))
    screen.amountDone()
    #expect(screen.step == .confirm(amount))
    #expect(screen.underWay == amount)
  }

  @Test func aScreenThatIsLeftWhileTheBankIsAskedIsFoundAgainAsItIs() async throws {
    let bank = Gate<Void>()
    wallet.onTopUp = { [id] amount in
      try await bank.pass()
      return TopUp(id: id, amount: amount, createdAt: Samples.now, state: .done)
    }
    let session = try await openSession(wallet, clock)
    let first = try await screen(.topUp, in: session)
    await ask(first)
    first.end()
    let again = try await screen(.topUp, Saved(), in: session)
    #expect(again.step == .busy(amount))
    bank.open(())
    await settle()
    #expect(again.step == .done(amount))
    #expect(count("topUp") == 1)
  }

  @Test func notEnoughInTheAccountIsSaidAndTheAmountCanBeChanged() async throws {
    topUpAnswers(.rejected(reason: .insufficientFiat))
    let screen = try await screen(.topUp)
    await ask(screen)
    #expect(screen.step == .refused(amount, Problem(.insufficientFiat)))
    screen.another()
    #expect(screen.entry.amount == amount)
    topUpAnswers(.done)
    await ask(screen)
    #expect(screen.step == .done(amount))
  }

  @Test(arguments: [MoneyWay.topUp, .redemption])
  func aCallThatFailedHasMovedNothingAndCanBeTriedAgain(way: MoneyWay) async throws {
    wallet.fail["topUp"] = failure(.notRegistered)
    wallet.fail["redeem"] = failure(.notRegistered)
    let screen = try await screen(way)
    await ask(screen)
    #expect(screen.step == .typing(MoneyStep.Typing(problem: Problem(.notRegistered))))
    #expect(screen.entry.amount == amount)
  }

  @Test func whereItIsNotKnownWhetherAnythingWasBoughtThatIsSaid() async throws {
    wallet.fail["topUp"] = failure(.closed)
    let screen = try await screen(.topUp)
    await ask(screen)
    #expect(screen.step == .unclear(amount))
  }

  @Test func anEndThatWasSeenIsNotShownAgain() async throws {
    topUpAnswers(.done)
    let session = try await openSession(wallet, clock)
    let first = try await screen(.topUp, in: session)
    await ask(first)
    #expect(first.step == .done(amount))
    first.end()
    let next = try await screen(.topUp, Saved(), in: session)
    #expect(next.step == .typing(.init()))
  }

  @Test(arguments: [MoneyWay.topUp, .redemption])
  func whatIsOlderIsNeverTakenForTheEndOfWhatIsUnclear(way: MoneyWay) async throws {
    wallet.entries.append(Samples.entry(3, amount, .credit, name: "NAGA", kind: .topUp))
    wrote(redemption(3, .settled))
    wallet.fail["topUp"] = failure(.closed)
    wallet.fail["redeem"] = failure(.closed)
    let session = try await openSession(wallet, clock)
    let first = try await screen(way, in: session)
    await ask(first)
    #expect(first.step == .unclear(amount))
    first.end()
    let later = Saved()
    let again = try await screen(way, later, in: session)
    wallet.happening.send(.balanceChanged)
    await settle()
    #expect(again.step == .unclear(amount))
    // And it is written down for a process that dies.
    #expect(later["asked"] == String(amount.att))
    #expect(later["newest-before"] != nil)
  }

  @Test func aProcessThatDiesInTheCallAsksNothingAnewAndFindsTheTopUpByItsEntry() async throws {
    wallet.entries.append(Samples.entry(3, amount, .credit, name: "NAGA", kind: .topUp))
    let never = Gate<TopUp>()
    wallet.onTopUp = { _ in try await never.pass() }
    await ask(try await screen(.topUp))
    let reborn = try await screen(.topUp, saved.afterDeath())
    // The one of before is another one.
    #expect(reborn.step == .unclear(amount))
    wallet.entries.append(Samples.entry(4, amount, .credit, name: "NAGA", kind: .topUp))
    wallet.happening.send(.balanceChanged)
    await settle()
    #expect(reborn.step == .done(amount))
    #expect(count("topUp") == 1)
    _ = never
  }

  @Test func aProcessThatDiesWhileOneIsPendingAsksForThatOne() async throws {
    topUpAnswers(.pending)
    await ask(try await screen(.topUp))
    #expect(try await screen(.topUp, saved.afterDeath()).step == .pending(amount))
    wallet.topUps[id] = TopUp(id: id, amount: amount, createdAt: Samples.now, state: .done)
    #expect(try await screen(.topUp, saved.afterDeath()).step == .done(amount))
    #expect(count("topUp") == 1)
  }

  // MARK: - Redemptions

  @Test func aRedemptionEndsAsThePaymentDoes() async throws {
    let ends: [(PaymentState, MoneyStep)] = [
      (.settled, .done(amount)), (.submitted, .pending(amount)),
      (.rejected(reason: .payerBlocked), .refused(amount, Problem(.payerBlocked))),
      (.expired, .refused(amount, Problem(.orderExpired))),
    ]
    for (state, step) in ends {
      let payment = redemption(1, state)
      wallet.made = [:]
      wallet.onRedeem = { _ in payment }
      let screen = try await screen(.redemption, Saved())
      await ask(screen)
      #expect(screen.step == step)
    }
  }

  @Test func moreThanThereIsCantBeConfirmedAndAllOfItCan() async throws {
    let screen = try await screen(.redemption)
    screen.type(AmountEntry(.kip(900_001)))
    screen.amountDone()
    #expect(screen.isTooMuch)
    #expect(screen.step == .typing(MoneyStep.Typing()))
    screen.all()
    screen.amountDone()
    #expect(screen.step == .confirm(.kip(900_000)))
  }

  @Test func aProcessThatDiesBeforeAnythingWasWrittenDownHasPaidNothingAndSaysSo() async throws {
    wrote(redemption(1, .settled))
    let never = Gate<Payment>()
    wallet.onRedeem = { _ in try await never.pass() }
    await ask(try await screen(.redemption))
    let reborn = try await screen(.redemption, saved.afterDeath())
    #expect(reborn.step == .typing(MoneyStep.Typing(wasStopped: true)))
    #expect(reborn.entry.amount == amount)
    #expect(count("redeem") == 1)
    _ = never
  }

  @Test func aProcessThatDiesAfterItWasWrittenDownFindsThePaymentAndPaysNothingAnew() async throws {
    wrote(redemption(1, .settled))
    let never = Gate<Payment>()
    wallet.onRedeem = { _ in try await never.pass() }
    await ask(try await screen(.redemption))
    wrote(redemption(2, .submitted))
    let reborn = try await screen(.redemption, saved.afterDeath())
    #expect(reborn.step == .pending(amount))
    wrote(redemption(2, .settled))
    wallet.happening.send(.payment(orderId: Samples.orderId(2), state: .settled))
    await settle()
    #expect(reborn.step == .done(amount))
    #expect(count("redeem") == 1)
    _ = never
  }

  @Test func whereTheWalletDoesNotKnowTheNewestPaymentTells() async throws {
    wallet.fail["redeem"] = failure(.libraryFault)
    let screen = try await screen(.redemption)
    await ask(screen)
    #expect(screen.step == .unclear(amount))
    wrote(redemption(1, .settled))
    wallet.happening.send(.balanceChanged)
    await settle()
    #expect(screen.step == .done(amount))
  }

  @Test func oneThatIsOnItsWayIsPointedOutBeforeAnotherOne() async throws {
    wrote(redemption(1, .submitted))
    let screen = try await screen(.redemption)
    #expect(screen.underWay == amount)
    screen.type(AmountEntry(.kip(100_000)))
    screen.amountDone()
    #expect(screen.step == .confirm(.kip(100_000)))
    #expect(screen.underWay == amount)
  }
}
