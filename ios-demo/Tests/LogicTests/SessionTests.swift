import DLakWallet
import Foundation
import TestSupport
import Testing

@testable import DLakDemoLogic

@MainActor
struct SessionTests {
  private let clock = FakeClock()
  private let wallets = FakeWallets()

  @Test func aWalletThatIsThereIsOpenedLocked() async throws {
    let session = Session(wallets, clock: clock)
    await session.open()
    #expect(session.state.open?.isLocked == true)
  }

  @Test func whoeverIsAwayForLongIsLockedOut() async throws {
    let session = Session(wallets, clock: clock)
    await session.open()
    try await session.unlock(pin: FakeWallet.pin)
    session.didEnterBackground()
    clock.advance(.seconds(29))
    session.willEnterForeground()
    #expect(session.state.open?.isLocked == false)
    session.didEnterBackground()
    clock.advance(.seconds(30))
    session.willEnterForeground()
    #expect(session.state.open?.isLocked == true)
  }

  @Test func aWalletThatNobodyComesBackToIsLocked() async throws {
    let session = Session(wallets, clock: clock)
    await session.open()
    try await session.unlock(pin: FakeWallet.pin)
    session.didEnterBackground()
    try await until("the lock waits") { clock.sleeping > 0 }
    clock.advance(.seconds(30))
    try await until("it is locked") { session.state.open?.isLocked == true }
  }

  @Test func thePlaceOfAWalletThatIsGoneIsForgotten() async throws {
    let wallets = FakeWallets(isThere: false)
    var kept: Data? = try JSONEncoder().encode([
      SavedPlace(route: .pay(code: Samples.dlakCode(), isLink: false), values: ["order": "0190d3a8"])
    ])
    let app = AppModel(
      Parts(
        wallets: wallets, settings: SettingsStore(), clock: clock, kept: Kept(read: { kept }, write: { kept = $0 })))
    app.start()
    try await until("the welcome") { app.root?.route == .welcome }
    app.settings.update { $0.areWordsConfirmed = true }
    try await app.session.restore(words: RecoveryWords(Samples.phrase), pin: FakeWallet.pin)
    try await until("the wallet") { app.root?.route == .home }
    #expect(app.router.path.isEmpty, "its books know nothing of another wallet's payments")
    app.end()
  }

  @Test func workThatNobodySeesClosesWhatItOpened() async throws {
    let session = Session(wallets, clock: clock)
    let outcome = try await session.work { _ = try await $0.sync() }
    #expect(outcome?.value == true)
    #expect(session.state.open == nil)
    #expect(wallets.wallet.calls.contains("close"))
  }

  @Test func workLeavesAWalletOpenThatIsLookedAt() async throws {
    let session = Session(wallets, clock: clock)
    await session.open()
    _ = try await session.work { _ = try await $0.sync() }
    #expect(session.state.open != nil)
  }

  @Test func theBankIsAskedAgainUntilItIsBack() async throws {
    let session = Session(wallets, clock: clock)
    await session.open()
    try await until("the first question") { wallets.wallet.calls.contains("sync") }
    wallets.wallet.fail["sync"] = failure(.bankUnreachable)
    session.reach.probe()
    try await until("it is away") { session.reach.isOffline }
    wallets.wallet.fail["sync"] = nil
    try await until("it waits to ask again") { clock.sleeping > 0 }
    clock.advance(.seconds(2))
    try await until("it is back") { !session.reach.isOffline }
  }

  @Test func aWalletThatOnlyItsWordsBringBackIsPutAsideUnderItsDay() async throws {
    wallets.failure = failure(.walletDamaged)
    // A day and a month of one digit: names are in the order of their days.
    let clock = FakeClock(Samples.now.addingTimeInterval(42 * 86_400))
    let session = Session(wallets, clock: clock)
    await session.open()
    #expect(await session.setAside())
    #expect(wallets.aside == ["2027-01-06"])
    #expect(session.state == .noWallet)
  }

  @Test func aWalletThatMayOpenLaterIsNotPutAside() async throws {
    wallets.failure = failure(.walletInUse)
    let session = Session(wallets, clock: clock)
    await session.open()
    #expect(await !session.setAside())
    #expect(wallets.aside == [])
    wallets.failure = nil
    await session.open()
    #expect(session.state.open != nil)
  }
}
