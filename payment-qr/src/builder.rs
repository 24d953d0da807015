//! Writing payloads by the standard: ascending IDs with 63 last, no empty objects, ASCII where the standard has "ans",
//! upper-case checksum.

use std::collections::BTreeMap;

use crate::{
    additional::{AdditionalData, LocalName, check_text},
    amount::{QrAmount, Tip},
    currency::CurrencyCode,
    error::BuildError,
    object::{Object, ObjectId, ObjectPath, Template},
    payload::{Initiation, MAX_WRITTEN_CHARACTERS, Payload},
};

/// Puts a payload together. What is wrong comes out of [`build`](Self::build), the first mistake first.
///
/// ```
/// use payment_qr::{CurrencyCode, Initiation, LaoQr, Payload, PayloadBuilder, PaymentType, QrAmount};
///
/// let code = PayloadBuilder::new(Initiation::Dynamic)
///     .lao_qr(&LaoQr {
///         issuer: "27710418".into(),
///         payment_type: PaymentType::Merchant,
///         receiver: "TESTMERCHANT0001".into(),
///     })
///     .merchant("5411", "LAO STORE", "Vientiane", "LA")
///     .currency(CurrencyCode::LAK)
///     .amount(&QrAmount::from_minor(1_500_000, 2)?)
///     .build()?;
/// assert_eq!(Payload::parse(&code.to_string())?, code);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct PayloadBuilder {
    objects: BTreeMap<ObjectId, Object>,
    failed: Option<BuildError>,
}

impl PayloadBuilder {
    /// A code that is shown again and again, or one for one payment; with [`Initiation::Other`] object 01 is left out.
    pub fn new(initiation: Initiation) -> Self {
        let builder =
            Self { objects: BTreeMap::new(), failed: None }.put(Object::text(ObjectId::FORMAT, "01"));
        match initiation {
            Initiation::Static => builder.put(Object::text(ObjectId::INITIATION, "11")),
            Initiation::Dynamic => builder.put(Object::text(ObjectId::INITIATION, "12")),
            Initiation::Other => builder,
        }
    }

    /// An account of a card network, 02 to 25.
    pub fn account(self, id: ObjectId, value: &str) -> Self {
        let place = id.is_account() && !id.is_account_template();
        self.check(place, BuildError::WrongPlace { id, expected: "an account without template, 02 to 25" })
            .ascii(id, value, 99)
    }

    /// An account of another network, 26 to 51. Its template needs a unique ID in 00.
    pub fn account_template(self, id: ObjectId, template: Template) -> Self {
        self.check(
            id.is_account_template(),
            BuildError::WrongPlace { id, expected: "an account template, 26 to 51" },
        )
        .network_template(id, template)
    }

    /// Objects 52, 59, 60 and 58: merchant category (ISO 18245, `0000` for none), name and city in ASCII, country
    /// (ISO 3166-1).
    pub fn merchant(self, category: &str, name: &str, city: &str, country: &str) -> Self {
        let bad = |id: ObjectId, expected| BuildError::BadValue { path: id.into(), expected };
        let digits = category.len() == 4 && category.bytes().all(|byte| byte.is_ascii_digit());
        let letters = country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase());
        self.check(digits, bad(ObjectId::MERCHANT_CATEGORY, "four digits"))
            .check(letters, bad(ObjectId::COUNTRY, "a country's two upper-case letters"))
            .put(Object::text(ObjectId::MERCHANT_CATEGORY, category))
            .ascii(ObjectId::MERCHANT_NAME, name, 25)
            .ascii(ObjectId::MERCHANT_CITY, city, 15)
            .put(Object::text(ObjectId::COUNTRY, country))
    }

    /// Object 53.
    pub fn currency(self, currency: CurrencyCode) -> Self {
        self.put(Object::text(ObjectId::CURRENCY, format!("{:03}", currency.number())))
    }

    /// Object 54.
    pub fn amount(self, amount: &QrAmount) -> Self {
        self.put(Object::text(ObjectId::AMOUNT, amount.as_str()))
    }

    /// Objects 55 to 57.
    pub fn tip(self, tip: &Tip) -> Self {
        match tip {
            Tip::Ask => self.put(Object::text(ObjectId::TIP, "01")),
            Tip::Fixed(fee) => self
                .put(Object::text(ObjectId::TIP, "02"))
                .put(Object::text(ObjectId::FEE_FIXED, fee.as_str())),
            Tip::Percentage(percentage) => self
                .put(Object::text(ObjectId::TIP, "03"))
                .put(Object::text(ObjectId::FEE_PERCENT, percentage.to_string())),
        }
    }

    /// Object 61.
    pub fn postal_code(self, postal_code: &str) -> Self {
        self.ascii(ObjectId::POSTAL_CODE, postal_code, 10)
    }

    /// Object 62; left out if there is nothing in it.
    pub fn additional(self, data: &AdditionalData) -> Self {
        if data.is_empty() {
            return self;
        }
        match data.to_template() {
            Ok(template) => self.put(Object::template(ObjectId::ADDITIONAL, template)),
            Err(error) => self.check(false, error),
        }
    }

    /// Object 64: the name in another language.
    pub fn local_name(self, name: &LocalName) -> Self {
        match name.to_template() {
            Ok(template) => self.put(Object::template(ObjectId::LANGUAGE, template)),
            Err(error) => self.check(false, error),
        }
    }

    /// A template of one's own, 80 to 99. It needs a unique ID in 00.
    pub fn unreserved(self, id: ObjectId, template: Template) -> Self {
        self.check(
            id.is_unreserved(),
            BuildError::WrongPlace { id, expected: "an unreserved template, 80 to 99" },
        )
        .network_template(id, template)
    }

    /// The payload, with its checksum.
    pub fn build(self) -> Result<Payload, BuildError> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        if !self.objects.keys().any(|id| id.is_account()) {
            return Err(BuildError::NoAccount);
        }
        let mandatory = [
            ObjectId::MERCHANT_CATEGORY,
            ObjectId::CURRENCY,
            ObjectId::COUNTRY,
            ObjectId::MERCHANT_NAME,
            ObjectId::MERCHANT_CITY,
        ];
        if let Some(&id) = mandatory.iter().find(|id| !self.objects.contains_key(id)) {
            return Err(BuildError::Missing { id });
        }
        let payload = Payload::from_objects(self.objects.into_values())?;
        match payload.to_string().chars().count() {
            ..=MAX_WRITTEN_CHARACTERS => Ok(payload),
            length => Err(BuildError::PayloadTooLong { length }),
        }
    }

    fn network_template(self, id: ObjectId, template: Template) -> Self {
        let path = ObjectPath::within(id, ObjectId::UNIQUE_ID);
        let owner = template.unique_id().unwrap_or_default();
        let checked = check_text(path, owner, 32);
        let first = template.objects().first().is_some_and(|object| object.id == ObjectId::UNIQUE_ID);
        let sound =
            self.check(first, BuildError::BadValue { path, expected: "the first object of its template" });
        match checked {
            Ok(()) => sound.put(Object::template(id, template)),
            Err(error) => sound.check(false, error),
        }
    }

    fn ascii(self, id: ObjectId, value: &str, max: usize) -> Self {
        let printable = value.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        let expected = "printable ASCII; other scripts go to the local name, object 64";
        let builder = self.check(printable, BuildError::BadValue { path: id.into(), expected });
        match check_text(id.into(), value, max) {
            Ok(()) => builder.put(Object::text(id, value)),
            Err(error) => builder.check(false, error),
        }
    }

    /// Keeps the first mistake.
    pub(crate) fn check(mut self, holds: bool, error: BuildError) -> Self {
        if !holds && self.failed.is_none() {
            self.failed = Some(error);
        }
        self
    }

    /// An object given twice is an error: the second of two payees must not silently win.
    pub(crate) fn put(mut self, object: Object) -> Self {
        let id = object.id;
        let free = self.objects.insert(id, object).is_none();
        self.check(free, BuildError::WrongPlace { id, expected: "free: it was given before" })
    }
}
