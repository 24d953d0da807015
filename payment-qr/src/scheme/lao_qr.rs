//! LAO QR, the label in every shop of Laos: account template 38.
//!
//! 00 application ID, 01 issuer (IIN: the bank's number and 0418), 02 payment type, 03 receiver ID. No public text of the
//! national standard was found; this is what the codes of several banks agree on. A personal code carries only 00, 01,
//! 38, 53, 58 and 63.

use crate::{
    builder::PayloadBuilder,
    error::{BuildError, ProfileError},
    object::{Object, ObjectId, ObjectPath, Template},
    payload::Payload,
    scheme::Scheme,
};

/// The application ID of LAO QR, 38.00.
pub const LAO_QR_APPLICATION_ID: &str = "A005266284662577";

const TAG: ObjectId = ObjectId::of(38);
const ISSUER: ObjectId = ObjectId::of(1);
const PAYMENT_TYPE: ObjectId = ObjectId::of(2);
const RECEIVER: ObjectId = ObjectId::of(3);

/// Who is paid by a LAO QR.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaoQr {
    /// 01: the receiver's bank, eight digits; [`issuer_name`] knows some.
    pub issuer: String,
    /// 02.
    pub payment_type: PaymentType,
    /// 03: the receiver as his bank knows him. Opaque.
    pub receiver: String,
}

/// What sort of receiver it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaymentType {
    /// 001: a person or an account.
    Person,
    /// 002: a merchant.
    Merchant,
    /// Three other digits: more may come, and are kept.
    Other(String),
}

impl PaymentType {
    /// The three digits.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Person => "001",
            Self::Merchant => "002",
            Self::Other(digits) => digits,
        }
    }
}

impl LaoQr {
    /// The receiver's bank, if it is known.
    pub fn issuer_name(&self) -> Option<&'static str> {
        issuer_name(&self.issuer)
    }

    fn from_template(template: &Template) -> Result<Self, ProfileError> {
        let field = |id, expected, fits: fn(&str) -> bool| {
            let path = ObjectPath::within(TAG, id);
            let text = template.text(id).ok_or(ProfileError::Missing { path })?;
            if fits(text) { Ok(text) } else { Err(ProfileError::BadValue { path, expected }) }
        };
        let issuer = field(ISSUER, "an issuer's eight digits", |text| digits(text, 8))?;
        let payment_type = field(PAYMENT_TYPE, "a payment type's three digits", |text| digits(text, 3))?;
        let receiver = field(RECEIVER, "a receiver: printable ASCII without blanks", |text| {
            !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
        })?;
        Ok(Self {
            issuer: issuer.to_owned(),
            payment_type: match payment_type {
                "001" => PaymentType::Person,
                "002" => PaymentType::Merchant,
                other => PaymentType::Other(other.to_owned()),
            },
            receiver: receiver.to_owned(),
        })
    }
}

impl Payload {
    /// The receiver of a LAO QR. None if the code has no such account; an error if it has one that can't be used.
    pub fn lao_qr(&self) -> Result<Option<LaoQr>, ProfileError> {
        self.accounts_of(Scheme::LaoQr).next().map(|(_, template)| LaoQr::from_template(template)).transpose()
    }
}

impl PayloadBuilder {
    /// A LAO QR account, template 38. What could not be read as one is not written.
    pub fn lao_qr(self, receiver: &LaoQr) -> Self {
        let template = Template::of_network(
            LAO_QR_APPLICATION_ID,
            [
                Object::text(ISSUER, &receiver.issuer),
                Object::text(PAYMENT_TYPE, receiver.payment_type.as_str()),
                Object::text(RECEIVER, &receiver.receiver),
            ],
        );
        match LaoQr::from_template(&template) {
            Err(ProfileError::BadValue { path, expected }) => {
                self.check(false, BuildError::BadValue { path, expected })
            }
            _ => self.account_template(TAG, template),
        }
    }
}

fn digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Issuers by their number, as seen in codes.
const ISSUERS: &[(&str, &str)] = &[
    ("00000418", "LAPNet"),
    ("27710418", "BCEL"),
    ("29110418", "PSVB / MB"),
    ("32170418", "JDB"),
    ("37160418", "BFL"),
    ("70020418", "APB"),
    ("70030418", "LDB"),
    ("70040418", "MJBL"),
    ("70050418", "LVB"),
    ("70070418", "ICBC"),
    ("70080418", "ACLEDA"),
    ("70100418", "BOC"),
    ("70110418", "BIC"),
    ("70120418", "VietinBank"),
    ("70130418", "Sacombank"),
    ("70140418", "Indochina Bank"),
    ("70150418", "ST Bank"),
    ("70170418", "KBank"),
];

/// The bank with this issuer number.
pub fn issuer_name(issuer: &str) -> Option<&'static str> {
    ISSUERS.iter().find(|(number, _)| *number == issuer).map(|(_, name)| *name)
}
