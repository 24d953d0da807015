// Made by `cargo xtask app-spec` from app-spec/texts/errors.toml: change it there.

extension Said {
  /// “No money can come in for now. Contact your bank.”
  public static let errorsAccountFrozenAdvice = Said("errors_account_frozen_advice")

  /// “This wallet is frozen”
  public static let errorsAccountFrozenTitle = Said("errors_account_frozen_title")

  /// “Nothing was paid. The amount of this QR code can't be changed.”
  public static let errorsAmountFixedAdvice = Said("errors_amount_fixed_advice")

  /// “The QR code asks for {amount}”
  public static func errorsAmountFixedDetail(amount: String) -> Said {
    Said("errors_amount_fixed_detail", .text(amount))
  }

  /// “The amount can't be changed”
  public static let errorsAmountFixedTitle = Said("errors_amount_fixed_title")

  /// “This QR code has no amount. Enter it.”
  public static let errorsAmountMissingAdvice = Said("errors_amount_missing_advice")

  /// “How much?”
  public static let errorsAmountMissingTitle = Said("errors_amount_missing_title")

  /// “Enter how much it is.”
  public static let errorsAmountZeroAdvice = Said("errors_amount_zero_advice")

  /// “The amount is zero”
  public static let errorsAmountZeroTitle = Said("errors_amount_zero_title")

  /// “Close the app and open it again. If you were paying, look in History before you pay again.”
  public static let errorsAppFaultAdvice = Said("errors_app_fault_advice")

  /// “Something went wrong”
  public static let errorsAppFaultTitle = Said("errors_app_fault_title")

  /// “Close the app and open it again. If you were paying, look in History before you pay again.”
  public static let errorsBadArgumentAdvice = Said("errors_bad_argument_advice")

  /// “Something went wrong”
  public static let errorsBadArgumentTitle = Said("errors_bad_argument_title")

  /// “Nothing was paid. Scan it again, or ask the shop for its DLak QR code.”
  public static let errorsBadCodeAdvice = Said("errors_bad_code_advice")

  /// “This QR code is not for paying”
  public static let errorsBadCodeTitle = Said("errors_bad_code_title")

  /// “Close the app and open it again. If you were paying, look in History before you pay again.”
  public static let errorsBadFrameAdvice = Said("errors_bad_frame_advice")

  /// “Something went wrong”
  public static let errorsBadFrameTitle = Said("errors_bad_frame_title")

  /// “Write 1 to 64 plain letters and numbers.”
  public static let errorsBadLabelAdvice = Said("errors_bad_label_advice")

  /// “The phone needs a name”
  public static let errorsBadLabelTitle = Said("errors_bad_label_title")

  /// “Write one line of plain letters and numbers.”
  public static let errorsBadMemoAdvice = Said("errors_bad_memo_advice")

  /// “The note can't be sent like this”
  public static let errorsBadMemoTitle = Said("errors_bad_memo_title")

  /// “It is damaged or not from the bank. Don't hand out goods for it.”
  public static let errorsBadReceiptAdvice = Said("errors_bad_receipt_advice")

  /// “This receipt is not genuine”
  public static let errorsBadReceiptTitle = Said("errors_bad_receipt_title")

  /// “No money was moved. The wallet that would get it can't hold that much.”
  public static let errorsBalanceOverflowAdvice = Said("errors_balance_overflow_advice")

  /// “The amount is too large”
  public static let errorsBalanceOverflowTitle = Said("errors_balance_overflow_title")

  /// “Update the app, then try again. Use only the app that your bank gives you.”
  public static let errorsBankAddressAdvice = Said("errors_bank_address_advice")

  /// “The bank can't be found”
  public static let errorsBankAddressTitle = Said("errors_bank_address_title")

  /// “Try again in a few minutes, or over another internet connection. If it stays so, update the app. A payment under way goes on by itself.”
  public static let errorsBankAnswerAdvice = Said("errors_bank_answer_advice")

  /// “The bank's answer can't be used”
  public static let errorsBankAnswerTitle = Said("errors_bank_answer_title")

  /// “Check your internet and try again. A payment under way goes on by itself.”
  public static let errorsBankUnreachableAdvice = Said("errors_bank_unreachable_advice")

  /// “No connection to the bank”
  public static let errorsBankUnreachableTitle = Said("errors_bank_unreachable_title")

  /// “Let the phone set date and time by itself, then try again.”
  public static let errorsClockSkewAdvice = Said("errors_clock_skew_advice")

  /// “The phone's clock is wrong”
  public static let errorsClockSkewTitle = Said("errors_clock_skew_title")

  /// “Open the app again. If you were paying, look in History before you pay again.”
  public static let errorsClosedAdvice = Said("errors_closed_advice")

  /// “The wallet was closed”
  public static let errorsClosedTitle = Said("errors_closed_title")

  /// “Nothing was paid. Ask for a new QR code.”
  public static let errorsCodeExpiredAdvice = Said("errors_code_expired_advice")

  /// “Valid until {expired_at}”
  public static func errorsCodeExpiredDetail(expiredAt: String) -> Said {
    Said("errors_code_expired_detail", .text(expiredAt))
  }

  /// “This QR code has expired”
  public static let errorsCodeExpiredTitle = Said("errors_code_expired_title")

  /// “Error code: {code}”
  public static func errorsCodeLine(code: String) -> Said {
    Said("errors_code_line", .text(code))
  }

  /// “Close the app and open it again. If you were paying, look in History before you pay again.”
  public static let errorsDatabaseAdvice = Said("errors_database_advice")

  /// “Something went wrong”
  public static let errorsDatabaseTitle = Said("errors_database_title")

  /// “It can't use the wallet any more. Your money is at the bank, not on this phone: contact your bank.”
  public static let errorsDeviceRevokedAdvice = Said("errors_device_revoked_advice")

  /// “This phone was signed off”
  public static let errorsDeviceRevokedTitle = Said("errors_device_revoked_title")

  /// “Close the app and open it again. If you were paying, look in History before you pay again.”
  public static let errorsDigestMismatchAdvice = Said("errors_digest_mismatch_advice")

  /// “Something went wrong”
  public static let errorsDigestMismatchTitle = Said("errors_digest_mismatch_title")

  /// “Restart the phone, then try again. If you were paying, look in History before you pay again.”
  public static let errorsDiskErrorAdvice = Said("errors_disk_error_advice")

  /// “The phone's storage doesn't answer”
  public static let errorsDiskErrorTitle = Said("errors_disk_error_title")

  /// “Nothing was changed. Delete pictures or apps that you don't need, then try again.”
  public static let errorsDiskFullAdvice = Said("errors_disk_full_advice")

  /// “The phone is full”
  public static let errorsDiskFullTitle = Said("errors_disk_full_title")

  /// “Check each character. If it stays so, ask your bank for a new code.”
  public static let errorsEnrolmentRefusedAdvice = Said("errors_enrolment_refused_advice")

  /// “The bank's code isn't valid”
  public static let errorsEnrolmentRefusedTitle = Said("errors_enrolment_refused_title")

  /// “Contact your bank.”
  public static let errorsForbiddenAdvice = Said("errors_forbidden_advice")

  /// “This phone may not do that”
  public static let errorsForbiddenTitle = Said("errors_forbidden_title")

  /// “Nothing was paid. This wallet can't pay it. Ask the shop for its DLak QR code.”
  public static let errorsForeignCodeAdvice = Said("errors_foreign_code_advice")

  /// “{scheme}, {country}”
  public static func errorsForeignCodeDetail(scheme: String, country: String) -> Said {
    Said("errors_foreign_code_detail", .text(scheme), .text(country))
  }

  /// “QR code of another system”
  public static let errorsForeignCodeTitle = Said("errors_foreign_code_title")

  /// “Close the app and open it again. If you were paying, look in History before you pay again.”
  public static let errorsIdempotencyKeyMissingAdvice = Said("errors_idempotency_key_missing_advice")

  /// “Something went wrong”
  public static let errorsIdempotencyKeyMissingTitle = Said("errors_idempotency_key_missing_title")

  /// “Close the app and open it again. If you were paying, look in History before you pay again.”
  public static let errorsIdempotencyKeyReusedAdvice = Said("errors_idempotency_key_reused_advice")

  /// “Something went wrong”
  public static let errorsIdempotencyKeyReusedTitle = Said("errors_idempotency_key_reused_title")

  /// “No money was moved. Choose a smaller amount, or put money into your bank account first.”
  public static let errorsInsufficientFiatAdvice = Said("errors_insufficient_fiat_advice")

  /// “Not enough in the bank account”
  public static let errorsInsufficientFiatTitle = Said("errors_insufficient_fiat_title")

  /// “No money was moved. Top up your wallet, or choose a smaller amount.”
  public static let errorsInsufficientFundsAdvice = Said("errors_insufficient_funds_advice")

  /// “You have {available}”
  public static func errorsInsufficientFundsDetail(available: String) -> Said {
    Said("errors_insufficient_funds_detail", .text(available))
  }

  /// “Not enough money”
  public static let errorsInsufficientFundsTitle = Said("errors_insufficient_funds_title")

  /// “It is not your phone. Try again in a few minutes. A payment under way goes on by itself.”
  public static let errorsInternalAdvice = Said("errors_internal_advice")

  /// “The bank has a problem”
  public static let errorsInternalTitle = Said("errors_internal_title")

  /// “Nothing was paid. It looks like a DLak QR code, but it is damaged or not genuine. Ask the shop for a new one.”
  public static let errorsInvalidCodeAdvice = Said("errors_invalid_code_advice")

  /// “Don't trust this QR code”
  public static let errorsInvalidCodeTitle = Said("errors_invalid_code_title")

  /// “Close the app and open it again. If you were paying, look in History before you pay again.”
  public static let errorsInvalidRequestAdvice = Said("errors_invalid_request_advice")

  /// “Something went wrong”
  public static let errorsInvalidRequestTitle = Said("errors_invalid_request_title")

  /// “Close the app and open it again. If you were paying, look in History before you pay again.”
  public static let errorsInvalidStatementAdvice = Said("errors_invalid_statement_advice")

  /// “Something went wrong”
  public static let errorsInvalidStatementTitle = Said("errors_invalid_statement_title")

  /// “Close the app and open it again. If you were paying, look in History before you pay again.”
  public static let errorsKdfOutOfBoundsAdvice = Said("errors_kdf_out_of_bounds_advice")

  /// “Something went wrong”
  public static let errorsKdfOutOfBoundsTitle = Said("errors_kdf_out_of_bounds_title")

  /// “Your money is safe at the bank. Restore the wallet from its 24 words.”
  public static let errorsKeysDamagedAdvice = Said("errors_keys_damaged_advice")

  /// “The wallet's keys are damaged”
  public static let errorsKeysDamagedTitle = Said("errors_keys_damaged_title")

  /// “A newer version has used this wallet. Update the app.”
  public static let errorsKeysUnknownFormatAdvice = Said("errors_keys_unknown_format_advice")

  /// “The app is too old”
  public static let errorsKeysUnknownFormatTitle = Said("errors_keys_unknown_format_title")

  /// “Confirm with your fingerprint, face or screen lock. If that doesn't help, restart the phone.”
  public static let errorsKeystoreAdvice = Said("errors_keystore_advice")

  /// “Your money is safe at the bank. Restore the wallet from its 24 words.”
  public static let errorsKeystoreSecretMissingAdvice = Said("errors_keystore_secret_missing_advice")

  /// “This phone lost the wallet's key”
  public static let errorsKeystoreSecretMissingTitle = Said("errors_keystore_secret_missing_title")

  /// “The phone didn't open its key store”
  public static let errorsKeystoreTitle = Said("errors_keystore_title")

  /// “The bank's records don't match what this phone saw before. Pay nothing more, keep the app, and contact your bank. If you were paying, it is not certain whether it was paid.”
  public static let errorsLedgerDivergedAdvice = Said("errors_ledger_diverged_advice")

  /// “Paying is stopped for safety”
  public static let errorsLedgerDivergedTitle = Said("errors_ledger_diverged_title")

  /// “Close the app and open it again. If you were paying, look in History before you pay again.”
  public static let errorsLibraryFaultAdvice = Said("errors_library_fault_advice")

  /// “Something went wrong”
  public static let errorsLibraryFaultTitle = Said("errors_library_fault_title")

  /// “Enter your PIN to go on.”
  public static let errorsLockedAdvice = Said("errors_locked_advice")

  /// “The wallet is locked”
  public static let errorsLockedTitle = Said("errors_locked_title")

  /// “Close the app and open it again. If you were paying, look in History before you pay again.”
  public static let errorsMethodNotAllowedAdvice = Said("errors_method_not_allowed_advice")

  /// “Something went wrong”
  public static let errorsMethodNotAllowedTitle = Said("errors_method_not_allowed_title")

  /// “Wait a moment, then try again. If that doesn't help, restart the phone.”
  public static let errorsNoRandomnessAdvice = Said("errors_no_randomness_advice")

  /// “The phone isn't ready”
  public static let errorsNoRandomnessTitle = Said("errors_no_randomness_title")

  /// “The receipt comes when the payment is final.”
  public static let errorsNoReceiptAdvice = Said("errors_no_receipt_advice")

  /// “There is no receipt yet”
  public static let errorsNoReceiptTitle = Said("errors_no_receipt_title")

  /// “Look in History before you pay again.”
  public static let errorsNoSuchOrderAdvice = Said("errors_no_such_order_advice")

  /// “The bank doesn't know this payment”
  public static let errorsNoSuchOrderTitle = Said("errors_no_such_order_title")

  /// “The bank had seen the same message already.”
  public static let errorsNonceReusedAdvice = Said("errors_nonce_reused_advice")

  /// “Please try once more”
  public static let errorsNonceReusedTitle = Said("errors_nonce_reused_title")

  /// “Check what you entered, then try again.”
  public static let errorsNotFoundAdvice = Said("errors_not_found_advice")

  /// “Nothing was found”
  public static let errorsNotFoundTitle = Said("errors_not_found_title")

  /// “Enter the code that your bank gave you for this wallet.”
  public static let errorsNotRegisteredAdvice = Said("errors_not_registered_advice")

  /// “The wallet isn't registered yet”
  public static let errorsNotRegisteredTitle = Said("errors_not_registered_title")

  /// “Nothing was paid. Check your internet, then pay again.”
  public static let errorsOrderExpiredAdvice = Said("errors_order_expired_advice")

  /// “It took too long”
  public static let errorsOrderExpiredTitle = Said("errors_order_expired_title")

  /// “Close the app and open it again. If you were paying, look in History before you pay again.”
  public static let errorsOrderIdReusedAdvice = Said("errors_order_id_reused_advice")

  /// “Something went wrong”
  public static let errorsOrderIdReusedTitle = Said("errors_order_id_reused_title")

  /// “Close other apps, then try again.”
  public static let errorsOutOfMemoryAdvice = Said("errors_out_of_memory_advice")

  /// “The phone has too little memory free”
  public static let errorsOutOfMemoryTitle = Said("errors_out_of_memory_title")

  /// “No money was moved. Choose a smaller amount, or wait until tomorrow.”
  public static let errorsOverDailyLimitAdvice = Said("errors_over_daily_limit_advice")

  /// “Over today's limit”
  public static let errorsOverDailyLimitTitle = Said("errors_over_daily_limit_title")

  /// “No money was moved. Choose a smaller amount.”
  public static let errorsOverPaymentLimitAdvice = Said("errors_over_payment_limit_advice")

  /// “Over the limit of one payment”
  public static let errorsOverPaymentLimitTitle = Said("errors_over_payment_limit_title")

  /// “Nothing was paid. Scan the QR code of the person or shop you want to pay.”
  public static let errorsOwnCodeAdvice = Said("errors_own_code_advice")

  /// “This is your own QR code”
  public static let errorsOwnCodeTitle = Said("errors_own_code_title")

  /// “Nothing was paid. Ask the payee to contact their bank, or pay in another way.”
  public static let errorsPayeeCannotReceiveAdvice = Said("errors_payee_cannot_receive_advice")

  /// “The payee can't be paid”
  public static let errorsPayeeCannotReceiveTitle = Said("errors_payee_cannot_receive_title")

  /// “Nothing was paid. Check the QR code, or ask for a new one.”
  public static let errorsPayeeUnknownAdvice = Said("errors_payee_unknown_advice")

  /// “The payee doesn't exist”
  public static let errorsPayeeUnknownTitle = Said("errors_payee_unknown_title")

  /// “No money was moved. Contact your bank.”
  public static let errorsPayerBlockedAdvice = Said("errors_payer_blocked_advice")

  /// “Your wallet can't pay for now”
  public static let errorsPayerBlockedTitle = Said("errors_payer_blocked_title")

  /// “It is not certain yet whether this was paid. Don't pay again: look in History first.”
  public static let errorsPaymentNotKnown = Said("errors_payment_not_known")

  /// “It is not in this wallet. Look in History.”
  public static let errorsPaymentUnknownAdvice = Said("errors_payment_unknown_advice")

  /// “There is no such payment”
  public static let errorsPaymentUnknownTitle = Said("errors_payment_unknown_title")

  /// “Choose one of that length.”
  public static let errorsPinFormAdvice = Said("errors_pin_form_advice")

  /// “A PIN has 6 to 12 digits”
  public static let errorsPinFormTitle = Said("errors_pin_form_title")

  /// “No money was moved. Contact your bank.”
  public static let errorsRejectedAdvice = Said("errors_rejected_advice")

  /// “The bank said no”
  public static let errorsRejectedTitle = Said("errors_rejected_title")

  /// “Nothing was paid. Ask for a new QR code.”
  public static let errorsRequestExpiredAdvice = Said("errors_request_expired_advice")

  /// “This QR code has expired”
  public static let errorsRequestExpiredTitle = Said("errors_request_expired_title")

  /// “Nothing was paid. Check who you are paying, and ask for a new QR code.”
  public static let errorsRequestMismatchAdvice = Said("errors_request_mismatch_advice")

  /// “The QR code and the bank don't agree”
  public static let errorsRequestMismatchTitle = Said("errors_request_mismatch_title")

  /// “This QR code was paid before, by you or by somebody else. It was not paid again.”
  public static let errorsRequestPaidAdvice = Said("errors_request_paid_advice")

  /// “Already paid”
  public static let errorsRequestPaidTitle = Said("errors_request_paid_title")

  /// “This QR code can't be paid. Ask for a new one.”
  public static let errorsRequestUnknownAdvice = Said("errors_request_unknown_advice")

  /// “The bank doesn't know this request”
  public static let errorsRequestUnknownTitle = Said("errors_request_unknown_title")

  /// “Nothing was paid. Scan the QR code of the person or shop you want to pay.”
  public static let errorsSelfPaymentAdvice = Said("errors_self_payment_advice")

  /// “This is your own QR code”
  public static let errorsSelfPaymentTitle = Said("errors_self_payment_title")

  /// “Open the app again. If you were paying, look in History before you pay again.”
  public static let errorsShuttingDownAdvice = Said("errors_shutting_down_advice")

  /// “The wallet was closed”
  public static let errorsShuttingDownTitle = Said("errors_shutting_down_title")

  /// “Close the app and open it again. If you were paying, look in History before you pay again.”
  public static let errorsSignatureInvalidAdvice = Said("errors_signature_invalid_advice")

  /// “Something went wrong”
  public static let errorsSignatureInvalidTitle = Said("errors_signature_invalid_title")

  /// “The sum is larger than can be shown. Choose a shorter time.”
  public static let errorsSumTooLargeAdvice = Said("errors_sum_too_large_advice")

  /// “Too much to add up”
  public static let errorsSumTooLargeTitle = Said("errors_sum_too_large_title")

  /// “Close the app and open it again. If you were paying, look in History before you pay again.”
  public static let errorsTextTooLongAdvice = Said("errors_text_too_long_advice")

  /// “Something went wrong”
  public static let errorsTextTooLongTitle = Said("errors_text_too_long_title")

  /// “Close the app and open it again. If you were paying, look in History before you pay again.”
  public static let errorsTooLargeAdvice = Said("errors_too_large_advice")

  /// “Something went wrong”
  public static let errorsTooLargeTitle = Said("errors_too_large_title")

  /// “Write it shorter.”
  public static let errorsTooLongAdvice = Said("errors_too_long_advice")

  /// “At most {limit} characters”
  public static func errorsTooLongDetail(limit: String) -> Said {
    Said("errors_too_long_detail", .text(limit))
  }

  /// “The text is too long”
  public static let errorsTooLongTitle = Said("errors_too_long_title")

  /// “Wait a moment, then try again. A payment under way goes on by itself.”
  public static let errorsTooManyRequestsAdvice = Said("errors_too_many_requests_advice")

  /// “The bank is busy”
  public static let errorsTooManyRequestsTitle = Said("errors_too_many_requests_title")

  /// “Wait a while before the next try. If you forgot the PIN, restore the wallet from its 24 words.”
  public static let errorsTooManyWrongPinsAdvice = Said("errors_too_many_wrong_pins_advice")

  /// “Next try: {retry_at}”
  public static func errorsTooManyWrongPinsDetail(retryAt: String) -> Said {
    Said("errors_too_many_wrong_pins_detail", .text(retryAt))
  }

  /// “Too many wrong PINs”
  public static let errorsTooManyWrongPinsTitle = Said("errors_too_many_wrong_pins_title")

  /// “It is not in this wallet. Look in History.”
  public static let errorsTopUpUnknownAdvice = Said("errors_top_up_unknown_advice")

  /// “There is no such top-up”
  public static let errorsTopUpUnknownTitle = Said("errors_top_up_unknown_title")

  /// “Wait a moment, then try again. A payment under way goes on by itself.”
  public static let errorsUnavailableAdvice = Said("errors_unavailable_advice")

  /// “The bank is busy”
  public static let errorsUnavailableTitle = Said("errors_unavailable_title")

  /// “No money was moved. Update the app to see why, or contact your bank.”
  public static let errorsUnknownAdvice = Said("errors_unknown_advice")

  /// “Contact your bank.”
  public static let errorsUnknownKeyAdvice = Said("errors_unknown_key_advice")

  /// “The bank doesn't know this phone”
  public static let errorsUnknownKeyTitle = Said("errors_unknown_key_title")

  /// “The bank said no”
  public static let errorsUnknownTitle = Said("errors_unknown_title")

  /// “Check how it is spelled on your paper.”
  public static let errorsUnknownWordAdvice = Said("errors_unknown_word_advice")

  /// “Look at word {position}”
  public static func errorsUnknownWordDetail(position: String) -> Said {
    Said("errors_unknown_word_detail", .text(position))
  }

  /// “One word isn't right”
  public static let errorsUnknownWordTitle = Said("errors_unknown_word_title")

  /// “Close the app and open it again. If you were paying, look in History before you pay again.”
  public static let errorsUnsupportedMediaTypeAdvice = Said("errors_unsupported_media_type_advice")

  /// “Something went wrong”
  public static let errorsUnsupportedMediaTypeTitle = Said("errors_unsupported_media_type_title")

  /// “Close the app and open it again. If you were paying, look in History before you pay again.”
  public static let errorsValidTooLongAdvice = Said("errors_valid_too_long_advice")

  /// “Something went wrong”
  public static let errorsValidTooLongTitle = Said("errors_valid_too_long_title")

  /// “Your money is safe at the bank. Restore the wallet from its 24 words.”
  public static let errorsWalletDamagedAdvice = Said("errors_wallet_damaged_advice")

  /// “The wallet's file is damaged”
  public static let errorsWalletDamagedTitle = Said("errors_wallet_damaged_title")

  /// “Open the one that is on this phone.”
  public static let errorsWalletExistsAdvice = Said("errors_wallet_exists_advice")

  /// “There is a wallet already”
  public static let errorsWalletExistsTitle = Said("errors_wallet_exists_title")

  /// “Close the app completely, then open it again.”
  public static let errorsWalletInUseAdvice = Said("errors_wallet_in_use_advice")

  /// “The wallet is open elsewhere”
  public static let errorsWalletInUseTitle = Said("errors_wallet_in_use_title")

  /// “A newer version has used this wallet. Update the app.”
  public static let errorsWalletNewerAdvice = Said("errors_wallet_newer_advice")

  /// “The app is too old”
  public static let errorsWalletNewerTitle = Said("errors_wallet_newer_title")

  /// “Create a wallet, or restore one from its 24 words.”
  public static let errorsWalletNotFoundAdvice = Said("errors_wallet_not_found_advice")

  /// “There is no wallet here”
  public static let errorsWalletNotFoundTitle = Said("errors_wallet_not_found_title")

  /// “Choose one that others can't guess: no rows like 123456, no digit repeated.”
  public static let errorsWeakPinAdvice = Said("errors_weak_pin_advice")

  /// “This PIN is too easy”
  public static let errorsWeakPinTitle = Said("errors_weak_pin_title")

  /// “Enter all of them, in their order.”
  public static let errorsWordCountAdvice = Said("errors_word_count_advice")

  /// “You entered {count} words”
  public static func errorsWordCountDetail(count: Int) -> Said {
    Said("errors_word_count_detail", .number(count))
  }

  /// “A wallet has 24 words”
  public static let errorsWordCountTitle = Said("errors_word_count_title")

  /// “One word is wrong, or the order is. Compare each with your paper.”
  public static let errorsWordsChecksumAdvice = Said("errors_words_checksum_advice")

  /// “The words don't fit together”
  public static let errorsWordsChecksumTitle = Said("errors_words_checksum_title")

  /// “Try again. After too many wrong tries you must wait.”
  public static let errorsWrongPinAdvice = Said("errors_wrong_pin_advice")

  /// “Wrong PIN”
  public static let errorsWrongPinTitle = Said("errors_wrong_pin_title")

  /// “Enter how much it is.”
  public static let errorsZeroAmountAdvice = Said("errors_zero_amount_advice")

  /// “The amount is zero”
  public static let errorsZeroAmountTitle = Said("errors_zero_amount_title")
}
