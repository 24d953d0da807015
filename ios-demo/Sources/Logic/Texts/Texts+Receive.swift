// Made by `cargo xtask app-spec` from app-spec/texts/receive.toml: change it there.

extension Said {
  /// “How much?”
  public static let receiveAmountTitle = Said("receive_amount_title")

  /// “Ask for an amount”
  public static let receiveAskAmount = Said("receive_ask_amount")

  /// “Ask the bank again”
  public static let receiveAskBank = Said("receive_ask_bank")

  /// “Change amount”
  public static let receiveChangeAmount = Said("receive_change_amount")

  /// “QR code to pay {amount}”
  public static func receiveCodeAmountLabel(amount: String) -> Said {
    Said("receive_code_amount_label", .text(amount))
  }

  /// “QR code to pay {name}”
  public static func receiveCodeLabel(name: String) -> Said {
    Said("receive_code_label", .text(name))
  }

  /// “It was not paid, and nobody can pay with it any more.”
  public static let receiveExpiredText = Said("receive_expired_text")

  /// “This QR code has expired”
  public static let receiveExpiredTitle = Said("receive_expired_title")

  /// “From {name}”
  public static func receiveFrom(name: String) -> Said {
    Said("receive_from", .text(name))
  }

  /// “Making the QR code…”
  public static let receiveMaking = Said("receive_making")

  /// “What for? (optional)”
  public static let receiveMemoLabel = Said("receive_memo_label")

  /// “New QR code”
  public static let receiveNewCode = Said("receive_new_code")

  /// “Show this QR code to whoever pays you”
  public static let receiveOwnHint = Said("receive_own_hint")

  /// “{amount} received from {name}”
  public static func receiveReceivedFrom(amount: String, name: String) -> Said {
    Said("receive_received_from", .text(amount), .text(name))
  }

  /// “Received”
  public static let receiveReceivedTitle = Said("receive_received_title")

  /// “The picture could not be shared. Try again.”
  public static let receiveShareFailed = Said("receive_share_failed")

  /// “Show QR code”
  public static let receiveShowCode = Said("receive_show_code")

  /// “We are asking the bank whether it was paid at the last moment. Wait before you ask for the money again.”
  public static let receiveUnclearText = Said("receive_unclear_text")

  /// “Time is up”
  public static let receiveUnclearTitle = Said("receive_unclear_title")

  /// “Valid for {time}”
  public static func receiveValidFor(time: String) -> Said {
    Said("receive_valid_for", .text(time))
  }

  /// “Waiting for the payment…”
  public static let receiveWaiting = Said("receive_waiting")
}
