import DLakWallet
import Foundation
import TestBank
import TestSupport
import Testing

@testable import DLakDemoLogic

/// The app's decisions with the real library and a real sandbox bank.
@MainActor
struct RealBankTests {
  /// A phone whose owner is enrolled.
  private struct Phone {
    let session: Session
    let wallets: RealWallets
    let folder: Folder
  }

  private let clock = SystemClock()

  /// `url` is that of a proxy in front of the bank.
  private func phone(_ bank: SandboxBank, at url: URL? = nil) async throws -> Phone {
    let folder = try Folder()
    let wallets = RealWallets(folder.wallet(bank: url ?? bank.url), deviceName: "phone")
    let session = Session(wallets, clock: clock)
    await session.open()
    #expect(session.state == .noWallet)
    var words: RecoveryWords?
    try await session.create(pin: FakeWallet.pin) { words = $0 }
    #expect(words != nil, "the words are handed over")
    #expect(session.state.open?.isRegistered == false)
    _ = try await session.register(enrolmentCode: try bank.person().enrolmentCode)
    #expect(session.state.open?.isRegistered == true)
    return Phone(session: session, wallets: wallets, folder: folder)
  }

  /// Tops up through the screen, as the owner does.
  private func topUp(_ phone: Phone, _ amount: Amount) async throws {
    let screen = MoneyViewModel(.topUp, session: phone.session, clock: clock, saved: Saved())
    defer { screen.end() }
    screen.type(AmountEntry(amount))
    screen.amountDone()
    try await seen()
    screen.confirm()
    try await until("it is topped up") { screen.step == .done(amount) }
    try await until("it is in the wallet") { phone.session.balance?.available == amount }
  }

  /// So long that a tap counts.
  private func seen() async throws { try await Task.sleep(for: PayViewModel.settle) }

  @Test func aWalletIsMadeToppedUpAndPaysAShopsTill() async throws {
    let bank = try await SandboxBank.shared.value
    let payer = try await phone(bank)
    let shop = try await phone(bank)
    try await topUp(payer, .kip(100_000))

    let till = TillViewModel(session: shop.session, clock: clock, saved: Saved())
    defer { till.end() }
    till.type(AmountEntry(.kip(15_000)))
    till.request()
    try await until("the code") { if case .open = till.asking { true } else { false } }
    guard case .open(let request, _) = till.asking else { return }

    let saved = Saved()
    let pay = PayViewModel(code: request.code, isLink: false, session: payer.session, clock: clock, saved: saved)
    defer { pay.end() }
    try await until("the confirmation") { if case .confirm = pay.step { true } else { false } }
    guard case .confirm(let confirm) = pay.step else { return }
    #expect(confirm.details.amount == .kip(15_000))
    #expect(confirm.details.payeeName == till.name, "the name is the bank's")
    try await seen()
    pay.confirm()
    try await until("it is paid") { if case .paid = pay.step { true } else { false } }
    #expect(saved["order"] == confirm.details.orderId.rawValue)
    try await until("the till says who paid") { if case .paid(_, .some) = till.asking { true } else { false } }
    try await until("the money has moved") { payer.session.balance?.available == .kip(85_000) }

    // The receipt is verified, and the payment is found by the shop's name.
    let detail = DetailViewModel(seq: nil, orderId: confirm.details.orderId.rawValue, session: payer.session)
    defer { detail.end() }
    try await until("the receipt is verified") {
      if case .verified = detail.detail?.receipt { true } else { false }
    }
    let history = HistoryViewModel(session: payer.session, clock: clock, saved: Saved())
    defer { history.end() }
    history.choice = HistoryChoice(text: try #require(till.name), flow: .out)
    try await until("it is found") { history.answered == history.choice && history.days?.count == 1 }
    #expect(history.days?.first?.movements.map(\.orderId) == [confirm.details.orderId])

    // The code is paid, and can't be again: said before anything is confirmed.
    let again = PayViewModel(code: request.code, isLink: false, session: payer.session, clock: clock, saved: Saved())
    defer { again.end() }
    try await until("that it is paid") { if case .failed = again.step { true } else { false } }
    guard case .failed(let failure) = again.step else { return }
    #expect(failure.isNothingPaid)
    #expect(failure.problem.code == .requestPaid)
  }

  @Test func aScreenThatIsMadeAnewAfterTheYesFindsThePaymentAndPaysNothingAnew() async throws {
    let bank = try await SandboxBank.shared.value
    let payer = try await phone(bank)
    let payee = try await phone(bank)
    try await topUp(payer, .kip(50_000))
    let code = try await payee.session.openWallet().staticCode(amount: .kip(20_000))
    let saved = Saved()
    let first = PayViewModel(code: code, isLink: false, session: payer.session, clock: clock, saved: saved)
    try await until("the confirmation") { if case .confirm = first.step { true } else { false } }
    try await seen()
    first.confirm()
    let order = OrderId(rawValue: try #require(saved["order"]))
    try await until("the wallet is told") { payer.session.confirmation(order) != nil }
    first.end()
    let reborn = PayViewModel(
      code: code, isLink: false, session: payer.session, clock: clock, saved: saved.afterDeath())
    defer { reborn.end() }
    try await until("it is paid") { if case .paid = reborn.step { true } else { false } }
    try await until("the money has moved once") { payer.session.balance?.available == .kip(30_000) }
    let payments = try await payer.session.openWallet().payments(before: nil, limit: 10)
    #expect(payments.count { $0.kind == .payment } == 1)
  }

  @Test func aScreenThatIsLeftBeforeTheWalletWasToldPaysNothingUnlessItIsConfirmedAnew() async throws {
    let bank = try await SandboxBank.shared.value
    let payer = try await phone(bank)
    let payee = try await phone(bank)
    try await topUp(payer, .kip(50_000))
    let code = try await payee.session.openWallet().staticCode(amount: .kip(20_000))
    let saved = Saved()
    let first = PayViewModel(code: code, isLink: false, session: payer.session, clock: clock, saved: saved)
    try await until("the confirmation") { if case .confirm = first.step { true } else { false } }
    try await seen()
    first.confirm()
    first.end()
    let reborn = PayViewModel(
      code: code, isLink: false, session: payer.session, clock: clock, saved: saved.afterDeath())
    defer { reborn.end() }
    try await until("the confirmation once more") { if case .confirm = reborn.step { true } else { false } }
    guard case .confirm(let confirm) = reborn.step else { return }
    #expect(confirm.cautions.contains(.interrupted))
    #expect(payer.session.balance?.available == .kip(50_000))
  }

  @Test(.timeLimit(.minutes(2))) func whatTheBankDidAndItsAnswerWasLostIsDoneOnce() async throws {
    let (proxy, bank) = try await FaultProxy.withBank(persons: ["Khamla Sayasone"])
    let phone = try await phone(bank, at: proxy.url)
    try await proxy.tell("lose POST /v1/top-ups")
    try await topUp(phone, .kip(100_000))
    try await proxy.tell("lose POST /v1/payments")
    let screen = MoneyViewModel(.redemption, session: phone.session, clock: clock, saved: Saved())
    defer { screen.end() }
    screen.type(AmountEntry(.kip(30_000)))
    screen.amountDone()
    try await seen()
    screen.confirm()
    try await until("it is redeemed") { screen.step == .done(.kip(30_000)) }
    try await until("the money has moved once") { phone.session.balance?.settled == .kip(70_000) }
    let entries = try await phone.session.openWallet().history(matching: HistoryFilter(), before: nil, limit: 10)
    #expect(entries.map(\.kind) == [.redemption, .topUp])
    #expect(try await proxy.tell("status").unused == 0)
    await phone.session.wallet?.close()
    await bank.stop()
    await proxy.stop()
  }

  @Test func aWrongPINDoesNotOpenWhatWasLocked() async throws {
    let phone = try await phone(try await SandboxBank.shared.value)
    phone.session.lock()
    #expect(phone.session.state.open?.isLocked == true)
    await #expect(throws: WalletError.self) { try await phone.session.unlock(pin: "314159") }
    #expect(phone.session.state.open?.isLocked == true)
    try await phone.session.unlock(pin: FakeWallet.pin)
    #expect(phone.session.state.open?.isLocked == false)
  }
}
