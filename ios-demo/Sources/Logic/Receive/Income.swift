import DLakWallet
import Foundation

/// Money that came in.
public struct Income: Hashable, Sendable {
  /// The entry's number.
  public let seq: UInt64
  public let amount: Amount
  /// Who paid, as the bank knows the name.
  public let name: String
  /// The request that it answers.
  public let request: RequestId?

  public init(seq: UInt64, amount: Amount, name: String, request: RequestId? = nil) {
    self.seq = seq
    self.amount = amount
    self.name = name
    self.request = request
  }

  init(_ entry: HistoryItem) {
    self.init(seq: entry.seq, amount: entry.amount, name: entry.counterpartyName, request: entry.request)
  }
}

extension HistoryFilter {
  /// Payments that others made to this wallet.
  static func incoming(from: Date? = nil, until: Date? = nil) -> HistoryFilter {
    HistoryFilter(direction: .credit, kinds: [.payment], from: from, until: until)
  }
}

extension WalletPort {
  /// The entry that paid a request, from the store; nil when there is none among the newest.
  func income(for request: RequestId) async throws -> Income? {
    // A shop with a payment each second is busy for a quarter of an hour before a request's own is not among these.
    try await history(matching: .incoming(), before: nil, limit: 1000).first { $0.request == request }.map(Income.init)
  }
}
