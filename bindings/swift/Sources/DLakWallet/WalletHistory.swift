extension Wallet {
  /// The newest entries that `filter` means (all, without) before number `before`, the newest first; at most `limit`, and
  /// at most 1000.
  ///
  /// From the store: a search while the owner types asks nobody.
  public func history(
    matching filter: HistoryFilter = HistoryFilter(), before: UInt64? = nil, limit: Int = 50
  ) async throws -> [HistoryItem] {
    try await call { try await native.history(filter: filter, before: before, limit: count(limit)) }
  }

  /// Counts and adds up all entries that `filter` means, from the store: a merchant's day.
  public func historySummary(matching filter: HistoryFilter = HistoryFilter()) async throws -> HistorySummary {
    try await call { try await native.historySummary(filter: filter) }
  }

  /// The entry of this order or operation, whoever paid; none when it is not synced.
  public func historyEntry(_ orderId: OrderId) async throws -> HistoryItem? {
    try await call { try await native.historyEntry(orderId: orderId) }
  }
}
