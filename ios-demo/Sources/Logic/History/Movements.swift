import DLakWallet
import Foundation

extension WalletPort {
  /// The newest `count` entries that `filter` means, the newest first.
  func entries(_ count: Int, matching filter: HistoryFilter = HistoryFilter()) async throws -> [HistoryItem] {
    var found: [HistoryItem] = []
    while found.count < count {
      let asked = min(count - found.count, mostEntries)
      let page = try await history(matching: filter, before: found.last?.seq, limit: asked)
      found += page
      if page.count < asked { break }
    }
    return found
  }

  /// The newest payments of this phone that the ledger does not show: they are pending, were not paid, or are so new that their
  /// entry is not here yet.
  func withoutEntry(_ entries: [HistoryItem]) async throws -> [Movement] {
    let shown = Set(entries.map(\.orderId))
    var found: [Movement] = []
    for payment in try await payments(before: nil, limit: newestPayments) where !shown.contains(payment.orderId) {
      if payment.state == .settled, try await historyEntry(payment.orderId) != nil { continue }
      found.append(Movement(payment))
    }
    return found
  }
}

/// Both in one list, the newest first. Unless `isComplete`, what is older than the last entry has to wait for its page.
func merged(_ entries: [HistoryItem], _ others: [Movement], isComplete: Bool) -> [Movement] {
  let from = isComplete ? nil : entries.last?.settledAt
  let newer = others.filter { other in from.map { other.at >= $0 } ?? true }
  // The order of equal times stays: payments before entries, as they were given.
  return (newer + entries.map(Movement.init)).enumerated()
    .sorted { ($1.element.at, $0.offset) < ($0.element.at, $1.offset) }.map(\.element)
}

/// What the library gives at once.
private let mostEntries = 1000

private let newestPayments = 50
