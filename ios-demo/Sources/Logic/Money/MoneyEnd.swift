import DLakWallet

/// What became of money that was asked for, as far as it is known: a top-up, or a redemption.
public struct MoneyEnd: Hashable, Sendable {
  public let id: OrderId
  public let amount: Amount
  public let state: State

  public enum State: Hashable, Sendable {
    /// It goes on by itself.
    case pending
    case done
    /// The bank decided that no money is moved.
    case refused(Problem)
  }

  init(id: OrderId, amount: Amount, state: State) {
    self.id = id
    self.amount = amount
    self.state = state
  }

  init(_ topUp: TopUp) {
    let state: State =
      switch topUp.state {
      case .pending: .pending
      case .done: .done
      case .rejected(let reason): .refused(Problem(reason))
      }
    self.init(id: topUp.id, amount: topUp.amount, state: state)
  }

  init(_ redemption: PaymentOutcome) {
    let state: State =
      switch redemption {
      case .settled: .done
      case .pending: .pending
      case .rejected(_, let reason): .refused(Problem(reason))
      case .expired: .refused(Problem(.orderExpired))
      }
    self.init(id: redemption.payment.orderId, amount: redemption.payment.amount, state: state)
  }
}
