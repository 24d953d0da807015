extension Wallet {
  /// Asks the bank to keep a request, so that it is paid once, with exactly this amount. `validFor` counts in whole
  /// seconds.
  public func request(
    _ amount: Amount, memo: String? = nil, validFor: Duration = .seconds(600)
  ) async throws -> PaymentRequest {
    try await call {
      try await native.request(
        amount: amount, memo: memo, validFor: try validFor.seconds("how long the request is valid"))
    }
  }

  /// Where a request of this wallet stands.
  public func requestStatus(_ id: RequestId) async throws -> RequestStatus {
    try await call { try await native.requestStatus(id: id) }
  }

  /// The text of a code that can be shown again and again: with `amount`, or for the payer to type it.
  public func staticCode(amount: Amount? = nil) async throws -> String {
    try await call { try await native.staticCode(amount: amount) }
  }
}
