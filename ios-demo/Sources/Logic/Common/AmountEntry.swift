import DLakWallet
import Foundation

/// An amount while it is typed, key by key. A key that makes no sense, or would make more than the ledger can hold, changes
/// nothing.
public struct AmountEntry: Hashable, Sendable {
  /// The digits before the decimal sign, without zeros in front; empty for none.
  private var kip = ""
  /// Nil before the decimal sign was typed; then none to two digits.
  private var att: String?

  /// Nothing was typed.
  public init() {}

  /// As if this amount had been typed.
  public init(_ amount: Amount) {
    kip = amount.wholeKip == 0 ? "" : String(amount.wholeKip)
    let rest = amount.remainingAtt
    att = rest == 0 ? nil : (rest < 10 ? "0\(rest)" : "\(rest)")
  }

  /// What was ``saved``; nothing typed when it is something else.
  public init(saved: String?) {
    let parts = (saved ?? "").split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let kip = parts.first ?? ""
    let att = parts.count > 1 ? parts[1] : nil
    let isSound =
      (kip + (att ?? "")).allSatisfy { $0.isASCII && $0.isNumber } && !kip.hasPrefix("0") && (att ?? "").count <= 2
    guard isSound, Self.number(kip, att) != nil else { return }
    self.kip = kip
    self.att = att
  }

  /// What was typed; nil while that is nothing.
  public var amount: Amount? {
    Self.number(kip, att).flatMap { $0 == .zero ? nil : $0 }
  }

  /// Was no key pressed, or all of them taken back?
  public var isEmpty: Bool { kip.isEmpty && att == nil }

  /// Is it being typed behind the decimal sign?
  public var hasPoint: Bool { att != nil }

  /// For keeping: ``init(saved:)`` reads it.
  public var saved: String { att.map { "\(kip).\($0)" } ?? kip }

  /// A digit, 0 to 9.
  public mutating func type(_ digit: Int) {
    guard (0...9).contains(digit) else { return }
    if let att {
      if att.count < 2 { take(kip, "\(att)\(digit)") }
    } else if !(kip.isEmpty && digit == 0) {
      take("\(kip)\(digit)", nil)
    }
  }

  /// The key with three zeros.
  public mutating func thousand() {
    if !kip.isEmpty, att == nil { take(kip + "000", nil) }
  }

  /// The decimal sign: att follow.
  public mutating func point() {
    if att == nil { att = "" }
  }

  /// Takes the last key back.
  public mutating func delete() {
    if let digits = att {
      att = digits.isEmpty ? nil : String(digits.dropLast())
    } else {
      kip = String(kip.dropLast())
    }
  }

  /// The number as it stands there now, grouped, without the sign of the kip: `15.000,5`; `0` when nothing was typed.
  public func shown(_ locale: Locale) -> String {
    let digits = Array(kip.isEmpty ? "0" : kip)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text += locale.groupingSeparator ?? "," }
      text.append(digit)
    }
    if let att { text += (locale.decimalSeparator ?? ".") + att }
    return text
  }

  private mutating func take(_ kip: String, _ att: String?) {
    guard Self.number(kip, att) != nil else { return }
    self.kip = kip
    self.att = att
  }

  /// Nil when the ledger can't hold as much.
  private static func number(_ kip: String, _ att: String?) -> Amount? {
    guard let whole = UInt64(kip.isEmpty ? "0" : kip), let amount = Amount(kip: whole) else { return nil }
    let digits = att ?? ""
    guard let part = UInt32(digits.padding(toLength: 2, withPad: "0", startingAt: 0)) else { return nil }
    return try? amount + .att(part)
  }
}
