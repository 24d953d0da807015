// Made by `cargo xtask app-spec` from app-spec/texts/errors.toml and the table of error codes: change it there.

package la.dlak.demo.ui.common

import la.dlak.demo.R
import la.dlak.wallet.ErrorCode

/** The words for an error; of a code that is newer than this app, those that fit any. */
internal fun textsOf(code: ErrorCode): ErrorTexts = when (code.value) {
    "account-frozen" -> ErrorTexts(
        title = R.string.errors_account_frozen_title,
        advice = R.string.errors_account_frozen_advice,
    )
    "amount-fixed" -> ErrorTexts(
        title = R.string.errors_amount_fixed_title,
        advice = R.string.errors_amount_fixed_advice,
        detail = DetailText.Plain(R.string.errors_amount_fixed_detail, "amount"),
    )
    "amount-missing" -> ErrorTexts(
        title = R.string.errors_amount_missing_title,
        advice = R.string.errors_amount_missing_advice,
    )
    "amount-zero" -> ErrorTexts(
        title = R.string.errors_amount_zero_title,
        advice = R.string.errors_amount_zero_advice,
    )
    "bad-argument" -> ErrorTexts(
        title = R.string.errors_bad_argument_title,
        advice = R.string.errors_bad_argument_advice,
    )
    "bad-code" -> ErrorTexts(
        title = R.string.errors_bad_code_title,
        advice = R.string.errors_bad_code_advice,
    )
    "bad-frame" -> ErrorTexts(
        title = R.string.errors_bad_frame_title,
        advice = R.string.errors_bad_frame_advice,
    )
    "bad-label" -> ErrorTexts(
        title = R.string.errors_bad_label_title,
        advice = R.string.errors_bad_label_advice,
    )
    "bad-memo" -> ErrorTexts(
        title = R.string.errors_bad_memo_title,
        advice = R.string.errors_bad_memo_advice,
    )
    "bad-receipt" -> ErrorTexts(
        title = R.string.errors_bad_receipt_title,
        advice = R.string.errors_bad_receipt_advice,
    )
    "balance-overflow" -> ErrorTexts(
        title = R.string.errors_balance_overflow_title,
        advice = R.string.errors_balance_overflow_advice,
    )
    "bank-address" -> ErrorTexts(
        title = R.string.errors_bank_address_title,
        advice = R.string.errors_bank_address_advice,
    )
    "bank-answer" -> ErrorTexts(
        title = R.string.errors_bank_answer_title,
        advice = R.string.errors_bank_answer_advice,
    )
    "bank-unreachable" -> ErrorTexts(
        title = R.string.errors_bank_unreachable_title,
        advice = R.string.errors_bank_unreachable_advice,
    )
    "clock-skew" -> ErrorTexts(
        title = R.string.errors_clock_skew_title,
        advice = R.string.errors_clock_skew_advice,
    )
    "closed" -> ErrorTexts(
        title = R.string.errors_closed_title,
        advice = R.string.errors_closed_advice,
    )
    "code-expired" -> ErrorTexts(
        title = R.string.errors_code_expired_title,
        advice = R.string.errors_code_expired_advice,
        detail = DetailText.Plain(R.string.errors_code_expired_detail, "expired_at"),
    )
    "database" -> ErrorTexts(
        title = R.string.errors_database_title,
        advice = R.string.errors_database_advice,
    )
    "device-revoked" -> ErrorTexts(
        title = R.string.errors_device_revoked_title,
        advice = R.string.errors_device_revoked_advice,
    )
    "digest-mismatch" -> ErrorTexts(
        title = R.string.errors_digest_mismatch_title,
        advice = R.string.errors_digest_mismatch_advice,
    )
    "disk-error" -> ErrorTexts(
        title = R.string.errors_disk_error_title,
        advice = R.string.errors_disk_error_advice,
    )
    "disk-full" -> ErrorTexts(
        title = R.string.errors_disk_full_title,
        advice = R.string.errors_disk_full_advice,
    )
    "enrolment-refused" -> ErrorTexts(
        title = R.string.errors_enrolment_refused_title,
        advice = R.string.errors_enrolment_refused_advice,
    )
    "forbidden" -> ErrorTexts(
        title = R.string.errors_forbidden_title,
        advice = R.string.errors_forbidden_advice,
    )
    "foreign-code" -> ErrorTexts(
        title = R.string.errors_foreign_code_title,
        advice = R.string.errors_foreign_code_advice,
        detail = DetailText.Plain(R.string.errors_foreign_code_detail, "scheme", "country"),
    )
    "idempotency-key-missing" -> ErrorTexts(
        title = R.string.errors_idempotency_key_missing_title,
        advice = R.string.errors_idempotency_key_missing_advice,
    )
    "idempotency-key-reused" -> ErrorTexts(
        title = R.string.errors_idempotency_key_reused_title,
        advice = R.string.errors_idempotency_key_reused_advice,
    )
    "insufficient-fiat" -> ErrorTexts(
        title = R.string.errors_insufficient_fiat_title,
        advice = R.string.errors_insufficient_fiat_advice,
    )
    "insufficient-funds" -> ErrorTexts(
        title = R.string.errors_insufficient_funds_title,
        advice = R.string.errors_insufficient_funds_advice,
        detail = DetailText.Plain(R.string.errors_insufficient_funds_detail, "available"),
    )
    "internal" -> ErrorTexts(
        title = R.string.errors_internal_title,
        advice = R.string.errors_internal_advice,
    )
    "invalid-code" -> ErrorTexts(
        title = R.string.errors_invalid_code_title,
        advice = R.string.errors_invalid_code_advice,
    )
    "invalid-request" -> ErrorTexts(
        title = R.string.errors_invalid_request_title,
        advice = R.string.errors_invalid_request_advice,
    )
    "invalid-statement" -> ErrorTexts(
        title = R.string.errors_invalid_statement_title,
        advice = R.string.errors_invalid_statement_advice,
    )
    "kdf-out-of-bounds" -> ErrorTexts(
        title = R.string.errors_kdf_out_of_bounds_title,
        advice = R.string.errors_kdf_out_of_bounds_advice,
    )
    "keys-damaged" -> ErrorTexts(
        title = R.string.errors_keys_damaged_title,
        advice = R.string.errors_keys_damaged_advice,
    )
    "keys-unknown-format" -> ErrorTexts(
        title = R.string.errors_keys_unknown_format_title,
        advice = R.string.errors_keys_unknown_format_advice,
    )
    "keystore" -> ErrorTexts(
        title = R.string.errors_keystore_title,
        advice = R.string.errors_keystore_advice,
    )
    "keystore-secret-missing" -> ErrorTexts(
        title = R.string.errors_keystore_secret_missing_title,
        advice = R.string.errors_keystore_secret_missing_advice,
    )
    "ledger-diverged" -> ErrorTexts(
        title = R.string.errors_ledger_diverged_title,
        advice = R.string.errors_ledger_diverged_advice,
    )
    "library-fault" -> ErrorTexts(
        title = R.string.errors_library_fault_title,
        advice = R.string.errors_library_fault_advice,
    )
    "locked" -> ErrorTexts(
        title = R.string.errors_locked_title,
        advice = R.string.errors_locked_advice,
    )
    "method-not-allowed" -> ErrorTexts(
        title = R.string.errors_method_not_allowed_title,
        advice = R.string.errors_method_not_allowed_advice,
    )
    "no-randomness" -> ErrorTexts(
        title = R.string.errors_no_randomness_title,
        advice = R.string.errors_no_randomness_advice,
    )
    "no-receipt" -> ErrorTexts(
        title = R.string.errors_no_receipt_title,
        advice = R.string.errors_no_receipt_advice,
    )
    "no-such-order" -> ErrorTexts(
        title = R.string.errors_no_such_order_title,
        advice = R.string.errors_no_such_order_advice,
    )
    "nonce-reused" -> ErrorTexts(
        title = R.string.errors_nonce_reused_title,
        advice = R.string.errors_nonce_reused_advice,
    )
    "not-found" -> ErrorTexts(
        title = R.string.errors_not_found_title,
        advice = R.string.errors_not_found_advice,
    )
    "not-registered" -> ErrorTexts(
        title = R.string.errors_not_registered_title,
        advice = R.string.errors_not_registered_advice,
    )
    "order-expired" -> ErrorTexts(
        title = R.string.errors_order_expired_title,
        advice = R.string.errors_order_expired_advice,
    )
    "order-id-reused" -> ErrorTexts(
        title = R.string.errors_order_id_reused_title,
        advice = R.string.errors_order_id_reused_advice,
    )
    "out-of-memory" -> ErrorTexts(
        title = R.string.errors_out_of_memory_title,
        advice = R.string.errors_out_of_memory_advice,
    )
    "over-daily-limit" -> ErrorTexts(
        title = R.string.errors_over_daily_limit_title,
        advice = R.string.errors_over_daily_limit_advice,
    )
    "over-payment-limit" -> ErrorTexts(
        title = R.string.errors_over_payment_limit_title,
        advice = R.string.errors_over_payment_limit_advice,
    )
    "own-code" -> ErrorTexts(
        title = R.string.errors_own_code_title,
        advice = R.string.errors_own_code_advice,
    )
    "payee-cannot-receive" -> ErrorTexts(
        title = R.string.errors_payee_cannot_receive_title,
        advice = R.string.errors_payee_cannot_receive_advice,
    )
    "payee-unknown" -> ErrorTexts(
        title = R.string.errors_payee_unknown_title,
        advice = R.string.errors_payee_unknown_advice,
    )
    "payer-blocked" -> ErrorTexts(
        title = R.string.errors_payer_blocked_title,
        advice = R.string.errors_payer_blocked_advice,
    )
    "payment-unknown" -> ErrorTexts(
        title = R.string.errors_payment_unknown_title,
        advice = R.string.errors_payment_unknown_advice,
    )
    "pin-form" -> ErrorTexts(
        title = R.string.errors_pin_form_title,
        advice = R.string.errors_pin_form_advice,
    )
    "rejected" -> ErrorTexts(
        title = R.string.errors_rejected_title,
        advice = R.string.errors_rejected_advice,
    )
    "request-expired" -> ErrorTexts(
        title = R.string.errors_request_expired_title,
        advice = R.string.errors_request_expired_advice,
    )
    "request-mismatch" -> ErrorTexts(
        title = R.string.errors_request_mismatch_title,
        advice = R.string.errors_request_mismatch_advice,
    )
    "request-paid" -> ErrorTexts(
        title = R.string.errors_request_paid_title,
        advice = R.string.errors_request_paid_advice,
    )
    "request-unknown" -> ErrorTexts(
        title = R.string.errors_request_unknown_title,
        advice = R.string.errors_request_unknown_advice,
    )
    "self-payment" -> ErrorTexts(
        title = R.string.errors_self_payment_title,
        advice = R.string.errors_self_payment_advice,
    )
    "shutting-down" -> ErrorTexts(
        title = R.string.errors_shutting_down_title,
        advice = R.string.errors_shutting_down_advice,
    )
    "signature-invalid" -> ErrorTexts(
        title = R.string.errors_signature_invalid_title,
        advice = R.string.errors_signature_invalid_advice,
    )
    "sum-too-large" -> ErrorTexts(
        title = R.string.errors_sum_too_large_title,
        advice = R.string.errors_sum_too_large_advice,
    )
    "text-too-long" -> ErrorTexts(
        title = R.string.errors_text_too_long_title,
        advice = R.string.errors_text_too_long_advice,
    )
    "too-large" -> ErrorTexts(
        title = R.string.errors_too_large_title,
        advice = R.string.errors_too_large_advice,
    )
    "too-long" -> ErrorTexts(
        title = R.string.errors_too_long_title,
        advice = R.string.errors_too_long_advice,
        detail = DetailText.Plain(R.string.errors_too_long_detail, "limit"),
    )
    "too-many-requests" -> ErrorTexts(
        title = R.string.errors_too_many_requests_title,
        advice = R.string.errors_too_many_requests_advice,
    )
    "too-many-wrong-pins" -> ErrorTexts(
        title = R.string.errors_too_many_wrong_pins_title,
        advice = R.string.errors_too_many_wrong_pins_advice,
        detail = DetailText.Plain(R.string.errors_too_many_wrong_pins_detail, "retry_at"),
    )
    "top-up-unknown" -> ErrorTexts(
        title = R.string.errors_top_up_unknown_title,
        advice = R.string.errors_top_up_unknown_advice,
    )
    "unavailable" -> ErrorTexts(
        title = R.string.errors_unavailable_title,
        advice = R.string.errors_unavailable_advice,
    )
    "unknown" -> ErrorTexts(
        title = R.string.errors_unknown_title,
        advice = R.string.errors_unknown_advice,
    )
    "unknown-key" -> ErrorTexts(
        title = R.string.errors_unknown_key_title,
        advice = R.string.errors_unknown_key_advice,
    )
    "unknown-word" -> ErrorTexts(
        title = R.string.errors_unknown_word_title,
        advice = R.string.errors_unknown_word_advice,
        detail = DetailText.Plain(R.string.errors_unknown_word_detail, "position"),
    )
    "unsupported-media-type" -> ErrorTexts(
        title = R.string.errors_unsupported_media_type_title,
        advice = R.string.errors_unsupported_media_type_advice,
    )
    "valid-too-long" -> ErrorTexts(
        title = R.string.errors_valid_too_long_title,
        advice = R.string.errors_valid_too_long_advice,
    )
    "wallet-damaged" -> ErrorTexts(
        title = R.string.errors_wallet_damaged_title,
        advice = R.string.errors_wallet_damaged_advice,
    )
    "wallet-exists" -> ErrorTexts(
        title = R.string.errors_wallet_exists_title,
        advice = R.string.errors_wallet_exists_advice,
    )
    "wallet-in-use" -> ErrorTexts(
        title = R.string.errors_wallet_in_use_title,
        advice = R.string.errors_wallet_in_use_advice,
    )
    "wallet-newer" -> ErrorTexts(
        title = R.string.errors_wallet_newer_title,
        advice = R.string.errors_wallet_newer_advice,
    )
    "wallet-not-found" -> ErrorTexts(
        title = R.string.errors_wallet_not_found_title,
        advice = R.string.errors_wallet_not_found_advice,
    )
    "weak-pin" -> ErrorTexts(
        title = R.string.errors_weak_pin_title,
        advice = R.string.errors_weak_pin_advice,
    )
    "word-count" -> ErrorTexts(
        title = R.string.errors_word_count_title,
        advice = R.string.errors_word_count_advice,
        detail = DetailText.Counted(R.plurals.errors_word_count_detail, "count"),
    )
    "words-checksum" -> ErrorTexts(
        title = R.string.errors_words_checksum_title,
        advice = R.string.errors_words_checksum_advice,
    )
    "wrong-pin" -> ErrorTexts(
        title = R.string.errors_wrong_pin_title,
        advice = R.string.errors_wrong_pin_advice,
    )
    "zero-amount" -> ErrorTexts(
        title = R.string.errors_zero_amount_title,
        advice = R.string.errors_zero_amount_advice,
    )
    else -> ErrorTexts(
        title = R.string.errors_app_fault_title,
        advice = R.string.errors_app_fault_advice,
    )
}
