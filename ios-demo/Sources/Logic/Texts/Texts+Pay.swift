// Made by `cargo xtask app-spec` from app-spec/texts/pay.toml: change it there.

extension Said {
  /// “You have {amount}”
  public static func payAmountAvailable(amount: String) -> Said {
    Said("pay_amount_available", .text(amount))
  }

  /// “You only have {amount}”
  public static func payAmountOverBalance(amount: String) -> Said {
    Said("pay_amount_over_balance", .text(amount))
  }

  /// “You can pay only {amount} more today”
  public static func payAmountOverDay(amount: String) -> Said {
    Said("pay_amount_over_day", .text(amount))
  }

  /// “At most {amount} in one payment”
  public static func payAmountOverPayment(amount: String) -> Said {
    Said("pay_amount_over_payment", .text(amount))
  }

  /// “Name in the QR code: {name}”
  public static func payAmountPrinted(name: String) -> Said {
    Said("pay_amount_printed", .text(name))
  }

  /// “How much?”
  public static let payAmountTitle = Said("pay_amount_title")

  /// “Some time has passed, so the bank was asked again. Check it once more, then pay.”
  public static let payAskedAnewText = Said("pay_asked_anew_text")

  /// “Checked again”
  public static let payAskedAnewTitle = Said("pay_asked_anew_title")

  /// “Balance afterwards”
  public static let payBalanceAfter = Said("pay_balance_after")

  /// “Allow the camera”
  public static let payCameraAllow = Said("pay_camera_allow")

  /// “Only to read QR codes, and only while you scan. No picture is kept or sent.”
  public static let payCameraAskText = Said("pay_camera_ask_text")

  /// “DLak needs your camera”
  public static let payCameraAskTitle = Said("pay_camera_ask_title")

  /// “This phone has no camera. You can pay with a picture of a QR code.”
  public static let payCameraNoneText = Said("pay_camera_none_text")

  /// “No camera”
  public static let payCameraNoneTitle = Said("pay_camera_none_title")

  /// “The camera is not allowed for DLak. You can allow it in the phone's settings, or pay with a picture of a QR code.”
  public static let payCameraRefusedText = Said("pay_camera_refused_text")

  /// “Open the phone's settings”
  public static let payCameraSettings = Said("pay_camera_settings")

  /// “Another app is using it, or it is switched off. Close other apps and try again.”
  public static let payCameraTakenText = Said("pay_camera_taken_text")

  /// “The camera can't be used now”
  public static let payCameraTakenTitle = Said("pay_camera_taken_title")

  /// “Change amount”
  public static let payChangeAmount = Said("pay_change_amount")

  /// “Pay {amount}”
  public static func payConfirmButton(amount: String) -> Said {
    Said("pay_confirm_button", .text(amount))
  }

  /// “Name as the bank knows it”
  public static let payConfirmByBank = Said("pay_confirm_by_bank")

  /// “Check and pay”
  public static let payConfirmTitle = Said("pay_confirm_title")

  /// “You pay”
  public static let payConfirmYouPay = Said("pay_confirm_you_pay")

  /// “Check if it was paid”
  public static let payFindOut = Said("pay_find_out")

  /// “Looking up your payment…”
  public static let payFinding = Said("pay_finding")

  /// “Make sure that the name is right.”
  public static let payFirstPaymentText = Said("pay_first_payment_text")

  /// “You have never paid them before”
  public static let payFirstPaymentTitle = Said("pay_first_payment_title")

  /// “The app was stopped before the payment began. Nothing was paid. Check it and pay again.”
  public static let payInterruptedText = Said("pay_interrupted_text")

  /// “It was not paid yet”
  public static let payInterruptedTitle = Said("pay_interrupted_title")

  /// “Bank”
  public static let payKindBank = Said("pay_kind_bank")

  /// “Shop”
  public static let payKindMerchant = Said("pay_kind_merchant")

  /// “Person”
  public static let payKindPerson = Said("pay_kind_person")

  /// “Can still pay today”
  public static let payLeftToday = Said("pay_left_today")

  /// “Turn the light off”
  public static let payLightOff = Said("pay_light_off")

  /// “Turn the light on”
  public static let payLightOn = Said("pay_light_on")

  /// “Another app or web page opened this. Pay only if you know who is paid, and for what.”
  public static let payLinkText = Said("pay_link_text")

  /// “From a link”
  public static let payLinkTitle = Said("pay_link_title")

  /// “The bank advises care with this payment. An update of the app may say more.”
  public static let payLookTwiceText = Said("pay_look_twice_text")

  /// “Look twice”
  public static let payLookTwiceTitle = Said("pay_look_twice_title")

  /// “Add a note”
  public static let payMemoAdd = Said("pay_memo_add")

  /// “Note for the payee (optional)”
  public static let payMemoLabel = Said("pay_memo_label")

  /// “The QR code says “{printed}”. The bank knows this account as “{known}”. If that is not who you want to pay, don't pay.”
  public static func payNameDiffersText(printed: String, known: String) -> Said {
    Said("pay_name_differs_text", .text(printed), .text(known))
  }

  /// “The names are different”
  public static let payNameDiffersTitle = Said("pay_name_differs_title")

  /// “Free”
  public static let payNoFee = Said("pay_no_fee")

  /// “This picture can't be opened. Choose another one.”
  public static let payNoticeBadPicture = Said("pay_notice_bad_picture")

  /// “This QR code is damaged. Ask for a new one.”
  public static let payNoticeBroken = Said("pay_notice_broken")

  /// “This is a {scheme} QR code ({country}). This wallet pays only DLak QR codes.”
  public static func payNoticeForeign(scheme: String, country: String) -> Said {
    Said("pay_notice_foreign", .text(scheme), .text(country))
  }

  /// “No QR code was found in this picture. Try one that shows the whole code, sharp and bright.”
  public static let payNoticeNoCode = Said("pay_notice_no_code")

  /// “This QR code is not for paying.”
  public static let payNoticeNotPayment = Said("pay_notice_not_payment")

  /// “To {name}”
  public static func payPaidTo(name: String) -> Said {
    Said("pay_paid_to", .text(name))
  }

  /// “Paying…”
  public static let payPaying = Said("pay_paying")

  /// “This takes a moment. It goes on by itself if you leave.”
  public static let payPayingText = Said("pay_paying_text")

  /// “The amount stays set aside until then.”
  public static let payPendingReserved = Said("pay_pending_reserved")

  /// “The bank has not answered yet. Don't pay again: the app keeps asking, and shows the result here and in History.”
  public static let payPendingText = Said("pay_pending_text")

  /// “Pending”
  public static let payPendingTitle = Said("pay_pending_title")

  /// “If the bank has not taken it by {time}, it will not be paid.”
  public static func payPendingUntil(time: String) -> Said {
    Said("pay_pending_until", .text(time))
  }

  /// “From a picture”
  public static let payPicture = Said("pay_picture")

  /// “Looking at the picture…”
  public static let payPictureReading = Said("pay_picture_reading")

  /// “Checking the QR code with the bank…”
  public static let payReading = Said("pay_reading")

  /// “The bank's receipt is verified”
  public static let payReceiptVerified = Said("pay_receipt_verified")

  /// “You paid {name} the same amount at {time}. Pay again only if you mean it.”
  public static func payRepeatPaid(name: String, time: String) -> Said {
    Said("pay_repeat_paid", .text(name), .text(time))
  }

  /// “A payment to {name} of the same amount, from {time}, is still pending. Wait for it before you pay again.”
  public static func payRepeatPending(name: String, time: String) -> Said {
    Said("pay_repeat_pending", .text(name), .text(time))
  }

  /// “Did you pay this already?”
  public static let payRepeatTitle = Said("pay_repeat_title")

  /// “Pay this QR code again?”
  public static let payScanAgain = Said("pay_scan_again")

  /// “Scan another QR code”
  public static let payScanAnother = Said("pay_scan_another")

  /// “Point the camera at a QR code to pay”
  public static let payScanHint = Said("pay_scan_hint")

  /// “None of these”
  public static let payScanNoneOfThese = Said("pay_scan_none_of_these")

  /// “Which one do you want to pay?”
  public static let payScanSeveral = Said("pay_scan_several")

  /// “Scan to pay”
  public static let payScanTitle = Said("pay_scan_title")

  /// “QR code without a name”
  public static let payScanUnnamed = Said("pay_scan_unnamed")

  /// “See receipt”
  public static let paySeeReceipt = Said("pay_see_receipt")

  /// “Look in History”
  public static let payToHistory = Said("pay_to_history")

  /// “Top up”
  public static let payTopUp = Said("pay_top_up")

  /// “Not known yet”
  public static let payUnknownTitle = Said("pay_unknown_title")
}
