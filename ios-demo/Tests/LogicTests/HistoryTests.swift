import DLakWallet
import Foundation
import TestSupport
import Testing

@testable import DLakDemoLogic

/// What moved: at home, in the list, and one by one. And what is done while nobody looks.
@MainActor
struct HistoryTests {
  private let clock = FakeClock()
  private let wallet = FakeWallet()

  init() {
    wallet.entries = (1...9).map { Samples.entry($0, .kip(1_000), name: $0 == 7 ? "Mee Kati" : "Han Kafe") }
  }

  @Test func homeShowsTheNewestWhatIsPendingFirstAndWhatComesByItself() async throws {
    let pending = Samples.payment(
      Samples.preview(.kip(60_000), orderId: "0190d3a8-7c1e-7f42-9b5a-2f6f0d9c1a77"), .submitted)
    wallet.made[pending.orderId] = pending
    let home = HomeViewModel(session: try await openSession(wallet, clock), settings: SettingsStore(), clock: clock)
    defer { home.end() }
    try await until("it is read") { home.recent?.count == 6 }
    #expect(home.recent?.first?.orderId == pending.orderId)
    #expect(home.recent?.dropFirst().compactMap(\.seq) == [9, 8, 7, 6, 5])
    wallet.entries.append(Samples.entry(10, .kip(5_000), .credit))
    wallet.happening.send(.balanceChanged)
    try await until("what came") { home.recent?.contains { $0.seq == 10 } == true }
  }

  @Test func aFrozenAccountAndABankThatContradictsItselfAreSaid() async throws {
    wallet.profileNow = Samples.profile("Khamla", frozen: true)
    let home = HomeViewModel(session: try await openSession(wallet, clock), settings: SettingsStore(), clock: clock)
    defer { home.end() }
    #expect(home.warning == .frozen)
    wallet.diverged = [Divergence(noticedAt: Samples.now, what: "two trees", evidence: "")]
    wallet.happening.send(.diverged(what: "two trees"))
    try await until("it is said") { home.warning == .diverged }
  }

  @Test func theHistoryIsSearchedAsItsOwnerTypesAndTheSearchSurvivesTheProcess() async throws {
    let session = try await openSession(wallet, clock)
    let saved = Saved()
    let history = HistoryViewModel(session: session, clock: clock, saved: saved)
    try await until("it is read") { history.days?.first?.movements.count == 9 }
    #expect(history.summary == nil)
    history.choice.text = "kati"
    try await until("it is found") { history.answered.text == "kati" }
    #expect(history.days?.flatMap(\.movements).compactMap(\.seq) == [7])
    #expect(history.summary?.entries == 1)
    history.end()
    let reborn = HistoryViewModel(session: session, clock: clock, saved: saved.afterDeath())
    defer { reborn.end() }
    #expect(reborn.choice.text == "kati")
  }

  @Test func manyEventsDoNotKeepTheListFromBeingRead() async throws {
    let history = HistoryViewModel(session: try await openSession(wallet, clock), clock: clock, saved: Saved())
    defer { history.end() }
    let storm = Task { [wallet] in
      while !Task.isCancelled {
        wallet.happening.send(.balanceChanged)
        await Task.yield()
      }
    }
    defer { storm.cancel() }
    try await until("it is read all the same") { history.days?.first?.movements.count == 9 }
  }

  @Test func aReceiptIsBelievedOnlyWhenItIsOfThisVeryPayment() async throws {
    let entry = wallet.entries[8]
    wallet.made[entry.orderId] = Samples.payment(
      Samples.preview(.kip(1_000), orderId: entry.orderId.rawValue), .settled)
    wallet.receipts[entry.orderId] = Samples.receipt(entry)
    let session = try await openSession(wallet, clock)
    let detail = DetailViewModel(seq: nil, orderId: entry.orderId.rawValue, session: session)
    defer { detail.end() }
    try await until("it is verified") { if case .verified = detail.detail?.receipt { true } else { false } }

    wallet.receipts[entry.orderId] = Samples.receipt(Samples.entry(8, .kip(2_000)))
    let other = DetailViewModel(seq: nil, orderId: entry.orderId.rawValue, session: session)
    defer { other.end() }
    try await until("it is not believed") { other.detail?.receipt == .failed(Problem(.badReceipt)) }
  }

  @Test func whatIsUnknownIsSaid() async throws {
    let detail = DetailViewModel(seq: nil, orderId: "nothing", session: try await openSession(wallet, clock))
    defer { detail.end() }
    try await until("it is said") { detail.problem?.code == .paymentUnknown }
  }

  @Test func aSyncThatNobodySeesEndsPaymentsAndPaysNothing() async throws {
    let session = Session(FakeWallets(wallet), clock: clock)
    #expect(try await BackgroundSync(session: session).run())
    #expect(wallet.calls.contains("resume") && wallet.calls.contains("sync") && wallet.calls.last == "close")
    #expect(!wallet.calls.contains("confirm") && !wallet.calls.contains("unlock"))
    wallet.fail["sync"] = failure(.bankUnreachable)
    #expect(try await !BackgroundSync(session: session).run())
  }

  @Test func theDaysOfAChoiceBeginAndEndWhereItsOwnerIs() {
    let today = clock.now
    let day = 86_400.0
    let midnight = clock.calendar.startOfDay(for: today)
    let filter = { (period: Period) in
      HistoryChoice(period: period).filter(today: today, calendar: clock.calendar)
    }
    #expect(filter(.any).from == nil)
    #expect(filter(.today).from == midnight)
    #expect(filter(.today).until == midnight.addingTimeInterval(day))
    #expect(filter(.last7Days).from == midnight.addingTimeInterval(-6 * day))
    // November has 25 days so far, October had 31.
    #expect(filter(.thisMonth).from == midnight.addingTimeInterval(-24 * day))
    #expect(filter(.lastMonth).from == midnight.addingTimeInterval(-55 * day))
    #expect(filter(.lastMonth).until == midnight.addingTimeInterval(-24 * day))
  }
}
