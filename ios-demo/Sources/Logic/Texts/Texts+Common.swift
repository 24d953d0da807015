// Made by `cargo xtask app-spec` from app-spec/texts/common.toml: change it there.

extension Said {
  /// “All”
  public static let commonAll = Said("common_all")

  /// “Amount”
  public static let commonAmount = Said("common_amount")

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

  /// “Confirm”
  public static let commonConfirm = Said("common_confirm")

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

  /// “Change”
  public static let commonEdit = Said("common_edit")

  /// “Not paid”
  public static let commonFailed = Said("common_failed")

  /// “Fee”
  public static let commonFee = Said("common_fee")

  /// “Hide”
  public static let commonHide = Said("common_hide")

  /// “History”
  public static let commonHistory = Said("common_history")

  /// “Home”
  public static let commonHome = Said("common_home")

  /// “One moment…”
  public static let commonLoading = Said("common_loading")

  /// “Note”
  public static let commonMemo = Said("common_memo")

  /// “More”
  public static let commonMore = Said("common_more")

  /// “Next”
  public static let commonNext = Said("common_next")

  /// “No”
  public static let commonNo = Said("common_no")

  /// “Off”
  public static let commonOff = Said("common_off")

  /// “No connection”
  public static let commonOffline = Said("common_offline")

  /// “OK”
  public static let commonOk = Said("common_ok")

  /// “On”
  public static let commonOn = Said("common_on")

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

  /// “PIN”
  public static let commonPin = Said("common_pin")

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

  /// “Scan”
  public static let commonScan = Said("common_scan")

  /// “Search”
  public static let commonSearch = Said("common_search")

  /// “See all”
  public static let commonSeeAll = Said("common_see_all")

  /// “Settings”
  public static let commonSettings = Said("common_settings")

  /// “Share”
  public static let commonShare = Said("common_share")

  /// “Show”
  public static let commonShow = Said("common_show")

  /// “Skip”
  public static let commonSkip = Said("common_skip")

  /// “Time”
  public static let commonTime = Said("common_time")

  /// “Today”
  public static let commonToday = Said("common_today")

  /// “Total”
  public static let commonTotal = Said("common_total")

  /// “Wallet”
  public static let commonWallet = Said("common_wallet")

  /// “Yes”
  public static let commonYes = Said("common_yes")

  /// “Yesterday”
  public static let commonYesterday = Said("common_yesterday")
}
