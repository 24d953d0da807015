//! KHQR (Bakong, National Bank of Cambodia): 29 a person's account, 30 a merchant's; 99 when it was made and until when
//! it may be paid. Riel have no decimals there, dollars two. 15 (UnionPay) only beside riel.

use crate::{
    currency::CurrencyCode,
    error::ProfileError,
    object::{ObjectId, ObjectPath, Template},
    payload::{Initiation, Payload},
    scheme::{
        Scheme,
        profile::{amount_error, at_most, missing},
    },
};

const TIMES: ObjectId = ObjectId::of(99);
const CREATED: ObjectId = ObjectId::of(0);
const EXPIRES: ObjectId = ObjectId::of(1);

/// Who is paid by a KHQR.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KhqrAccount {
    /// 00: `name@bank`.
    pub account: String,
    /// 30.01: the merchant's ID; 29.01: account information.
    pub detail: Option<String>,
    /// 02: the bank.
    pub bank: Option<String>,
    /// Whether it is a merchant's account (30) or a person's (29).
    pub is_merchant: bool,
}

impl Payload {
    /// The receiver of a KHQR; the merchant's, if the code has one of each.
    pub fn khqr(&self) -> Option<KhqrAccount> {
        self.accounts_of(Scheme::Khqr).max_by_key(|(id, _)| *id).map(|(id, template)| KhqrAccount {
            account: template.unique_id().unwrap_or_default().to_owned(),
            detail: template.text(ObjectId::of(1)).map(str::to_owned),
            bank: template.text(ObjectId::of(2)).map(str::to_owned),
            is_merchant: id.number() == 30,
        })
    }
}

/// The rules of the Bakong KHQR guideline.
pub(super) fn check(payload: &Payload, now_ms: u64) -> Result<(), ProfileError> {
    for (id, template) in payload.accounts_of(Scheme::Khqr) {
        for inner in template.objects().iter().filter(|inner| inner.id.number() <= 2) {
            at_most(ObjectPath::within(id, inner.id), inner.as_text(), 32)?;
        }
    }
    for (id, max) in [(ObjectId::MERCHANT_NAME, 25), (ObjectId::MERCHANT_CITY, 15)] {
        let text = payload.text(id).filter(|text| !text.is_empty()).ok_or(missing(id))?;
        at_most(id.into(), Some(text), max)?;
    }
    let is_riel = payload.currency()? == Some(CurrencyCode::KHR);
    if payload.get(ObjectId::UNION_PAY).is_some() && !is_riel {
        let path = ObjectId::UNION_PAY.into();
        return Err(ProfileError::NotAllowed { path, because: "in a KHQR that is not in riel" });
    }
    let amount = payload.amount().map_err(amount_error)?;
    match (payload.initiation(), amount) {
        (Some(Initiation::Dynamic), None) => return Err(missing(ObjectId::AMOUNT)),
        (Some(Initiation::Static), Some(_)) => {
            let path = ObjectId::AMOUNT.into();
            return Err(ProfileError::NotAllowed { path, because: "in a static KHQR" });
        }
        (Some(Initiation::Other), _) => {
            let path = ObjectId::INITIATION.into();
            return Err(ProfileError::BadValue { path, expected: "11 or 12" });
        }
        (_, Some(amount)) if is_riel && !amount.is_whole() => {
            return Err(amount_error(crate::amount::AmountError::NotWhole));
        }
        _ => {}
    }
    check_times(payload, now_ms)
}

/// Older programs write only the time of making into 99, so a dynamic code needs 99 but may do without 99.01.
fn check_times(payload: &Payload, now_ms: u64) -> Result<(), ProfileError> {
    let is_dynamic = payload.initiation() == Some(Initiation::Dynamic);
    let Some(object) = payload.get(TIMES) else {
        return if is_dynamic { Err(missing(TIMES)) } else { Ok(()) };
    };
    let expected = "a time of 13 digits, in milliseconds since 1970";
    let bad = |id| ProfileError::BadValue { path: ObjectPath::within(TIMES, id), expected };
    let times = object.as_template().ok_or(bad(CREATED))?;
    let time = |id: ObjectId| time_ms(times, id).map_err(|()| bad(id));
    time(CREATED)?;
    match time(EXPIRES)? {
        Some(expires) if expires <= now_ms => Err(ProfileError::Expired { scheme: Scheme::Khqr }),
        _ => Ok(()),
    }
}

fn time_ms(times: &Template, id: ObjectId) -> Result<Option<u64>, ()> {
    let Some(text) = times.text(id) else { return Ok(None) };
    if text.len() != 13 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(());
    }
    text.parse().map(Some).map_err(|_| ())
}
