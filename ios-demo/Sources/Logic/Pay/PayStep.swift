import DLakWallet
import Foundation

/// Where a payment stands, from a code to its end.
///
/// ```text
/// reading -> needsAmount -> reading -> confirm -> paying -> paid
///        \-> failed                 \-> failed         \--> pending -> paid, failed
///                                                       \-> failed
/// ```
///
/// After a restart with an order that was being confirmed it begins with ``finding`` what became of that.
public enum PayStep: Hashable, Sendable {
  /// The bank is asked who and what the code is.
  case reading
  /// The wallet is asked what became of a payment that was being confirmed.
  case finding
  /// The code leaves the amount to its payer.
  case needsAmount(AskForAmount)
  /// What the owner says yes to.
  case confirm(Confirm)
  /// The owner said yes.
  case paying(PreviewDetails)
  /// The money has moved, and the bank's receipt was verified.
  case paid(Payment)
  /// The bank's answer is not known yet. It goes on by itself, and must not be paid again.
  case pending(Payment)
  case failed(Failure)

  public struct AskForAmount: Hashable, Sendable {
    /// The name in the code: only the payee's word.
    public var printedName: String?
    public var entry = AmountEntry()
    public var memo = ""
    /// What there is to pay with, and what the bank's limits leave; nil while it is not known.
    public var available: Amount?
    public var limits: AmountLimits?
    /// What the bank had against the amount that was given before.
    public var problem: Problem?

    public init(
      printedName: String? = nil, entry: AmountEntry = AmountEntry(), memo: String = "", available: Amount? = nil,
      limits: AmountLimits? = nil, problem: Problem? = nil
    ) {
      self.printedName = printedName
      self.entry = entry
      self.memo = memo
      self.available = available
      self.limits = limits
      self.problem = problem
    }

    /// What speaks against the amount while it is typed.
    public var hint: AmountHint? {
      guard let amount = entry.amount else { return nil }
      if let available, amount > available { return .overBalance(available: available) }
      if let limits, amount > limits.payment { return .overPaymentLimit(limits.payment) }
      if let limits, amount > limits.leftToday { return .overDailyLimit(left: limits.leftToday) }
      return nil
    }

    public var canGoOn: Bool { entry.amount != nil && hint == nil }
  }

  public struct Confirm: Hashable, Sendable {
    public let details: PreviewDetails
    public var cautions: [Caution]
    /// Was the amount typed by the owner? Then it can be changed.
    public var isAmountOwn: Bool

    public init(details: PreviewDetails, cautions: [Caution] = [], isAmountOwn: Bool = false) {
      self.details = details
      self.cautions = cautions
      self.isAmountOwn = isAmountOwn
    }

    /// What the wallet has afterwards; nil when it has too little.
    public var after: Amount? { try? details.available - details.amount - details.fee }

    /// What may still be paid today afterwards; nil when the limit is too low.
    public var leftToday: Amount? { try? details.leftToday - details.amount }

    /// What must be mended before this can be paid. The bank is asked before, so mostly nothing.
    public var obstacle: Problem? {
      if after == nil { return Problem(.insufficientFunds, details: ["available": String(details.available.att)]) }
      return leftToday == nil ? Problem(.overDailyLimit) : nil
    }
  }

  public struct Failure: Hashable, Sendable {
    public let problem: Problem
    /// Is it certain that nothing was paid, and will not be?
    public let isNothingPaid: Bool
    /// What was confirmed, where the bank has decided against it.
    public var payment: Payment?

    public init(_ problem: Problem, isNothingPaid: Bool, payment: Payment? = nil) {
      self.problem = problem
      self.isNothingPaid = isNothingPaid
      self.payment = payment
    }

    public var way: Way {
      if !isNothingPaid { return .findOut }
      if problem.code == .insufficientFunds { return .topUp }
      return problem.isRetryable || problem.code == .orderExpired ? .readAgain : .leave
    }
  }

  /// What is shown of what became of a payment.
  init(_ outcome: PaymentOutcome) {
    self =
      switch outcome {
      case .settled(let payment): .paid(payment)
      case .pending(let payment): .pending(payment)
      case .rejected(let payment, let reason):
        .failed(Failure(Problem(reason), isNothingPaid: true, payment: payment))
      case .expired(let payment):
        .failed(Failure(Problem(.orderExpired), isNothingPaid: true, payment: payment))
      }
  }
}

/// What helps after a failure.
public enum Way: Hashable, Sendable {
  /// Ask once more what became of it.
  case findOut
  /// Bring money in.
  case topUp
  /// Begin anew with the same code.
  case readAgain
  /// Nothing that this screen can do.
  case leave
}

/// The bank's limits, and what they leave today.
public struct AmountLimits: Hashable, Sendable {
  public let payment: Amount
  public let leftToday: Amount

  public init(payment: Amount, leftToday: Amount) {
    self.payment = payment
    self.leftToday = leftToday
  }

  /// What the bank allows, as far as it was heard last.
  init(_ profile: Profile) {
    self.init(payment: profile.limits.payment, leftToday: (try? profile.limits.daily - profile.spentToday) ?? .zero)
  }
}

/// What speaks against an amount.
public enum AmountHint: Hashable, Sendable {
  case overBalance(available: Amount)
  case overPaymentLimit(Amount)
  case overDailyLimit(left: Amount)
}
