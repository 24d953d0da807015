//! The table of all codes that a call of the facade can fail with. Also read by the program that writes the
//! documentation's table and the languages' constants.

use wallet_core::ErrorCode;

/// The facade's own.
const OWN: &[ErrorCode] = &[
    ErrorCode { code: "bad-argument", meaning: "An argument is not what it should be", retryable: false },
    ErrorCode {
        code: "bad-frame",
        meaning: "The pixels do not fill the frame that they should",
        retryable: false,
    },
    ErrorCode { code: "bad-receipt", meaning: "The receipt is damaged or not the bank's", retryable: false },
    ErrorCode { code: "closed", meaning: "The wallet was closed", retryable: false },
    ErrorCode {
        code: "library-fault",
        meaning: "Something broke inside this library: please report it",
        retryable: false,
    },
    ErrorCode { code: "text-too-long", meaning: "The text does not fit a QR code", retryable: false },
];

/// Every code, sorted.
pub(crate) fn error_codes() -> Vec<ErrorCode> {
    let mut codes = wallet_core::error_codes();
    codes.extend_from_slice(OWN);
    codes.sort_unstable_by_key(|row| row.code);
    codes
}
