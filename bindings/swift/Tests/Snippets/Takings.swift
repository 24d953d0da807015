import DLakWallet
import Foundation

func takings(of wallet: Wallet, since midnight: Date, typed: String) async throws -> [String] {
  let english = Locale(identifier: "en")
  let received = HistoryFilter(direction: .credit, kinds: [.payment], from: midnight)
  let day = try await wallet.historySummary(matching: received)
  var lines = ["\(day.entries) payments, \(day.received.formatted(.kip.locale(english)))"]
  let found = HistoryFilter(text: typed, direction: .credit, kinds: [.payment], from: midnight)
  for item in try await wallet.history(matching: found) {
    lines.append("\(item.counterpartyName) \(item.amount.formatted(.kip.locale(english)))")
  }
  return lines
}
