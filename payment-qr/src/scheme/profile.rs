//! Whether a sound payload may be paid: the rules of the standard that real codes keep, then those of its scheme.
//!
//! What apps in the streets read although the standard forbids it (no 52, 59 or 60, long names) is a [`Warning`]. The
//! time comes as an argument; nothing here looks at a clock.

use std::fmt;

use crate::{
    amount::AmountError,
    error::ProfileError,
    object::{ObjectId, ObjectPath, Template},
    payload::{MAX_WRITTEN_CHARACTERS, Payload},
    scheme::{Scheme, dlak, khqr},
};

/// A departure from the standard that is no reason to refuse a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Warning {
    /// An object that the standard asks for is not there, or empty.
    Missing(ObjectId),
    /// A text is longer than the standard allows.
    TooLong(ObjectPath),
    /// The amount says zero where it should not be there: the payer types it.
    ZeroAmount,
    /// More than the 512 characters of the standard.
    PayloadTooLong,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(id) => write!(f, "object {id} is missing"),
            Self::TooLong(path) => write!(f, "object {path} is longer than the standard allows"),
            Self::ZeroAmount => f.write_str("object 54 says zero instead of being left out"),
            Self::PayloadTooLong => {
                write!(f, "the code is longer than the {MAX_WRITTEN_CHARACTERS} characters of the standard")
            }
        }
    }
}

impl Payload {
    /// Checks the rules of the code's scheme at `now_ms` (UTC milliseconds since 1970, by the bank's clock if there is
    /// one): a wallet pays nothing that does not pass. Of a scheme that is not known only the standard's rules are
    /// checked.
    pub fn check(&self, now_ms: u64) -> Result<Vec<Warning>, ProfileError> {
        self.check_unique_ids()?;
        self.check_category()?;
        let scheme = self.scheme();
        self.check_currency(scheme)?;
        self.tip()?;
        let mut warnings = self.departures();
        match scheme {
            Some(Scheme::Dlak) => dlak::check(self, now_ms)?,
            Some(Scheme::LaoQr) => self.check_lao_qr()?,
            Some(Scheme::Khqr) => khqr::check(self, now_ms)?,
            _ => match self.check_amount() {
                Err(ProfileError::Amount { source: AmountError::Zero, .. }) => {
                    warnings.push(Warning::ZeroAmount);
                }
                checked => checked?,
            },
        }
        Ok(warnings)
    }

    fn check_unique_ids(&self) -> Result<(), ProfileError> {
        self.objects().iter().filter(|object| object.id.is_account_template()).try_for_each(|object| {
            let path = ObjectPath::within(object.id, ObjectId::UNIQUE_ID);
            at_most(path, object.as_template().and_then(Template::unique_id), 32)
        })
    }

    fn check_category(&self) -> Result<(), ProfileError> {
        match self.merchant_category() {
            Some(text) if text.len() != 4 || !text.bytes().all(|byte| byte.is_ascii_digit()) => {
                let path = ObjectId::MERCHANT_CATEGORY.into();
                Err(ProfileError::BadValue { path, expected: "four digits" })
            }
            _ => Ok(()),
        }
    }

    fn check_currency(&self, scheme: Option<Scheme>) -> Result<(), ProfileError> {
        let currency = self.currency()?.ok_or(missing(ObjectId::CURRENCY))?;
        match scheme.and_then(|scheme| Some((scheme, scheme.info()?.currencies))) {
            Some((scheme, allowed)) if !allowed.is_empty() && !allowed.contains(&currency) => {
                Err(ProfileError::Currency { scheme, currency })
            }
            _ => Ok(()),
        }
    }

    /// The amount has no more decimals than the currency.
    fn check_amount(&self) -> Result<(), ProfileError> {
        let Some(amount) = self.amount().map_err(amount_error)? else { return Ok(()) };
        match self.currency()?.and_then(crate::CurrencyCode::exponent) {
            Some(exponent) => amount.minor(exponent).map(drop).map_err(amount_error),
            None => Ok(()),
        }
    }

    /// LAO QR pays whole kip; some programs write them with two zeros behind.
    fn check_lao_qr(&self) -> Result<(), ProfileError> {
        self.lao_qr()?;
        self.check_amount()?;
        match self.amount().map_err(amount_error)? {
            Some(amount) if !amount.is_whole() => Err(amount_error(AmountError::NotWhole)),
            _ => Ok(()),
        }
    }

    fn departures(&self) -> Vec<Warning> {
        let mandatory = [
            ObjectId::MERCHANT_CATEGORY,
            ObjectId::COUNTRY,
            ObjectId::MERCHANT_NAME,
            ObjectId::MERCHANT_CITY,
        ];
        let is_empty = |id: &ObjectId| self.text(*id).is_none_or(str::is_empty);
        let mut warnings: Vec<Warning> =
            mandatory.into_iter().filter(is_empty).map(Warning::Missing).collect();
        let root =
            [(ObjectId::MERCHANT_NAME, 25), (ObjectId::MERCHANT_CITY, 15), (ObjectId::POSTAL_CODE, 10)];
        for (id, max) in root {
            if at_most(id.into(), self.text(id), max).is_err() {
                warnings.push(Warning::TooLong(id.into()));
            }
        }
        for label in self.template(ObjectId::ADDITIONAL).into_iter().flat_map(Template::objects) {
            let path = ObjectPath::within(ObjectId::ADDITIONAL, label.id);
            if (1..=8).contains(&label.id.number()) && at_most(path, label.as_text(), 25).is_err() {
                warnings.push(Warning::TooLong(path));
            }
        }
        if self.encode().chars().count() > MAX_WRITTEN_CHARACTERS {
            warnings.push(Warning::PayloadTooLong);
        }
        warnings
    }
}

pub(super) fn missing(id: ObjectId) -> ProfileError {
    ProfileError::Missing { path: id.into() }
}

pub(super) fn amount_error(source: AmountError) -> ProfileError {
    ProfileError::Amount { path: ObjectId::AMOUNT.into(), source }
}

pub(super) fn at_most(path: ObjectPath, text: Option<&str>, max: usize) -> Result<(), ProfileError> {
    match text.map_or(0, |text| text.chars().count()) {
        length if length > max => Err(ProfileError::TooLong { path, length, max }),
        _ => Ok(()),
    }
}
