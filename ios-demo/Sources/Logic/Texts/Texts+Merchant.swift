// Made by `cargo xtask app-spec` from app-spec/texts/merchant.toml: change it there.

extension Said {
  /// “{count} payments”
  public static func merchantCount(count: Int) -> Said {
    Said("merchant_count", .number(count))
  }

  /// “Sales”
  public static let merchantDay = Said("merchant_day")

  /// “Earlier day”
  public static let merchantEarlier = Said("merchant_earlier")

  /// “What customers pay shows here by itself.”
  public static let merchantEmptyText = Said("merchant_empty_text")

  /// “No payments on this day”
  public static let merchantEmptyTitle = Said("merchant_empty_title")

  /// “Later day”
  public static let merchantLater = Said("merchant_later")

  /// “Next customer”
  public static let merchantNext = Said("merchant_next")

  /// “{name} paid {amount} with another QR code”
  public static func merchantOther(name: String, amount: String) -> Said {
    Said("merchant_other", .text(name), .text(amount))
  }

  /// “Paid”
  public static let merchantPaid = Said("merchant_paid")

  /// “by {name}”
  public static func merchantPaidBy(name: String) -> Said {
    Said("merchant_paid_by", .text(name))
  }

  /// “Take a payment”
  public static let merchantTill = Said("merchant_till")
}
