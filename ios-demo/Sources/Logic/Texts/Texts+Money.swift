// Made by `cargo xtask app-spec` from app-spec/texts/money.toml: change it there.

extension Said {
  /// “You have {amount}”
  public static func moneyAvailable(amount: String) -> Said {
    Said("money_available", .text(amount))
  }

  /// “Asking the bank…”
  public static let moneyBusy = Said("money_busy")

  /// “Pending”
  public static let moneyPending = Said("money_pending")

  /// “To bank account”
  public static let moneyRedeem = Said("money_redeem")

  /// “Send more”
  public static let moneyRedeemAnother = Said("money_redeem_another")

  /// “Send {amount} to your bank account?”
  public static func moneyRedeemConfirm(amount: String) -> Said {
    Said("money_redeem_confirm", .text(amount))
  }

  /// “Sent to your bank”
  public static let moneyRedeemDone = Said("money_redeem_done")

  /// “{bank} has the money now, and puts it into your account.”
  public static func moneyRedeemDoneText(bank: String) -> Said {
    Said("money_redeem_done_text", .text(bank))
  }

  /// “The bank has not confirmed it yet. It goes on by itself, and the money is set aside until then. Don't send it again.”
  public static let moneyRedeemPendingText = Said("money_redeem_pending_text")

  /// “To your account at {bank}”
  public static func moneyRedeemTo(bank: String) -> Said {
    Said("money_redeem_to", .text(bank))
  }

  /// “The app was closed in the middle. We are checking whether the money was sent. Look in History before you send it again.”
  public static let moneyRedeemUnclearText = Said("money_redeem_unclear_text")

  /// “{amount} to your bank account is still pending. If you continue, you send money a second time.”
  public static func moneyRedeemUnderWay(amount: String) -> Said {
    Said("money_redeem_under_way", .text(amount))
  }

  /// “Send now”
  public static let moneyRedeemYes = Said("money_redeem_yes")

  /// “That is more than you have”
  public static let moneyTooMuch = Said("money_too_much")

  /// “Top up”
  public static let moneyTopUp = Said("money_top_up")

  /// “Another top-up”
  public static let moneyTopUpAnother = Said("money_top_up_another")

  /// “Top up {amount}?”
  public static func moneyTopUpConfirm(amount: String) -> Said {
    Said("money_top_up_confirm", .text(amount))
  }

  /// “Topped up”
  public static let moneyTopUpDone = Said("money_top_up_done")

  /// “The money is in your wallet.”
  public static let moneyTopUpDoneText = Said("money_top_up_done_text")

  /// “From your account at {bank}”
  public static func moneyTopUpFrom(bank: String) -> Said {
    Said("money_top_up_from", .text(bank))
  }

  /// “The bank has not confirmed it yet. You can close the app: it goes on by itself. Don't top up again.”
  public static let moneyTopUpPendingText = Said("money_top_up_pending_text")

  /// “The app was closed while it asked the bank. If the top-up had started, it goes on by itself and shows here. Look in History before you top up again.”
  public static let moneyTopUpUnclearText = Said("money_top_up_unclear_text")

  /// “A top-up of {amount} is still pending. If you continue, this is a second one.”
  public static func moneyTopUpUnderWay(amount: String) -> Said {
    Said("money_top_up_under_way", .text(amount))
  }

  /// “Top up now”
  public static let moneyTopUpYes = Said("money_top_up_yes")

  /// “Not certain yet”
  public static let moneyUnclear = Said("money_unclear")

  /// “The app was closed before anything was sent to the bank. No money was moved.”
  public static let moneyWasStopped = Said("money_was_stopped")
}
