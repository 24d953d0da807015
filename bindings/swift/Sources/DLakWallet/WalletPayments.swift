extension Wallet {
  /// Reads a code and asks the bank who and what it is. Nothing is paid.
  ///
  /// - Parameters:
  ///   - code: the text of a code, as ``Frame/codes()`` gives it.
  ///   - amount: for codes that leave it to the payer.
  ///   - memo: for codes without a request.
  public func prepare(_ code: String, amount: Amount? = nil, memo: String? = nil) async throws -> PaymentPreview {
    let preview = try await call { try await native.prepare(code: code, amount: amount, memo: memo) }
    return PaymentPreview(preview, details: try callNow { try preview.details() })
  }

  /// Pays what was prepared. Confirming the same preview twice pays once; a payment that is
  /// ``PaymentOutcome/pending(_:)`` goes on by itself.
  ///
  /// An error means that nothing was paid by this call, and that nothing will be. But with ``ErrorCode/closed`` (the
  /// wallet was closed meanwhile), ``ErrorCode/ledgerDiverged``, ``ErrorCode/libraryFault`` and
  /// ``ErrorCode/shuttingDown``, and when the task is cancelled, that is not known: before paying again ask for
  /// ``payment(_:)`` with the preview's `orderId`.
  public func confirm(_ preview: PaymentPreview) async throws -> PaymentOutcome {
    PaymentOutcome(try await call { try await native.confirm(preview: preview.native) })
  }

  /// Gives `amount` back to the owner's commercial bank, for fiat money. A payment like any other: what an error means
  /// is said at ``confirm(_:)``; there the newest of ``payments(before:limit:)`` tells.
  public func redeem(_ amount: Amount) async throws -> PaymentOutcome {
    PaymentOutcome(try await call { try await native.redeem(amount: amount) })
  }

  /// The payment with this id.
  public func payment(_ id: OrderId) async throws -> Payment {
    try await call { try await native.payment(id: id) }
  }

  /// Outgoing payments before this one (all, without), the newest first; at most `limit`, and at most 1000.
  public func payments(before: OrderId? = nil, limit: Int = 50) async throws -> [Payment] {
    try await call { try await native.payments(before: before, limit: count(limit)) }
  }

  /// The receipt of a settled payment with its proof.
  public func receipt(_ id: OrderId) async throws -> Receipt {
    try await call { try await native.receipt(id: id) }
  }

  /// Buys digital kip for fiat money from the owner's account at the commercial bank.
  @discardableResult
  public func topUp(_ amount: Amount) async throws -> TopUp {
    try await call { try await native.topUp(amount: amount) }
  }

  /// The top-up with this id, as the wallet knows it.
  public func topUpState(_ id: OrderId) async throws -> TopUp {
    try await call { try await native.topUpState(id: id) }
  }

  /// Where a top-up (by its id) or a redemption (by its order's id) stands at the bank.
  public func exchange(_ id: OrderId) async throws -> Exchange {
    try await call { try await native.exchange(id: id) }
  }
}

/// What the owner is about to confirm, with all that a screen shows: `preview.payeeName`, `preview.amount`, ...
///
/// What is confirmed is what was checked: only ``Wallet/prepare(_:amount:memo:)`` makes one.
@dynamicMemberLookup
public struct PaymentPreview: Sendable {
  let native: NativePreview
  /// All that a screen shows.
  public let details: PreviewDetails

  init(_ native: NativePreview, details: PreviewDetails) {
    self.native = native
    self.details = details
  }

  /// One of its ``details``.
  public subscript<Value>(dynamicMember field: KeyPath<PreviewDetails, Value>) -> Value {
    details[keyPath: field]
  }
}

/// What became of a payment, as far as it is known.
public enum PaymentOutcome: Hashable, Sendable {
  /// Final: the money has moved, and the bank's receipt was verified.
  case settled(Payment)
  /// Final: the bank rejected it, for this reason. No money has moved.
  case rejected(Payment, reason: ErrorCode)
  /// Final: it expired before the bank saw it. No money has moved.
  case expired(Payment)
  /// Not known yet: the bank is asked until it answers or the order has expired. Don't pay again: wait for the
  /// ``Event/payment(orderId:state:)``.
  case pending(Payment)

  /// The payment, whatever became of it.
  public var payment: Payment {
    switch self {
    case .settled(let payment), .rejected(let payment, _), .expired(let payment), .pending(let payment):
      payment
    }
  }

  init(_ payment: Payment) {
    self =
      switch payment.state {
      case .settled: .settled(payment)
      case .rejected(let reason): .rejected(payment, reason: reason)
      case .expired: .expired(payment)
      case .created, .submitted: .pending(payment)
      }
  }
}

extension Payment {
  /// What became of it, as far as it is known.
  public var outcome: PaymentOutcome { PaymentOutcome(self) }
}

extension Receipt {
  /// Verifies the text of a receipt, without a wallet and without asking the bank: ``ErrorCode/badReceipt`` if it is
  /// damaged or not this bank's.
  public static func verify(_ text: String, trust: BankTrust) throws(WalletError) -> Receipt {
    try callNow { try verifyReceipt(text: text, trust: trust) }
  }
}
