//! A whole payload: from text to objects and back.
//!
//! Invariants of a [`Payload`], which only [`Payload::parse`] and the builders (which parse what they wrote) make:
//! object 00 is first; no ID appears twice on one level; the checksum was right. And `parse(text).to_string() == text`,
//! byte for byte, for every text that parses. Values are *not* checked here: `currency()`, `amount()` and `check()` do.
//!
//! Order of checks, so that each broken code has one answer: size, is it a code at all, do the objects fit, is 00
//! first, does any ID repeat, is 63 there, last, four hexadecimal digits, right.

use std::{
    fmt::{self, Write as _},
    str::FromStr,
};

use crate::{
    additional::{AdditionalData, LocalName},
    amount::{AmountError, Percentage, QrAmount, Tip},
    crc::crc16,
    currency::CurrencyCode,
    display::displayable,
    error::{BuildError, ParseError, ProfileError},
    object::{HEADER, LengthUnit, Object, ObjectId, ObjectPath, RawObject, Template, Value, Walk},
};

/// The largest text that is read, in bytes. The standard allows 512 characters; the longest seen in the streets has 433.
pub const MAX_BYTES: usize = 4096;
/// The longest payload that is written, in characters (EMVCo merchant-presented mode, section 3.1).
pub const MAX_WRITTEN_CHARACTERS: usize = 512;

/// A sound payment QR payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payload {
    /// All but 63, in their order.
    objects: Vec<Object>,
    /// As it was read: some programs write it in lower case.
    crc: String,
    unit: LengthUnit,
}

/// Object 01: whether the code is shown again and again or made for one payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Initiation {
    /// 11: shown again and again.
    Static,
    /// 12: made for one payment.
    Dynamic,
    /// Another value.
    Other,
}

impl Payload {
    /// Reads a payload. Lengths count characters, as the standard says.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        Self::parse_in(text, LengthUnit::Characters)
    }

    /// Reads a payload as [`parse`](Self::parse) does; if its objects don't fit, reads it once more with lengths that
    /// count UTF-8 bytes, as some shops' programs write them. [`length_unit`](Self::length_unit) says which it was. The
    /// error is that of the standard's reading.
    pub fn parse_allowing_byte_lengths(text: &str) -> Result<Self, ParseError> {
        Self::parse(text).or_else(|error| {
            if text.is_ascii() {
                return Err(error); // both readings are the same
            }
            Self::parse_in(text, LengthUnit::Bytes).map_err(|_| error)
        })
    }

    fn parse_in(text: &str, unit: LengthUnit) -> Result<Self, ParseError> {
        if text.len() > MAX_BYTES {
            return Err(ParseError::TooLarge { bytes: text.len() });
        }
        // Every object begins with a digit, so an ASCII character that is none starts a link or a text. What else may
        // come first is taken for a damaged code.
        if text.bytes().next().is_none_or(|first| first.is_ascii() && !first.is_ascii_digit()) {
            return Err(ParseError::NotEmv);
        }
        let raw: Vec<RawObject<'_>> = Walk::new(text, unit).collect::<Result<_, _>>()?;
        check_format(&raw)?;
        let objects = read_objects(&raw, unit)?;
        let crc = check_crc(text, &raw)?;
        Ok(Self { objects, crc: crc.to_owned(), unit })
    }

    /// Puts a payload together from objects in this order, for what the [builder](crate::PayloadBuilder) has no word
    /// for. 00 must be the first; 63 is made, not given.
    pub fn from_objects(objects: impl IntoIterator<Item = Object>) -> Result<Self, BuildError> {
        let unit = LengthUnit::Characters;
        let mut text = String::new();
        for object in objects {
            check_lengths(&object)?;
            if object.id == ObjectId::CRC {
                return Err(BuildError::WrongPlace {
                    id: object.id,
                    expected: "given: the checksum is made",
                });
            }
            object.write(unit, &mut text);
        }
        text.push_str("6304");
        let crc = crc16(text.as_bytes());
        let _ = write!(text, "{crc:04X}"); // writing to a String can't fail
        Ok(Self::parse(&text)?)
    }

    /// What the payload's lengths count.
    pub const fn length_unit(&self) -> LengthUnit {
        self.unit
    }

    /// All objects but 63, in their order.
    pub fn objects(&self) -> &[Object] {
        &self.objects
    }

    /// The object with this ID.
    pub fn get(&self, id: ObjectId) -> Option<&Object> {
        self.objects.iter().find(|object| object.id == id)
    }

    /// The text with this ID.
    pub fn text(&self, id: ObjectId) -> Option<&str> {
        self.get(id)?.as_text()
    }

    /// The template with this ID.
    pub fn template(&self, id: ObjectId) -> Option<&Template> {
        self.get(id)?.as_template()
    }

    /// Object 63 as it was read, four hexadecimal digits.
    pub fn crc(&self) -> &str {
        &self.crc
    }

    /// Object 00: the version of the format, "01" but for DuitNow's "02".
    pub fn format(&self) -> &str {
        self.text(ObjectId::FORMAT).unwrap_or_default()
    }

    /// Object 01.
    pub fn initiation(&self) -> Option<Initiation> {
        Some(match self.text(ObjectId::INITIATION)? {
            "11" => Initiation::Static,
            "12" => Initiation::Dynamic,
            _ => Initiation::Other,
        })
    }

    /// Object 52: four digits of ISO 18245, "0000" for none. Not checked.
    pub fn merchant_category(&self) -> Option<&str> {
        self.text(ObjectId::MERCHANT_CATEGORY)
    }

    /// Object 53.
    pub fn currency(&self) -> Result<Option<CurrencyCode>, ProfileError> {
        self.text(ObjectId::CURRENCY)
            .map(|text| {
                CurrencyCode::parse(text).ok_or(ProfileError::BadValue {
                    path: ObjectId::CURRENCY.into(),
                    expected: "a currency's three digits",
                })
            })
            .transpose()
    }

    /// Object 54. None: the payer types the amount.
    pub fn amount(&self) -> Result<Option<QrAmount>, AmountError> {
        self.text(ObjectId::AMOUNT).map(QrAmount::parse).transpose()
    }

    /// Object 54 in minor units of a currency with `exponent` decimals (kip: 2, so att).
    pub fn amount_minor(&self, exponent: u8) -> Result<Option<u64>, AmountError> {
        self.amount()?.map(|amount| amount.minor(exponent)).transpose()
    }

    /// Objects 55 to 57. A fee without the announcement of it in 55, or the other way round, is an error.
    pub fn tip(&self) -> Result<Option<Tip>, ProfileError> {
        let announced = self.text(ObjectId::TIP);
        for (id, needs) in [(ObjectId::FEE_FIXED, "02"), (ObjectId::FEE_PERCENT, "03")] {
            if self.get(id).is_some() && announced != Some(needs) {
                return Err(ProfileError::NotAllowed {
                    path: id.into(),
                    because: "as object 55 does not announce it",
                });
            }
        }
        let fee = |id: ObjectId| self.text(id).ok_or(ProfileError::Missing { path: id.into() });
        match announced {
            None => Ok(None),
            Some("01") => Ok(Some(Tip::Ask)),
            Some("02") => QrAmount::parse(fee(ObjectId::FEE_FIXED)?)
                .map(|fee| Some(Tip::Fixed(fee)))
                .map_err(|source| ProfileError::Amount { path: ObjectId::FEE_FIXED.into(), source }),
            Some("03") => match Percentage::parse(fee(ObjectId::FEE_PERCENT)?) {
                Some(percentage) => Ok(Some(Tip::Percentage(percentage))),
                None => Err(ProfileError::BadValue {
                    path: ObjectId::FEE_PERCENT.into(),
                    expected: "a percentage from 00.01 to 99.99",
                }),
            },
            Some(_) => Err(ProfileError::BadValue { path: ObjectId::TIP.into(), expected: "01, 02 or 03" }),
        }
    }

    /// Object 58: ISO 3166-1, two letters. Not checked.
    pub fn country(&self) -> Option<&str> {
        self.text(ObjectId::COUNTRY)
    }

    /// Object 59 as it stands there; [`shown_name`](Self::shown_name) is for screens.
    pub fn merchant_name(&self) -> Option<&str> {
        self.text(ObjectId::MERCHANT_NAME)
    }

    /// Object 60 as it stands there; [`shown_city`](Self::shown_city) is for screens.
    pub fn merchant_city(&self) -> Option<&str> {
        self.text(ObjectId::MERCHANT_CITY)
    }

    /// Object 61.
    pub fn postal_code(&self) -> Option<&str> {
        self.text(ObjectId::POSTAL_CODE)
    }

    /// Object 62. None if it is not there or no template.
    pub fn additional(&self) -> Option<AdditionalData> {
        self.template(ObjectId::ADDITIONAL).map(AdditionalData::from)
    }

    /// Object 64. None if it is not there or has no language or name.
    pub fn local_name(&self) -> Option<LocalName> {
        self.template(ObjectId::LANGUAGE).and_then(LocalName::from_template)
    }

    /// The merchant's name for a screen in `language` (`lo`, `lo-LA`): that of 64 if it is in this language, else that
    /// of 59; without [marks that could mislead](displayable). It is the payee's word: show the name that the bank
    /// knows wherever there is one.
    pub fn shown_name(&self, language: &str) -> Option<String> {
        let local = self.local_name().filter(|local| local.is_in(language)).map(|local| local.merchant_name);
        first_shown([local.as_deref(), self.merchant_name()])
    }

    /// The merchant's city for a screen, as [`shown_name`](Self::shown_name) does.
    pub fn shown_city(&self, language: &str) -> Option<String> {
        let local =
            self.local_name().filter(|local| local.is_in(language)).and_then(|local| local.merchant_city);
        first_shown([local.as_deref(), self.merchant_city()])
    }

    /// Objects 65 to 79, reserved for EMVCo.
    pub fn reserved(&self) -> impl Iterator<Item = &Object> {
        self.objects.iter().filter(|object| object.id.is_reserved())
    }

    /// Objects 80 to 99, templates of anyone; some networks put plain values there.
    pub fn unreserved(&self) -> impl Iterator<Item = &Object> {
        self.objects.iter().filter(|object| object.id.is_unreserved())
    }

    /// The payload as a code carries it.
    pub fn encode(&self) -> String {
        let mut text = String::new();
        for object in &self.objects {
            object.write(self.unit, &mut text);
        }
        text.push_str("6304");
        text.push_str(&self.crc);
        text
    }
}

impl fmt::Display for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.encode())
    }
}

impl FromStr for Payload {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

fn first_shown<const N: usize>(texts: [Option<&str>; N]) -> Option<String> {
    texts.into_iter().flatten().map(displayable).find(|text| !text.is_empty()).map(Into::into)
}

fn check_format(raw: &[RawObject<'_>]) -> Result<(), ParseError> {
    match raw.first() {
        Some(first) if first.id != ObjectId::FORMAT => Err(ParseError::FormatNotFirst { first: first.id }),
        Some(first) if first.value.len() == 2 && first.value.bytes().all(|byte| byte.is_ascii_digit()) => {
            Ok(())
        }
        _ => Err(ParseError::BadFormat),
    }
}

/// All objects but 63.
fn read_objects(raw: &[RawObject<'_>], unit: LengthUnit) -> Result<Vec<Object>, ParseError> {
    let mut seen = Seen::default();
    let mut objects = Vec::with_capacity(raw.len());
    for object in raw {
        if !seen.insert(object.id) {
            return Err(ParseError::Duplicate { path: object.id.into(), offset: object.offset });
        }
        if object.id != ObjectId::CRC {
            objects.push(Object { id: object.id, value: read_value(object, unit)? });
        }
    }
    Ok(objects)
}

/// The IDs of one level that have been read.
#[derive(Default)]
struct Seen(u128);

impl Seen {
    /// Whether it is the first time.
    fn insert(&mut self, id: ObjectId) -> bool {
        let bit = 1_u128 << id.number();
        let first = self.0 & bit == 0;
        self.0 |= bit;
        first
    }
}

/// A template where one may stand and the value is one, else a text.
fn read_value(object: &RawObject<'_>, unit: LengthUnit) -> Result<Value, ParseError> {
    let text = || Value::Text(object.value.to_owned());
    // Nothing is written the same as a template or a text; a text says truly that nobody put objects there.
    if !object.id.may_be_template() || object.value.is_empty() {
        return Ok(text());
    }
    let Ok(inside) = Walk::new(object.value, unit).collect::<Result<Vec<_>, _>>() else { return Ok(text()) };
    let mut seen = Seen::default();
    if let Some(again) = inside.iter().find(|inner| !seen.insert(inner.id)) {
        // Some networks put hexadecimal text where a template should stand, and a run of zeros there looks like empty
        // objects 00. Without a unique ID nobody reads it as objects, so it names no payee.
        let has_owner = inside.iter().any(|inner| inner.id == ObjectId::UNIQUE_ID && !inner.value.is_empty());
        if object.id.is_unreserved() && !has_owner {
            return Ok(text());
        }
        let path = ObjectPath::within(object.id, again.id);
        return Err(ParseError::Duplicate { path, offset: object.offset + HEADER + again.offset });
    }
    Ok(Value::Template(Template::new(inside.iter().map(|inner| Object::text(inner.id, inner.value)))))
}

/// The checksum as it stands there.
fn check_crc<'a>(text: &str, raw: &[RawObject<'a>]) -> Result<&'a str, ParseError> {
    let crc = raw.iter().find(|object| object.id == ObjectId::CRC).ok_or(ParseError::CrcMissing)?;
    let offset = crc.offset;
    if raw.last().is_none_or(|last| last.id != ObjectId::CRC) {
        return Err(ParseError::CrcNotLast { offset });
    }
    let hexadecimal = crc.value.len() == 4 && crc.value.bytes().all(|byte| byte.is_ascii_hexdigit());
    let stated = u16::from_str_radix(crc.value, 16).ok().filter(|_| hexadecimal);
    let stated = stated.ok_or(ParseError::BadCrcField { offset })?;
    let covered = text.as_bytes().get(..text.len() - crc.value.len()).unwrap_or_default();
    let computed = crc16(covered);
    if stated == computed { Ok(crc.value) } else { Err(ParseError::CrcMismatch { offset, stated, computed }) }
}

/// Lengths have two digits.
fn check_lengths(object: &Object) -> Result<(), BuildError> {
    let unit = LengthUnit::Characters;
    let too_long = |path: ObjectPath, length: usize| match length {
        ..=99 => Ok(()),
        length => Err(BuildError::TooLong { path, length, max: 99 }),
    };
    match &object.value {
        Value::Text(text) => too_long(object.id.into(), unit.count(text)),
        Value::Template(template) => {
            let mut total = 0;
            for inner in template.objects() {
                let path = ObjectPath::within(object.id, inner.id);
                let length = match &inner.value {
                    Value::Text(text) => unit.count(text),
                    Value::Template(_) => {
                        check_lengths(inner)?;
                        unit.count(&inner.as_template().map(|deep| deep.encode(unit)).unwrap_or_default())
                    }
                };
                too_long(path, length)?;
                total += HEADER + length;
            }
            too_long(object.id.into(), total)
        }
    }
}
