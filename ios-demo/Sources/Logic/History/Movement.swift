import DLakWallet
import Foundation

/// Money that moved, or that its owner wanted to move: a row of a list.
public struct Movement: Hashable, Sendable, Identifiable {
  public let orderId: OrderId
  /// Its number in the ledger; nil while it has no entry.
  public let seq: UInt64?
  public let kind: Kind
  public let isIncoming: Bool
  public let amount: Amount
  /// Who is on the other side.
  public let name: String
  public let memo: String?
  public let at: Date
  public let state: State

  public enum Kind: Hashable, Sendable {
    case payment, topUp, redemption, other
  }

  public enum State: Hashable, Sendable {
    /// Final: the money has moved.
    case done
    /// The bank has not decided, as far as this phone knows.
    case pending
    /// Final: no money has moved.
    case notPaid
  }

  /// No other row of a list has it, whatever a bank writes into its books: only numbers are each there once.
  public var id: String { seq.map(String.init) ?? orderId.rawValue }

  public init(_ entry: HistoryItem) {
    orderId = entry.orderId
    seq = entry.seq
    kind =
      switch entry.kind {
      case .payment: .payment
      case .topUp: .topUp
      case .redemption: .redemption
      // Between banks: a wallet has none of these.
      case .purchase, .mint, .burn: .other
      }
    isIncoming = entry.direction == .credit
    amount = entry.amount
    name = entry.counterpartyName
    memo = entry.memo.filled
    at = entry.settledAt
    state = .done
  }

  public init(_ payment: Payment) {
    orderId = payment.orderId
    seq = nil
    kind =
      switch payment.kind {
      case .payment: .payment
      case .redemption: .redemption
      }
    isIncoming = false
    amount = payment.amount
    name = payment.payeeName
    memo = payment.memo.filled
    at = payment.createdAt
    state =
      switch payment.state {
      case .created, .submitted: .pending
      case .settled: .done
      case .rejected, .expired: .notPaid
      }
  }
}

extension String? {
  /// Nil when there is nothing to read in it.
  var filled: String? { flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 } }
}
