//! DLak's own account template (ADR 0005): one of 26 to 51 with the unique ID `la.dlak`.
//!
//! | object | | format |
//! | --- | --- | --- |
//! | 00 | unique ID | `la.dlak`, compared without regard to case |
//! | 01 | the payee's account | 26 characters of Crockford's base32, upper case |
//! | 02 | the payment request | as 01; only in a dynamic code |
//! | 03 | until when it may be paid | UTC seconds since 1970, decimal; only in a dynamic code |
//!
//! A **static** code (01 = 11) names the account and perhaps an amount. A **dynamic** one (01 = 12) names one request
//! of the payee and its amount. The template is written at 26 and read at any tag. Others than these objects in it are
//! ignored, so that later versions can add some. Two such templates in one code name two payees: it is refused.

use crate::{
    additional::{AdditionalData, LocalName},
    amount::QrAmount,
    builder::PayloadBuilder,
    currency::CurrencyCode,
    error::{BuildError, ProfileError},
    object::{Object, ObjectId, ObjectPath, Template},
    payload::{Initiation, Payload},
    scheme::{
        LaoQr, Scheme,
        profile::{amount_error, missing},
    },
};

/// The unique ID of DLak's account template.
pub const DLAK_UNIQUE_ID: &str = "la.dlak";
/// What stands in 59 or 60 of a DLak code whose payee gave no ASCII name or city.
pub const NO_NAME: &str = "N/A";

const TAG: ObjectId = ObjectId::of(26);
const ACCOUNT: ObjectId = ObjectId::of(1);
const REQUEST: ObjectId = ObjectId::of(2);
const EXPIRES: ObjectId = ObjectId::of(3);

const REFERENCE_FORM: &str = "26 characters of Crockford's base32 in upper case";
const SECONDS_FORM: &str = "a time in seconds since 1970, decimal without leading zeros";

/// Who is paid by a DLak code, and for what. Its strings have the form of the template's table, no more is known of
/// them here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DlakAccount {
    /// The payee's account.
    pub account: String,
    /// The payment request that is answered; none in a static code.
    pub request: Option<String>,
    /// Until when it may be paid: UTC seconds since 1970.
    pub expires_at: Option<u64>,
}

impl DlakAccount {
    fn from_template(tag: ObjectId, template: &Template) -> Result<Self, ProfileError> {
        let reference = |id: ObjectId| {
            let expected = REFERENCE_FORM;
            let bad = ProfileError::BadValue { path: ObjectPath::within(tag, id), expected };
            template.text(id).map(|text| reference(text).ok_or(bad)).transpose()
        };
        let bad_time =
            ProfileError::BadValue { path: ObjectPath::within(tag, EXPIRES), expected: SECONDS_FORM };
        Ok(Self {
            account: reference(ACCOUNT)?
                .ok_or(ProfileError::Missing { path: ObjectPath::within(tag, ACCOUNT) })?,
            request: reference(REQUEST)?,
            expires_at: template.text(EXPIRES).map(|text| seconds(text).ok_or(bad_time)).transpose()?,
        })
    }
}

/// A text of the form of accounts and requests. One spelling only: an account must not look like two.
fn reference(text: &str) -> Option<String> {
    let fits = text.len() == 26
        && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'A'..=b'H' | b'J' | b'K' | b'M' | b'N' | b'P'..=b'T' | b'V'..=b'Z'));
    fits.then(|| text.to_owned())
}

fn seconds(text: &str) -> Option<u64> {
    let seconds: u64 = text.parse().ok()?;
    // `parse` would also take a sign and leading zeros.
    (seconds.to_string() == text).then_some(seconds)
}

impl Payload {
    /// The payee of a DLak code. None if the code has no such account; an error if it has one that can't be used, or
    /// two.
    pub fn dlak(&self) -> Result<Option<DlakAccount>, ProfileError> {
        let mut accounts = self.accounts_of(Scheme::Dlak);
        let Some((tag, template)) = accounts.next() else { return Ok(None) };
        if let Some((second, _)) = accounts.next() {
            return Err(ProfileError::TwoPayees { first: tag, second });
        }
        DlakAccount::from_template(tag, template).map(Some)
    }
}

/// The rules of ADR 0005.
pub(super) fn check(payload: &Payload, now_ms: u64) -> Result<(), ProfileError> {
    let Some(account) = payload.dlak()? else { return Ok(()) };
    let tag = payload.accounts_of(Scheme::Dlak).next().map_or(TAG, |(tag, _)| tag);
    let amount = payload.amount().map_err(amount_error)?;
    if let Some(amount) = &amount {
        amount.minor(2).map_err(amount_error)?;
    }
    // The bank settles the amount of 54 and no other, so a fee on top would be promised to the payee and not paid.
    for id in [ObjectId::FEE_FIXED, ObjectId::FEE_PERCENT] {
        if payload.get(id).is_some() {
            return Err(ProfileError::NotAllowed { path: id.into(), because: "in a DLak code" });
        }
    }
    match payload.initiation() {
        Some(Initiation::Static) => {
            for (id, is_there) in
                [(REQUEST, account.request.is_some()), (EXPIRES, account.expires_at.is_some())]
            {
                if is_there {
                    let path = ObjectPath::within(tag, id);
                    return Err(ProfileError::NotAllowed { path, because: "in a static code" });
                }
            }
        }
        Some(Initiation::Dynamic) => {
            if account.request.is_none() {
                return Err(ProfileError::Missing { path: ObjectPath::within(tag, REQUEST) });
            }
            if amount.is_none() {
                return Err(missing(ObjectId::AMOUNT));
            }
        }
        _ => {
            let path = ObjectId::INITIATION.into();
            return Err(ProfileError::BadValue { path, expected: "11 or 12" });
        }
    }
    match account.expires_at {
        Some(expires_at) if expires_at <= now_ms / 1000 => {
            Err(ProfileError::Expired { scheme: Scheme::Dlak })
        }
        _ => Ok(()),
    }
}

/// A DLak code to be written: static without `request`, dynamic with it.
///
/// ```
/// use payment_qr::{DlakCode, LocalName};
///
/// let till = DlakCode {
///     account: "0123456789ABCDEFGHJKMNPQRS".into(),
///     merchant_name: "HAN KAFE".into(),
///     merchant_city: "Vientiane".into(),
///     local_name: Some(LocalName::lao("ຮ້ານກາເຟ", Some("ວຽງຈັນ".into()))),
///     mcc: "5814".into(),
///     amount: Some(1_500_000), // att: 15,000 kip
///     request: Some("ZYXWVTSRQPNMKJHGFEDCBA9876".into()),
///     expires_at: Some(1_800_000_000),
///     ..DlakCode::default()
/// };
/// let payload = till.to_payload()?;
/// assert_eq!(payload.amount_minor(2)?, Some(1_500_000));
/// assert_eq!(payload.shown_name("lo").as_deref(), Some("ຮ້ານກາເຟ"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DlakCode {
    /// The payee's account.
    pub account: String,
    /// Printable ASCII, at most 25 characters. Empty: [`NO_NAME`] is written, and the payer sees the name that the bank
    /// knows.
    pub merchant_name: String,
    /// Printable ASCII, at most 15 characters. Empty: [`NO_NAME`] is written.
    pub merchant_city: String,
    /// The name in Lao or another language.
    pub local_name: Option<LocalName>,
    /// Merchant category, four digits of ISO 18245. Empty: `0000`, none.
    pub mcc: String,
    /// In att (1 kip = 100 att). None: the payer types it. A dynamic code needs one.
    pub amount: Option<u64>,
    /// The payment request.
    pub request: Option<String>,
    /// Until when it may be paid: UTC seconds since 1970. Only beside a request.
    pub expires_at: Option<u64>,
    /// Bill number, terminal and the like.
    pub additional: AdditionalData,
    /// The merchant's LAO QR account beside it, so that one label serves every app.
    pub lao_qr: Option<LaoQr>,
}

impl DlakCode {
    /// The payload of this code.
    pub fn to_payload(&self) -> Result<Payload, BuildError> {
        let initiation = if self.request.is_some() { Initiation::Dynamic } else { Initiation::Static };
        let or = |text: &str, other: &'static str| {
            if text.is_empty() { other.to_owned() } else { text.to_owned() }
        };
        let mut builder = PayloadBuilder::new(initiation)
            .account_template(TAG, self.template()?)
            .merchant(
                &or(&self.mcc, "0000"),
                &or(&self.merchant_name, NO_NAME),
                &or(&self.merchant_city, NO_NAME),
                "LA",
            )
            .currency(CurrencyCode::LAK)
            .additional(&self.additional);
        match self.amount {
            Some(att) => builder = builder.amount(&QrAmount::from_minor(att, 2)?),
            None if self.request.is_some() => return Err(BuildError::Missing { id: ObjectId::AMOUNT }),
            None => {}
        }
        if let Some(name) = &self.local_name {
            builder = builder.local_name(name);
        }
        if let Some(receiver) = &self.lao_qr {
            builder = builder.lao_qr(receiver);
        }
        builder.build()
    }

    fn template(&self) -> Result<Template, BuildError> {
        let path = |id| ObjectPath::within(TAG, id);
        let written = |id: ObjectId, text: &str| {
            reference(text)
                .map(|text| Object::text(id, text))
                .ok_or(BuildError::BadValue { path: path(id), expected: REFERENCE_FORM })
        };
        let mut objects = vec![written(ACCOUNT, &self.account)?];
        if let Some(request) = &self.request {
            objects.push(written(REQUEST, request)?);
        }
        if let Some(expires_at) = self.expires_at {
            if self.request.is_none() {
                let expected = "for a static code: only a request expires";
                return Err(BuildError::BadValue { path: path(EXPIRES), expected });
            }
            objects.push(Object::text(EXPIRES, expires_at.to_string()));
        }
        Ok(Template::of_network(DLAK_UNIQUE_ID, objects))
    }
}
