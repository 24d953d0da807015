import DLakWallet
import Foundation

/// What the owner should know before saying yes, the gravest first.
public enum Caution: Hashable, Sendable {
  /// The same was paid to the same payee a moment ago, or is on its way.
  case `repeat`(at: Date, isPending: Bool)
  /// The name in the code is not the one that the bank knows.
  case nameDiffers(printed: String)
  /// The library warns of something that this app has no words for.
  case lookTwice
  case firstPayment
  /// The app was stopped in the middle of it, and nothing was paid.
  case interrupted
  /// It stood there for long, so the bank was asked anew.
  case askedAnew

  /// Does it say that this was paid a moment ago?
  var isRepeat: Bool {
    if case .repeat = self { true } else { false }
  }

  /// What the owner should know: what the library warns of, and what was paid just now.
  static func about(_ details: PreviewDetails, recent: [Payment], now: Date) -> [Caution] {
    let warnings = details.warnings.map(Caution.init).enumerated()
      .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(\.element)
    return [repetition(details, recent, now)].compactMap { $0 } + warnings
  }

  /// The payment that this one would repeat. A request can be paid once only, and the wallet sees to that. But the code on a shop's
  /// counter can be paid again and again, also by somebody who only did not see that it was paid.
  private static func repetition(_ details: PreviewDetails, _ recent: [Payment], _ now: Date) -> Caution? {
    let same = recent.first {
      $0.orderId != details.orderId && $0.payee == details.payee && $0.amount == details.amount && mayHavePaid($0.state)
        // The bank's clock dates payments, the phone's says what is now: one may be before the other.
        && abs($0.createdAt.timeIntervalSince(now)) < soon
    }
    return same.map { .repeat(at: $0.createdAt, isPending: $0.state != .settled) }
  }

  private static func mayHavePaid(_ state: PaymentState) -> Bool {
    switch state {
    case .rejected, .expired: false
    case .created, .submitted, .settled: true
    }
  }

  private init(_ warning: PayeeWarning) {
    switch warning {
    case .nameDiffers(let printed): self = .nameDiffers(printed: printed)
    case .firstPayment: self = .firstPayment
    case .other: self = .lookTwice
    }
  }

  private var rank: Int {
    switch self {
    case .nameDiffers: 0
    case .lookTwice: 1
    default: 2
    }
  }

  /// For how long a second payment that looks like the first is asked about, in seconds.
  private static let soon: TimeInterval = 600
}
