// Made by `cargo xtask app-spec` from app-spec/texts/errors.toml and the table of error codes: change it there.

import DLakWallet

extension ErrorTexts {
  /// The words for an error; of a code that is newer than this app, those that fit any.
  init(_ code: ErrorCode) {
    switch code.rawValue {
    case "account-frozen":
      self.init(
        title: .errorsAccountFrozenTitle,
        advice: .errorsAccountFrozenAdvice
      )
    case "amount-fixed":
      self.init(
        title: .errorsAmountFixedTitle,
        advice: .errorsAmountFixedAdvice,
        detail: .plain("errors_amount_fixed_detail", ["amount"])
      )
    case "amount-missing":
      self.init(
        title: .errorsAmountMissingTitle,
        advice: .errorsAmountMissingAdvice
      )
    case "amount-zero":
      self.init(
        title: .errorsAmountZeroTitle,
        advice: .errorsAmountZeroAdvice
      )
    case "bad-argument":
      self.init(
        title: .errorsBadArgumentTitle,
        advice: .errorsBadArgumentAdvice
      )
    case "bad-code":
      self.init(
        title: .errorsBadCodeTitle,
        advice: .errorsBadCodeAdvice
      )
    case "bad-frame":
      self.init(
        title: .errorsBadFrameTitle,
        advice: .errorsBadFrameAdvice
      )
    case "bad-label":
      self.init(
        title: .errorsBadLabelTitle,
        advice: .errorsBadLabelAdvice
      )
    case "bad-memo":
      self.init(
        title: .errorsBadMemoTitle,
        advice: .errorsBadMemoAdvice
      )
    case "bad-receipt":
      self.init(
        title: .errorsBadReceiptTitle,
        advice: .errorsBadReceiptAdvice
      )
    case "balance-overflow":
      self.init(
        title: .errorsBalanceOverflowTitle,
        advice: .errorsBalanceOverflowAdvice
      )
    case "bank-address":
      self.init(
        title: .errorsBankAddressTitle,
        advice: .errorsBankAddressAdvice
      )
    case "bank-answer":
      self.init(
        title: .errorsBankAnswerTitle,
        advice: .errorsBankAnswerAdvice
      )
    case "bank-unreachable":
      self.init(
        title: .errorsBankUnreachableTitle,
        advice: .errorsBankUnreachableAdvice
      )
    case "clock-skew":
      self.init(
        title: .errorsClockSkewTitle,
        advice: .errorsClockSkewAdvice
      )
    case "closed":
      self.init(
        title: .errorsClosedTitle,
        advice: .errorsClosedAdvice
      )
    case "code-expired":
      self.init(
        title: .errorsCodeExpiredTitle,
        advice: .errorsCodeExpiredAdvice,
        detail: .plain("errors_code_expired_detail", ["expired_at"])
      )
    case "database":
      self.init(
        title: .errorsDatabaseTitle,
        advice: .errorsDatabaseAdvice
      )
    case "device-revoked":
      self.init(
        title: .errorsDeviceRevokedTitle,
        advice: .errorsDeviceRevokedAdvice
      )
    case "digest-mismatch":
      self.init(
        title: .errorsDigestMismatchTitle,
        advice: .errorsDigestMismatchAdvice
      )
    case "disk-error":
      self.init(
        title: .errorsDiskErrorTitle,
        advice: .errorsDiskErrorAdvice
      )
    case "disk-full":
      self.init(
        title: .errorsDiskFullTitle,
        advice: .errorsDiskFullAdvice
      )
    case "enrolment-refused":
      self.init(
        title: .errorsEnrolmentRefusedTitle,
        advice: .errorsEnrolmentRefusedAdvice
      )
    case "forbidden":
      self.init(
        title: .errorsForbiddenTitle,
        advice: .errorsForbiddenAdvice
      )
    case "foreign-code":
      self.init(
        title: .errorsForeignCodeTitle,
        advice: .errorsForeignCodeAdvice,
        detail: .plain("errors_foreign_code_detail", ["scheme", "country"])
      )
    case "idempotency-key-missing":
      self.init(
        title: .errorsIdempotencyKeyMissingTitle,
        advice: .errorsIdempotencyKeyMissingAdvice
      )
    case "idempotency-key-reused":
      self.init(
        title: .errorsIdempotencyKeyReusedTitle,
        advice: .errorsIdempotencyKeyReusedAdvice
      )
    case "insufficient-fiat":
      self.init(
        title: .errorsInsufficientFiatTitle,
        advice: .errorsInsufficientFiatAdvice
      )
    case "insufficient-funds":
      self.init(
        title: .errorsInsufficientFundsTitle,
        advice: .errorsInsufficientFundsAdvice,
        detail: .plain("errors_insufficient_funds_detail", ["available"])
      )
    case "internal":
      self.init(
        title: .errorsInternalTitle,
        advice: .errorsInternalAdvice
      )
    case "invalid-code":
      self.init(
        title: .errorsInvalidCodeTitle,
        advice: .errorsInvalidCodeAdvice
      )
    case "invalid-request":
      self.init(
        title: .errorsInvalidRequestTitle,
        advice: .errorsInvalidRequestAdvice
      )
    case "invalid-statement":
      self.init(
        title: .errorsInvalidStatementTitle,
        advice: .errorsInvalidStatementAdvice
      )
    case "kdf-out-of-bounds":
      self.init(
        title: .errorsKdfOutOfBoundsTitle,
        advice: .errorsKdfOutOfBoundsAdvice
      )
    case "keys-damaged":
      self.init(
        title: .errorsKeysDamagedTitle,
        advice: .errorsKeysDamagedAdvice
      )
    case "keys-unknown-format":
      self.init(
        title: .errorsKeysUnknownFormatTitle,
        advice: .errorsKeysUnknownFormatAdvice
      )
    case "keystore":
      self.init(
        title: .errorsKeystoreTitle,
        advice: .errorsKeystoreAdvice
      )
    case "keystore-secret-missing":
      self.init(
        title: .errorsKeystoreSecretMissingTitle,
        advice: .errorsKeystoreSecretMissingAdvice
      )
    case "ledger-diverged":
      self.init(
        title: .errorsLedgerDivergedTitle,
        advice: .errorsLedgerDivergedAdvice
      )
    case "library-fault":
      self.init(
        title: .errorsLibraryFaultTitle,
        advice: .errorsLibraryFaultAdvice
      )
    case "locked":
      self.init(
        title: .errorsLockedTitle,
        advice: .errorsLockedAdvice
      )
    case "method-not-allowed":
      self.init(
        title: .errorsMethodNotAllowedTitle,
        advice: .errorsMethodNotAllowedAdvice
      )
    case "no-randomness":
      self.init(
        title: .errorsNoRandomnessTitle,
        advice: .errorsNoRandomnessAdvice
      )
    case "no-receipt":
      self.init(
        title: .errorsNoReceiptTitle,
        advice: .errorsNoReceiptAdvice
      )
    case "no-such-order":
      self.init(
        title: .errorsNoSuchOrderTitle,
        advice: .errorsNoSuchOrderAdvice
      )
    case "nonce-reused":
      self.init(
        title: .errorsNonceReusedTitle,
        advice: .errorsNonceReusedAdvice
      )
    case "not-found":
      self.init(
        title: .errorsNotFoundTitle,
        advice: .errorsNotFoundAdvice
      )
    case "not-registered":
      self.init(
        title: .errorsNotRegisteredTitle,
        advice: .errorsNotRegisteredAdvice
      )
    case "order-expired":
      self.init(
        title: .errorsOrderExpiredTitle,
        advice: .errorsOrderExpiredAdvice
      )
    case "order-id-reused":
      self.init(
        title: .errorsOrderIdReusedTitle,
        advice: .errorsOrderIdReusedAdvice
      )
    case "out-of-memory":
      self.init(
        title: .errorsOutOfMemoryTitle,
        advice: .errorsOutOfMemoryAdvice
      )
    case "over-daily-limit":
      self.init(
        title: .errorsOverDailyLimitTitle,
        advice: .errorsOverDailyLimitAdvice
      )
    case "over-payment-limit":
      self.init(
        title: .errorsOverPaymentLimitTitle,
        advice: .errorsOverPaymentLimitAdvice
      )
    case "own-code":
      self.init(
        title: .errorsOwnCodeTitle,
        advice: .errorsOwnCodeAdvice
      )
    case "payee-cannot-receive":
      self.init(
        title: .errorsPayeeCannotReceiveTitle,
        advice: .errorsPayeeCannotReceiveAdvice
      )
    case "payee-unknown":
      self.init(
        title: .errorsPayeeUnknownTitle,
        advice: .errorsPayeeUnknownAdvice
      )
    case "payer-blocked":
      self.init(
        title: .errorsPayerBlockedTitle,
        advice: .errorsPayerBlockedAdvice
      )
    case "payment-unknown":
      self.init(
        title: .errorsPaymentUnknownTitle,
        advice: .errorsPaymentUnknownAdvice
      )
    case "pin-form":
      self.init(
        title: .errorsPinFormTitle,
        advice: .errorsPinFormAdvice
      )
    case "rejected":
      self.init(
        title: .errorsRejectedTitle,
        advice: .errorsRejectedAdvice
      )
    case "request-expired":
      self.init(
        title: .errorsRequestExpiredTitle,
        advice: .errorsRequestExpiredAdvice
      )
    case "request-mismatch":
      self.init(
        title: .errorsRequestMismatchTitle,
        advice: .errorsRequestMismatchAdvice
      )
    case "request-paid":
      self.init(
        title: .errorsRequestPaidTitle,
        advice: .errorsRequestPaidAdvice
      )
    case "request-unknown":
      self.init(
        title: .errorsRequestUnknownTitle,
        advice: .errorsRequestUnknownAdvice
      )
    case "self-payment":
      self.init(
        title: .errorsSelfPaymentTitle,
        advice: .errorsSelfPaymentAdvice
      )
    case "shutting-down":
      self.init(
        title: .errorsShuttingDownTitle,
        advice: .errorsShuttingDownAdvice
      )
    case "signature-invalid":
      self.init(
        title: .errorsSignatureInvalidTitle,
        advice: .errorsSignatureInvalidAdvice
      )
    case "sum-too-large":
      self.init(
        title: .errorsSumTooLargeTitle,
        advice: .errorsSumTooLargeAdvice
      )
    case "text-too-long":
      self.init(
        title: .errorsTextTooLongTitle,
        advice: .errorsTextTooLongAdvice
      )
    case "too-large":
      self.init(
        title: .errorsTooLargeTitle,
        advice: .errorsTooLargeAdvice
      )
    case "too-long":
      self.init(
        title: .errorsTooLongTitle,
        advice: .errorsTooLongAdvice,
        detail: .plain("errors_too_long_detail", ["limit"])
      )
    case "too-many-requests":
      self.init(
        title: .errorsTooManyRequestsTitle,
        advice: .errorsTooManyRequestsAdvice
      )
    case "too-many-wrong-pins":
      self.init(
        title: .errorsTooManyWrongPinsTitle,
        advice: .errorsTooManyWrongPinsAdvice,
        detail: .plain("errors_too_many_wrong_pins_detail", ["retry_at"])
      )
    case "top-up-unknown":
      self.init(
        title: .errorsTopUpUnknownTitle,
        advice: .errorsTopUpUnknownAdvice
      )
    case "unavailable":
      self.init(
        title: .errorsUnavailableTitle,
        advice: .errorsUnavailableAdvice
      )
    case "unknown":
      self.init(
        title: .errorsUnknownTitle,
        advice: .errorsUnknownAdvice
      )
    case "unknown-key":
      self.init(
        title: .errorsUnknownKeyTitle,
        advice: .errorsUnknownKeyAdvice
      )
    case "unknown-word":
      self.init(
        title: .errorsUnknownWordTitle,
        advice: .errorsUnknownWordAdvice,
        detail: .plain("errors_unknown_word_detail", ["position"])
      )
    case "unsupported-media-type":
      self.init(
        title: .errorsUnsupportedMediaTypeTitle,
        advice: .errorsUnsupportedMediaTypeAdvice
      )
    case "valid-too-long":
      self.init(
        title: .errorsValidTooLongTitle,
        advice: .errorsValidTooLongAdvice
      )
    case "wallet-damaged":
      self.init(
        title: .errorsWalletDamagedTitle,
        advice: .errorsWalletDamagedAdvice
      )
    case "wallet-exists":
      self.init(
        title: .errorsWalletExistsTitle,
        advice: .errorsWalletExistsAdvice
      )
    case "wallet-in-use":
      self.init(
        title: .errorsWalletInUseTitle,
        advice: .errorsWalletInUseAdvice
      )
    case "wallet-newer":
      self.init(
        title: .errorsWalletNewerTitle,
        advice: .errorsWalletNewerAdvice
      )
    case "wallet-not-found":
      self.init(
        title: .errorsWalletNotFoundTitle,
        advice: .errorsWalletNotFoundAdvice
      )
    case "weak-pin":
      self.init(
        title: .errorsWeakPinTitle,
        advice: .errorsWeakPinAdvice
      )
    case "word-count":
      self.init(
        title: .errorsWordCountTitle,
        advice: .errorsWordCountAdvice,
        detail: .counted("errors_word_count_detail", ["count"])
      )
    case "words-checksum":
      self.init(
        title: .errorsWordsChecksumTitle,
        advice: .errorsWordsChecksumAdvice
      )
    case "wrong-pin":
      self.init(
        title: .errorsWrongPinTitle,
        advice: .errorsWrongPinAdvice
      )
    case "zero-amount":
      self.init(
        title: .errorsZeroAmountTitle,
        advice: .errorsZeroAmountAdvice
      )
    default:
      self.init(
        title: .errorsAppFaultTitle,
        advice: .errorsAppFaultAdvice
      )
    }
  }
}
