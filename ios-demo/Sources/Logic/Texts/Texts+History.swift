// Made by `cargo xtask app-spec` from app-spec/texts/history.toml: change it there.

extension Said {
  /// “Balance afterwards”
  public static let historyBalanceAfter = Said("history_balance_after")

  /// “Copy the reference”
  public static let historyCopyReference = Said("history_copy_reference")

  /// “In or out”
  public static let historyFlow = Said("history_flow")

  /// “Money in”
  public static let historyFlowIn = Said("history_flow_in")

  /// “Money out”
  public static let historyFlowOut = Said("history_flow_out")

  /// “{count} found”
  public static func historyFound(count: Int) -> Said {
    Said("history_found", .number(count))
  }

  /// “Checked in the bank's signed records”
  public static let historyInLedger = Said("history_in_ledger")

  /// “Kind”
  public static let historyKind = Said("history_kind")

  /// “Payments”
  public static let historyKindPayments = Said("history_kind_payments")

  /// “To bank account”
  public static let historyKindRedemptions = Said("history_kind_redemptions")

  /// “Top-ups”
  public static let historyKindTopUps = Said("history_kind_top_ups")

  /// “It did not reach the bank in time. No money was moved. You can pay again.”
  public static let historyMeansExpired = Said("history_means_expired")

  /// “The money has moved. This is final.”
  public static let historyMeansPaid = Said("history_means_paid")

  /// “The bank has not confirmed it yet. The app keeps asking. If the bank has not taken it by {time}, it will not be paid. Don't pay again until you know.”
  public static func historyMeansPending(time: String) -> Said {
    Said("history_means_pending", .text(time))
  }

  /// “The money is in your wallet. This is final.”
  public static let historyMeansReceived = Said("history_means_received")

  /// “The money has left your wallet, for your account at {name}.”
  public static func historyMeansRedeemed(name: String) -> Said {
    Said("history_means_redeemed", .text(name))
  }

  /// “The bank refused it. No money was moved.”
  public static let historyMeansRejected = Said("history_means_rejected")

  /// “Try another word, or show everything.”
  public static let historyNothingText = Said("history_nothing_text")

  /// “Nothing found”
  public static let historyNothingTitle = Said("history_nothing_title")

  /// “Period”
  public static let historyPeriod = Said("history_period")

  /// “Last month”
  public static let historyPeriodLastMonth = Said("history_period_last_month")

  /// “This month”
  public static let historyPeriodThisMonth = Said("history_period_this_month")

  /// “Last 7 days”
  public static let historyPeriodWeek = Said("history_period_week")

  /// “Proof, signed by the bank:”
  public static let historyProof = Said("history_proof")

  /// “The receipt comes when the bank can be reached again.”
  public static let historyReceiptLater = Said("history_receipt_later")

  /// “Received”
  public static let historyReceived = Said("history_received")

  /// “Moved to your bank account”
  public static let historyRedeemed = Said("history_redeemed")

  /// “Not paid: {amount} to {name}, {time}”
  public static func historyRowNotPaid(amount: String, name: String, time: String) -> Said {
    Said("history_row_not_paid", .text(amount), .text(name), .text(time))
  }

  /// “You paid {amount} to {name}, {time}”
  public static func historyRowPaid(amount: String, name: String, time: String) -> Said {
    Said("history_row_paid", .text(amount), .text(name), .text(time))
  }

  /// “Pending: {amount} to {name}, {time}”
  public static func historyRowPending(amount: String, name: String, time: String) -> Said {
    Said("history_row_pending", .text(amount), .text(name), .text(time))
  }

  /// “You received {amount} from {name}, {time}”
  public static func historyRowReceived(amount: String, name: String, time: String) -> Said {
    Said("history_row_received", .text(amount), .text(name), .text(time))
  }

  /// “You moved {amount} to your account at {name}, {time}”
  public static func historyRowRedeemed(amount: String, name: String, time: String) -> Said {
    Said("history_row_redeemed", .text(amount), .text(name), .text(time))
  }

  /// “You topped up {amount} from {name}, {time}”
  public static func historyRowToppedUp(amount: String, name: String, time: String) -> Said {
    Said("history_row_topped_up", .text(amount), .text(name), .text(time))
  }

  /// “Name, note or reference”
  public static let historySearchHint = Said("history_search_hint")

  /// “The picture could not be made. The phone's storage may be full.”
  public static let historyShareFailed = Said("history_share_failed")

  /// “Share receipt”
  public static let historySharePicture = Said("history_share_picture")

  /// “Share as text, with proof”
  public static let historyShareText = Said("history_share_text")

  /// “Show everything”
  public static let historyShowAll = Said("history_show_all")

  /// “In: {amount}”
  public static func historySumIn(amount: String) -> Said {
    Said("history_sum_in", .text(amount))
  }

  /// “Out: {amount}”
  public static func historySumOut(amount: String) -> Said {
    Said("history_sum_out", .text(amount))
  }

  /// “Top-up”
  public static let historyTopUp = Said("history_top_up")

  /// “Topped up”
  public static let historyToppedUp = Said("history_topped_up")

  /// “Verified by the bank's signature”
  public static let historyVerified = Said("history_verified")

  /// “Checking the receipt…”
  public static let historyVerifying = Said("history_verifying")
}
