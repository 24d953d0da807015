import Foundation

extension Amount {
  /// Reads kip as people type them: `15.000,50` in Laos, `15,000.50` in Thailand, digits of any script, with `₭` or
  /// `LAK` at either end or without.
  ///
  /// What could be meant in two ways is refused, not guessed: `1,5` is no number where the comma groups digits.
  public struct ParseStrategy: Foundation.ParseStrategy, Sendable {
    /// How numbers are written.
    public var locale: Locale

    /// Reads numbers of the owner's locale if none is given.
    public init(locale: Locale = .autoupdatingCurrent) {
      self.locale = locale
    }

    /// The amount, or why it is none: an ``AmountError``.
    public func parse(_ text: String) throws -> Amount {
      try Amount(typed: text, locale: locale)
    }
  }

  /// The amount that a person typed, in kip. See ``ParseStrategy``.
  public init(typed text: String, locale: Locale = .autoupdatingCurrent) throws(AmountError) {
    let parts = Self.withoutCurrency(text).split(
      separator: Self.separator(locale.decimalSeparator, or: "."), omittingEmptySubsequences: false)
    guard let kip = parts.first, parts.count <= 2 else { throw .notANumber }
    let decimals = parts.count == 2 ? parts[1] : ""

    let digits = try Self.ungrouped(kip, by: Self.separator(locale.groupingSeparator, or: ","))
    var att = try Self.number(digits)
    var attDigits = try Self.digits(decimals)
    guard attDigits.count <= 2 else { throw .tooManyDecimals }
    // `98.7` is 98 kip and 70 att.
    attDigits += Array(repeating: 0, count: 2 - attDigits.count)
    att = try att * Self.attPerKip + Self.number(attDigits)
    self = att
  }

  private static func withoutCurrency(_ text: String) -> Substring {
    var text = Substring(text.trimmingCharacters(in: around))
    for sign in ["₭", "LAK"] {
      if text.hasPrefix(sign) {
        text = text.dropFirst(sign.count)
        break
      }
      if text.hasSuffix(sign) {
        text = text.dropLast(sign.count)
        break
      }
    }
    return Substring(text.trimmingCharacters(in: around))
  }

  /// What may stand around a number and means nothing: spaces, and the marks by which Arabic, Persian and Hebrew say in
  /// which direction text runs.
  private static let around = CharacterSet.whitespacesAndNewlines.union(
    CharacterSet(charactersIn: "\u{200E}\u{200F}\u{061C}"))

  private static func separator(_ text: String?, or other: Character) -> Character {
    text?.first ?? other
  }

  /// The digits of a number whose last group has three digits; those before have three, or two as in India.
  private static func ungrouped(_ text: Substring, by separator: Character) throws(AmountError) -> [UInt64] {
    // Locales group by spaces that no keyboard has.
    let isSeparator = { (character: Character) in
      character == separator || separator.isWhitespace && character.isWhitespace
    }
    let groups = text.split(omittingEmptySubsequences: false, whereSeparator: isSeparator)
    for (index, group) in groups.enumerated() where groups.count > 1 {
      let allowed = index == 0 ? 1...3 : index == groups.count - 1 ? 3...3 : 2...3
      guard allowed.contains(group.count) else { throw .notANumber }
    }
    let all = try digits(Substring(groups.joined()))
    guard !all.isEmpty else { throw .notANumber }
    return all
  }

  private static func digits(_ text: Substring) throws(AmountError) -> [UInt64] {
    var digits: [UInt64] = []
    for character in text {
      guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1,
        scalar.properties.numericType == .decimal, let value = character.wholeNumberValue
      else { throw .notANumber }
      digits.append(UInt64(value))
    }
    return digits
  }

  private static func number(_ digits: [UInt64]) throws(AmountError) -> Amount {
    var number = Amount.zero
    for digit in digits {
      number = try number * 10 + Amount(unchecked: digit)
    }
    return number
  }
}

extension AmountError: LocalizedError {
  /// What is wrong, in English; apps say it in their own words.
  public var errorDescription: String? {
    switch self {
    case .tooLarge: "the amount is larger than the ledger can hold (\(Amount.max) kip)"
    case .negative: "the amount is less than nothing"
    case .notANumber: "an amount is digits with at most one decimal separator"
    case .tooManyDecimals: "the kip has two decimals"
    }
  }
}
