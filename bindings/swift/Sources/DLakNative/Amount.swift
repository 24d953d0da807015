/// Money: a whole number of att, never a floating-point number. 100 att are 1 kip (ISO 4217 LAK).
///
/// ```swift
/// let price: Amount = .kip(15_000)
/// let left = try balance.available - price
/// label.text = left.formatted()
/// ```
public struct Amount: Hashable, Comparable, Sendable {
  /// How many att it is.
  public let att: UInt64

  /// An amount of att; none when it is more than ``max``.
  public init?(att: UInt64) {
    guard att <= Self.max.att else { return nil }
    self.att = att
  }

  /// An amount of whole kip; none when it is more than ``max``.
  public init?(kip: UInt64) {
    let (att, overflow) = kip.multipliedReportingOverflow(by: Self.attPerKip)
    guard !overflow else { return nil }
    self.init(att: att)
  }

  /// What the library gives, or what is known to be in bounds.
  package init(unchecked att: UInt64) {
    self.att = att
  }

  /// An amount of whole kip, written in code: `.kip(15_000)`. For larger ones there is ``init(kip:)``.
  public static func kip(_ kip: UInt32) -> Amount {
    Amount(unchecked: UInt64(kip) * attPerKip)
  }

  /// An amount of att, written in code: `.att(50)`. For larger ones there is ``init(att:)``.
  public static func att(_ att: UInt32) -> Amount {
    Amount(unchecked: UInt64(att))
  }

  /// Nothing.
  public static let zero = Amount(unchecked: 0)

  /// The largest amount that the ledger can hold: 2^63 - 1 att.
  public static let max = Amount(unchecked: UInt64(Int64.max))

  /// Att in one kip.
  package static let attPerKip: UInt64 = 100

  /// The whole kip in it.
  public var wholeKip: UInt64 { att / Self.attPerKip }

  /// The att besides the whole kip: 0 to 99.
  public var remainingAtt: UInt64 { att % Self.attPerKip }

  /// The smaller amount comes first.
  public static func < (left: Amount, right: Amount) -> Bool {
    left.att < right.att
  }

  /// The sum; refused when it is more than ``max``.
  public static func + (left: Amount, right: Amount) throws(AmountError) -> Amount {
    let (att, overflow) = left.att.addingReportingOverflow(right.att)
    guard !overflow, let sum = Amount(att: att) else { throw .tooLarge }
    return sum
  }

  /// The difference; refused when it is less than nothing.
  public static func - (left: Amount, right: Amount) throws(AmountError) -> Amount {
    guard left >= right else { throw .negative }
    return Amount(unchecked: left.att - right.att)
  }

  /// So many times as much; refused when it is more than ``max``.
  public static func * (left: Amount, times: UInt64) throws(AmountError) -> Amount {
    let (att, overflow) = left.att.multipliedReportingOverflow(by: times)
    guard !overflow, let product = Amount(att: att) else { throw .tooLarge }
    return product
  }
}

extension Amount: CustomStringConvertible {
  /// Kip for logs: `15000`, `15000.50`. For people there is `formatted()`.
  public var description: String {
    guard remainingAtt > 0 else { return "\(wholeKip)" }
    return "\(wholeKip).\(remainingAtt < 10 ? "0" : "")\(remainingAtt)"
  }
}

/// Why something is not an amount.
public enum AmountError: Error, Hashable, Sendable {
  /// It is more than the ledger can hold.
  case tooLarge
  /// It is less than nothing.
  case negative
  /// It is not digits, grouped by threes or not, with at most one decimal separator.
  case notANumber
  /// The kip has two decimals, and there are more.
  case tooManyDecimals
}
