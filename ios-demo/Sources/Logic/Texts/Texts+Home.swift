// Made by `cargo xtask app-spec` from app-spec/texts/home.toml: change it there.

extension Said {
  /// “You can spend”
  public static let homeAvailable = Said("home_available")

  /// “Top up your wallet, or let someone pay you. You will see it here.”
  public static let homeEmptyText = Said("home_empty_text")

  /// “Nothing here yet”
  public static let homeEmptyTitle = Said("home_empty_title")

  /// “For now it can neither pay nor receive. Your money is still there. Contact your bank.”
  public static let homeFrozenText = Said("home_frozen_text")

  /// “Your wallet is frozen”
  public static let homeFrozenTitle = Said("home_frozen_title")

  /// “Can't reach the bank. Your balance may be out of date, and payments have to wait.”
  public static let homeOffline = Said("home_offline")

  /// “Scan to pay”
  public static let homePay = Said("home_pay")

  /// “Recent”
  public static let homeRecent = Said("home_recent")

  /// “To bank account”
  public static let homeRedeem = Said("home_redeem")

  /// “Look for new payments”
  public static let homeRefresh = Said("home_refresh")

  /// “{amount} set aside for pending payments”
  public static func homeReserved(amount: String) -> Said {
    Said("home_reserved", .text(amount))
  }

  /// “Take a payment”
  public static let homeTill = Said("home_till")

  /// “Top up”
  public static let homeTopUp = Said("home_top_up")
}
