// Made by `cargo xtask app-spec` from app-spec/texts/common.toml: change it there.

extension Said {
  /// “All”
  public static let commonAll = Said("common_all")

  /// “DLak”
  public static let commonAppName = Said("common_app_name")

  /// “Back”
  public static let commonBack = Said("common_back")

  /// “Balance”
  public static let commonBalance = Said("common_balance")

  /// “Cancel”
  public static let commonCancel = Said("common_cancel")

  /// “Bank of the Lao P.D.R.”
  public static let commonCentralBank = Said("common_central_bank")

  /// “Clear”
  public static let commonClear = Said("common_clear")

  /// “Close”
  public static let commonClose = Said("common_close")

  /// “Continue”
  public static let commonContinue = Said("common_continue")

  /// “Copied”
  public static let commonCopied = Said("common_copied")

  /// “Copy”
  public static let commonCopy = Said("common_copy")

  /// “Date”
  public static let commonDate = Said("common_date")

  /// “Delete”
  public static let commonDelete = Said("common_delete")

  /// “Details”
  public static let commonDetails = Said("common_details")

  /// “Done”
  public static let commonDone = Said("common_done")

  /// “Not paid”
  public static let commonFailed = Said("common_failed")

  /// “Fee”
  public static let commonFee = Said("common_fee")

  /// “History”
  public static let commonHistory = Said("common_history")

  /// “Home”
  public static let commonHome = Said("common_home")

  /// “One moment…”
  public static let commonLoading = Said("common_loading")

  /// “Note”
  public static let commonMemo = Said("common_memo")

  /// “OK”
  public static let commonOk = Said("common_ok")

  /// “Decimal sign”
  public static let commonPadDecimal = Said("common_pad_decimal")

  /// “Three zeros”
  public static let commonPadThousand = Said("common_pad_thousand")

  /// “Amount: {amount} kip”
  public static func commonPadTyped(amount: String) -> Said {
    Said("common_pad_typed", .text(amount))
  }

  /// “Paid”
  public static let commonPaid = Said("common_paid")

  /// “Pay”
  public static let commonPay = Said("common_pay")

  /// “To”
  public static let commonPayee = Said("common_payee")

  /// “From”
  public static let commonPayer = Said("common_payer")

  /// “Pending”
  public static let commonPending = Said("common_pending")

  /// “{count} digits entered”
  public static func commonPinDigits(count: Int) -> Said {
    Said("common_pin_digits", .number(count))
  }

  /// “Receipt”
  public static let commonReceipt = Said("common_receipt")

  /// “Receive”
  public static let commonReceive = Said("common_receive")

  /// “Reference”
  public static let commonReference = Said("common_reference")

  /// “Try again”
  public static let commonRetry = Said("common_retry")

  /// “Save”
  public static let commonSave = Said("common_save")

  /// “Search”
  public static let commonSearch = Said("common_search")

  /// “See all”
  public static let commonSeeAll = Said("common_see_all")

  /// “Settings”
  public static let commonSettings = Said("common_settings")

  /// “Share”
  public static let commonShare = Said("common_share")

  /// “Today”
  public static let commonToday = Said("common_today")

  /// “Yesterday”
  public static let commonYesterday = Said("common_yesterday")
}
