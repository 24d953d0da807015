import DLakWallet
import Foundation
import Sandbox
import Testing

@testable import Snippets

@Suite struct HistoryTests {
  @Test func theHistoryIsSearchedAndAddedUp() async throws {
    let bank = try await SandboxBank.shared.value
    let khamla = try await Owner(bank, with: .kip(100_000))
    let noy = try await Owner(bank)
    var paid: [OrderId] = []
    for memo in ["50% ຄ່ານ້ຳ", "Table ๑๒", nil] {
      let preview = try await khamla.wallet.prepare(
        try await noy.wallet.staticCode(), amount: .kip(1_000), memo: memo)
      paid.append(try await khamla.wallet.confirm(preview).payment.orderId)
    }
    try await khamla.wallet.sync()
    try await noy.wallet.sync()
    let wallet = khamla.wallet

    let payments = try await wallet.history(matching: HistoryFilter(kinds: [.payment]))
    #expect(payments.map(\.orderId) == paid.reversed())
    let debits = HistoryFilter(direction: .debit)
    #expect(try await wallet.history(matching: debits) == payments)
    #expect(try await wallet.history(matching: debits, before: payments[0].seq) == Array(payments.dropFirst()))
    #expect(try await wallet.history(matching: debits, limit: 1) == [payments[0]])
    for (text, found) in [("50%", 0), ("ນໍ້າ", 0), ("TABLE 12", 1), (paid[2].rawValue, 2)] {
      let entries = try await wallet.history(matching: HistoryFilter(text: text))
      #expect(entries.map(\.orderId) == [paid[found]], "\(text)")
    }
    #expect(try await wallet.history(matching: HistoryFilter(text: "_")).isEmpty)
    #expect(try await wallet.history(matching: HistoryFilter(text: noy.name.uppercased())).count == 3)

    // From the first of an instant on, and until the next: also of instants that are floating-point numbers.
    let times = HistoryFilter(from: payments[1].settledAt, until: payments[0].settledAt)
    #expect(try await wallet.history(matching: times) == [payments[1]])
    let always = HistoryFilter(from: .distantPast, until: .distantFuture)
    #expect(try await wallet.history(matching: always).count == 4)

    let all = try await wallet.historySummary()
    #expect(all == HistorySummary(entries: 4, received: .kip(100_000), paid: .kip(3_000)))
    let received = HistoryFilter(direction: .credit, kinds: [.payment], from: payments[2].settledAt)
    let day = try await noy.wallet.historySummary(matching: received)
    #expect(day == HistorySummary(entries: 3, received: .kip(3_000), paid: .zero))
    #expect(try await wallet.historySummary(matching: received).entries == 0)

    #expect(try await wallet.historyEntry(paid[0]) == payments[2])
    #expect(try await noy.wallet.historyEntry(paid[0])?.direction == .credit)
    #expect(try await Owner(bank).wallet.historyEntry(paid[0]) == nil)
    do {
      _ = try await wallet.historyEntry(OrderId(rawValue: "no id"))
      Issue.record("it found what is no id")
    } catch let error as WalletError {
      #expect(error.code == .badArgument)
    }

    let shown = try await takings(of: noy.wallet, since: payments[2].settledAt, typed: "table")
    #expect(shown == ["3 payments, ₭3,000", "\(khamla.name) ₭1,000"])
  }

  @Test func wordsAreSuggestedByHowTheyBegin() throws {
    #expect(try RecoveryWords.suggestions(for: " ACT", limit: 3) == ["act", "action", "actor"])
    #expect(try RecoveryWords.suggestions(for: "aban") == ["abandon"])
    #expect(try RecoveryWords.suggestions(for: "s").count == 8)
    #expect(try RecoveryWords.suggestions(for: "s", limit: -1).isEmpty)
    for nothing in ["", " ", "xyz", "ກ", "a b"] {
      #expect(try RecoveryWords.suggestions(for: nothing).isEmpty, "\(nothing)")
    }
  }
}
