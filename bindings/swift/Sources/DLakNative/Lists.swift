// What lists of a user interface tell rows apart by.

extension Payment: Identifiable {
  /// Its order's id.
  public var id: OrderId { orderId }
}

extension HistoryItem: Identifiable {
  /// Its number in the account.
  public var id: UInt64 { seq }
}

extension TopUp: Identifiable {}

extension PaymentRequest: Identifiable {}

extension Device: Identifiable {}

extension Participant: Identifiable {}
