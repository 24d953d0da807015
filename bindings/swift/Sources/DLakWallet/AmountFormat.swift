import Foundation

extension Amount {
  /// Kip for people, as their locale writes numbers: `₭15.000,50` in Laos, `₭15,000.50` in Thailand.
  ///
  /// It reads what it writes, so it also serves a text field: `TextField("Amount", value: $amount, format: .kip)`.
  public struct FormatStyle: ParseableFormatStyle, Sendable {
    /// When the att are written.
    public enum Decimals: Codable, Hashable, Sendable {
      /// Only when there are any.
      case whenNeeded
      /// Always, so that a column of amounts stands straight.
      case always
    }

    /// How numbers are written.
    public var locale: Locale
    /// When the att are written.
    public var decimals: Decimals

    /// Kip, in the owner's locale if none is given.
    public init(locale: Locale = .autoupdatingCurrent, decimals: Decimals = .whenNeeded) {
      self.locale = locale
      self.decimals = decimals
    }

    /// The amount for people.
    public func format(_ amount: Amount) -> String {
      let digits = decimals == .whenNeeded && amount.remainingAtt == 0 ? 0 : 2
      // Exact: a decimal number of 38 digits, and as many decimals as there are.
      let kip = Decimal(sign: .plus, exponent: -2, significand: Decimal(amount.att))
      let style = Decimal.FormatStyle.Currency(code: "LAK", locale: locale)
      return kip.formatted(style.presentation(.narrow).precision(.fractionLength(digits)))
    }

    /// The same in another locale.
    public func locale(_ locale: Locale) -> FormatStyle {
      FormatStyle(locale: locale, decimals: decimals)
    }

    /// The same with another choice about the att.
    public func decimals(_ decimals: Decimals) -> FormatStyle {
      FormatStyle(locale: locale, decimals: decimals)
    }

    /// Reads what people type in this locale.
    public var parseStrategy: ParseStrategy { ParseStrategy(locale: locale) }
  }

  /// The amount for people, in their locale.
  public func formatted() -> String {
    FormatStyle().format(self)
  }

  /// The amount for people, in a style: `amount.formatted(.kip.decimals(.always))`.
  public func formatted<Style: Foundation.FormatStyle>(_ style: Style) -> Style.FormatOutput
  where Style.FormatInput == Amount {
    style.format(self)
  }
}

extension FormatStyle where Self == Amount.FormatStyle {
  /// Kip, in the owner's locale.
  public static var kip: Amount.FormatStyle { Amount.FormatStyle() }
}
