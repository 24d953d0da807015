//! What can be wrong, told apart by what the caller can do about it.
//!
//! | error | means | a wallet says |
//! | --- | --- | --- |
//! | [`ParseError`] of kind `not_emv` | a link or a text | this is not a payment code |
//! | any other [`ParseError`] | damaged or forged; nothing of it may be shown | scan again |
//! | [`ProfileError`] | sound, but against the rules of its scheme | this code can't be paid: why |
//! | [`AmountError`] | the amount in it can't be used | as above |
//! | [`BuildError`] | what was to be written does not fit the standard | a mistake of the one who writes |
//!
//! Messages name objects, offsets and lengths, never what stands in the code.

use std::fmt;

use crate::{
    amount::AmountError,
    currency::CurrencyCode,
    object::{ObjectId, ObjectPath},
    scheme::Scheme,
};

/// A text is no sound payload. Offsets count characters from the start of the text, from 0.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseError {
    /// Nothing, a link or a text, but no payment code.
    #[error("this is not a payment code: a payment code begins with 000201")]
    NotEmv,
    /// More than [`MAX_BYTES`](crate::MAX_BYTES).
    #[error("the code is too large to be a payment code: {bytes} bytes, {max} are read", max = crate::MAX_BYTES)]
    TooLarge {
        /// Size of the text.
        bytes: usize,
    },
    /// Where an object should begin there are not two ASCII digits.
    #[error("the payment code is damaged: no object begins at {offset}, its two-digit ID is missing")]
    BadId {
        /// Where the ID should stand.
        offset: usize,
    },
    /// After an object's ID there are not two ASCII digits.
    #[error("the payment code is damaged: object {id} at {offset} has no two-digit length")]
    BadLength {
        /// The object.
        id: ObjectId,
        /// Where the object begins.
        offset: usize,
    },
    /// An object is longer than what is left.
    #[error("the payment code is damaged: object {id} at {offset} says {length} characters, {left} are left")]
    Truncated {
        /// The object.
        id: ObjectId,
        /// Where the object begins.
        offset: usize,
        /// What its length says.
        length: usize,
        /// How many characters follow its header.
        left: usize,
    },
    /// Object 00 is not two digits.
    #[error("the payment code is damaged: object 00 at 0 is not a two-digit format indicator")]
    BadFormat,
    /// The payload begins with another object than 00.
    #[error("the payment code is damaged: object {first} stands at 0, where 00 must stand")]
    FormatNotFirst {
        /// The object that stands first.
        first: ObjectId,
    },
    /// An object appears twice on one level: two readers could pay two different payees.
    #[error("the payment code is ambiguous and must not be paid: object {path} appears again at {offset}")]
    Duplicate {
        /// The object.
        path: ObjectPath,
        /// Where it appears for the second time.
        offset: usize,
    },
    /// There is no object 63.
    #[error("the payment code is damaged: object 63, its checksum, is missing")]
    CrcMissing,
    /// Objects follow the checksum, which does not cover them.
    #[error("the payment code is damaged: object 63 at {offset}, its checksum, is not the last one")]
    CrcNotLast {
        /// Where the checksum object begins.
        offset: usize,
    },
    /// Object 63 is not four hexadecimal digits.
    #[error("the payment code is damaged: object 63 at {offset} is not four hexadecimal digits")]
    BadCrcField {
        /// Where the checksum object begins.
        offset: usize,
    },
    /// The checksum is that of another text.
    #[error(
        "the payment code is damaged: object 63 at {offset} says {stated:04X}, the rest gives {computed:04X}"
    )]
    CrcMismatch {
        /// Where the checksum object begins.
        offset: usize,
        /// What the code says.
        stated: u16,
        /// What its content gives.
        computed: u16,
    },
}

impl ParseError {
    /// The stable, machine-readable sort of error.
    pub const fn kind(&self) -> ParseErrorKind {
        match self {
            Self::NotEmv => ParseErrorKind::NotEmv,
            Self::TooLarge { .. }
            | Self::BadId { .. }
            | Self::BadLength { .. }
            | Self::Truncated { .. }
            | Self::BadFormat => ParseErrorKind::Malformed,
            Self::FormatNotFirst { .. } => ParseErrorKind::FormatNotFirst,
            Self::Duplicate { .. } => ParseErrorKind::Duplicate,
            Self::CrcMissing => ParseErrorKind::CrcMissing,
            Self::CrcNotLast { .. } => ParseErrorKind::CrcNotLast,
            Self::BadCrcField { .. } => ParseErrorKind::BadCrcField,
            Self::CrcMismatch { .. } => ParseErrorKind::CrcMismatch,
        }
    }

    /// The object that is wrong, if it is one.
    pub const fn object(&self) -> Option<ObjectPath> {
        match self {
            Self::NotEmv | Self::TooLarge { .. } | Self::BadId { .. } => None,
            Self::BadLength { id, .. } | Self::Truncated { id, .. } => Some(ObjectPath::root(*id)),
            Self::BadFormat | Self::FormatNotFirst { .. } => Some(ObjectPath::root(ObjectId::FORMAT)),
            Self::Duplicate { path, .. } => Some(*path),
            Self::CrcMissing
            | Self::CrcNotLast { .. }
            | Self::BadCrcField { .. }
            | Self::CrcMismatch { .. } => Some(ObjectPath::root(ObjectId::CRC)),
        }
    }

    /// Where it is wrong: characters from the start of the text.
    pub const fn offset(&self) -> Option<usize> {
        match self {
            Self::NotEmv | Self::TooLarge { .. } | Self::CrcMissing => None,
            Self::BadFormat | Self::FormatNotFirst { .. } => Some(0),
            Self::BadId { offset }
            | Self::BadLength { offset, .. }
            | Self::Truncated { offset, .. }
            | Self::Duplicate { offset, .. }
            | Self::CrcNotLast { offset }
            | Self::BadCrcField { offset }
            | Self::CrcMismatch { offset, .. } => Some(*offset),
        }
    }
}

/// The sorts of [`ParseError`], stable for scripts and translations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ParseErrorKind {
    /// A link or a text, no payment code.
    NotEmv,
    /// The objects do not fit.
    Malformed,
    /// 00 is not the first object.
    FormatNotFirst,
    /// An object appears twice on one level.
    Duplicate,
    /// No checksum.
    CrcMissing,
    /// Objects follow the checksum.
    CrcNotLast,
    /// The checksum is not four hexadecimal digits.
    BadCrcField,
    /// The checksum is wrong.
    CrcMismatch,
}

impl ParseErrorKind {
    /// The name that scripts see.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotEmv => "not_emv",
            Self::Malformed => "malformed",
            Self::FormatNotFirst => "format_not_first",
            Self::Duplicate => "duplicate",
            Self::CrcMissing => "crc_missing",
            Self::CrcNotLast => "crc_not_last",
            Self::BadCrcField => "bad_crc_field",
            Self::CrcMismatch => "crc_mismatch",
        }
    }
}

impl fmt::Display for ParseErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A sound payload breaks the rules of its scheme, so that it can't be paid.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ProfileError {
    /// An object that the scheme needs is not there.
    #[error("the payment code can't be paid: object {path} is missing")]
    Missing {
        /// The object.
        path: ObjectPath,
    },
    /// An object's value has not the form that it must have.
    #[error("the payment code can't be paid: object {path} is not {expected}")]
    BadValue {
        /// The object.
        path: ObjectPath,
        /// What it should be.
        expected: &'static str,
    },
    /// An object is longer than the scheme allows.
    #[error("the payment code can't be paid: object {path} has {length} characters, {max} are allowed")]
    TooLong {
        /// The object.
        path: ObjectPath,
        /// Its length in characters.
        length: usize,
        /// The most that is allowed.
        max: usize,
    },
    /// Objects that exclude each other.
    #[error("the payment code can't be paid: object {path} must not be there {because}")]
    NotAllowed {
        /// The object.
        path: ObjectPath,
        /// What excludes it.
        because: &'static str,
    },
    /// The amount, object 54 or 56.
    #[error("the payment code can't be paid: object {path}: {source}")]
    Amount {
        /// The object.
        path: ObjectPath,
        /// What is wrong with it.
        source: AmountError,
    },
    /// The scheme does not pay in this currency.
    #[error("the payment code can't be paid: {scheme} does not use the currency {currency}")]
    Currency {
        /// The scheme.
        scheme: Scheme,
        /// The currency of object 53.
        currency: CurrencyCode,
    },
    /// The payee's request is over.
    #[error("the payment code has expired: ask the payee for a new one")]
    Expired {
        /// The scheme.
        scheme: Scheme,
    },
    /// Two accounts of one scheme that must have one.
    #[error(
        "the payment code is ambiguous and must not be paid: objects {first} and {second} both name a payee"
    )]
    TwoPayees {
        /// The first account.
        first: ObjectId,
        /// The second account.
        second: ObjectId,
    },
}

impl ProfileError {
    /// The stable, machine-readable name of the error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "missing",
            Self::BadValue { .. } => "bad_value",
            Self::TooLong { .. } => "too_long",
            Self::NotAllowed { .. } => "not_allowed",
            Self::Amount { .. } => "amount",
            Self::Currency { .. } => "currency",
            Self::Expired { .. } => "expired",
            Self::TwoPayees { .. } => "two_payees",
        }
    }
}

/// What was to be written does not fit the standard.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// An object that the standard asks for was not given.
    #[error("a payment code needs object {id}")]
    Missing {
        /// The object.
        id: ObjectId,
    },
    /// No object 02 to 51.
    #[error("a payment code needs at least one account (objects 02 to 51)")]
    NoAccount,
    /// An object was given where it can't stand.
    #[error("object {id} is not {expected}")]
    WrongPlace {
        /// The object.
        id: ObjectId,
        /// What the call is for.
        expected: &'static str,
    },
    /// A value is empty: an object without content is left out, not written.
    #[error("object {path} is empty: leave it out")]
    Empty {
        /// The object.
        path: ObjectPath,
    },
    /// A value is longer than the standard allows.
    #[error("object {path} has {length} characters, {max} are allowed")]
    TooLong {
        /// The object.
        path: ObjectPath,
        /// Its length in characters.
        length: usize,
        /// The most that is allowed.
        max: usize,
    },
    /// A value has not the form that it must have.
    #[error("object {path} is not {expected}")]
    BadValue {
        /// The object.
        path: ObjectPath,
        /// What it should be.
        expected: &'static str,
    },
    /// The amount can't be written.
    #[error("the amount can't be written: {0}")]
    Amount(#[from] AmountError),
    /// The whole is longer than the 512 characters that the standard allows.
    #[error("the payment code has {length} characters, {max} are allowed", max = crate::MAX_WRITTEN_CHARACTERS)]
    PayloadTooLong {
        /// Its length in characters.
        length: usize,
    },
    /// What was put together is no sound payload, such as one object twice.
    #[error("the objects make no sound payload: {0}")]
    Unsound(#[from] ParseError),
}
