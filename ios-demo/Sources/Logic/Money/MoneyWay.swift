import DLakWallet

/// The two ways of money between the wallet and the owner's account at the commercial bank, and how the wallet is asked about each.
public enum MoneyWay: Hashable, Sendable {
  /// Digital kip for money at the bank.
  case topUp
  /// Digital kip back to the bank.
  case redemption

  /// What is not in the wallet's books, and was not begun by this process, was never begun: the wallet writes a payment down before
  /// it leaves the phone. A top-up has no entry before it is done.
  var booksAreComplete: Bool { self == .redemption }

  /// A mark of what is newest now: all that is asked for from here on is newer.
  func newest(_ wallet: any WalletPort) async throws -> String? {
    switch self {
    case .topUp: try await wallet.history(matching: Self.topUps, before: nil, limit: 1).first.map { String($0.seq) }
    case .redemption: try await wallet.payments(before: nil, limit: 1).first?.orderId.rawValue
    }
  }

  /// What became of the one with this id.
  func end(of id: OrderId, _ wallet: any WalletPort) async throws -> MoneyEnd {
    switch self {
    case .topUp: MoneyEnd(try await wallet.topUpState(id))
    case .redemption: MoneyEnd(try await wallet.payment(id).outcome)
    }
  }

  /// The one of this amount that was not there before.
  func newer(than mark: String?, amount: Amount, _ wallet: any WalletPort) async throws -> MoneyEnd? {
    switch self {
    case .topUp:
      let before = mark.flatMap { UInt64($0) } ?? 0
      let entries = try await wallet.history(matching: Self.topUps, before: nil, limit: Self.few)
      // Only one that is done has an entry.
      return entries.first { $0.seq > before && $0.amount == amount }
        .map { MoneyEnd(id: $0.orderId, amount: amount, state: .done) }
    case .redemption:
      return try await wallet.payments(before: nil, limit: Self.few)
        .prefix { $0.orderId.rawValue != mark }
        .first { $0.kind == .redemption && $0.amount == amount }
        .map { MoneyEnd($0.outcome) }
    }
  }

  /// What is on its way already, as far as the wallet's books say.
  func underWay(_ wallet: any WalletPort) async throws -> Amount? {
    guard self == .redemption else { return nil }
    return try await wallet.payments(before: nil, limit: Self.few)
      .first { $0.kind == .redemption && ($0.state == .created || $0.state == .submitted) }?.amount
  }

  private static let topUps = HistoryFilter(kinds: [.topUp])
  private static let few = 50
}
