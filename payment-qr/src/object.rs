//! Data objects: ID (two digits), length (two digits), value; and templates, whose value is a run of objects again
//! (EMVCo merchant-presented mode, sections 3.2 and 4.2).
//!
//! Invariant: writing what was read gives the same text, because an object's text is determined by its ID, its value
//! and the unit of its length. A value that is no run of objects is kept as it is, also where a template should stand.

use std::fmt;

use crate::error::ParseError;

/// An object's ID, 00 to 99.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(u8);

#[allow(missing_docs)] // the names are the standard's
impl ObjectId {
    pub const FORMAT: Self = Self(0);
    pub const INITIATION: Self = Self(1);
    pub const UNION_PAY: Self = Self(15);
    pub const MERCHANT_CATEGORY: Self = Self(52);
    pub const CURRENCY: Self = Self(53);
    pub const AMOUNT: Self = Self(54);
    pub const TIP: Self = Self(55);
    pub const FEE_FIXED: Self = Self(56);
    pub const FEE_PERCENT: Self = Self(57);
    pub const COUNTRY: Self = Self(58);
    pub const MERCHANT_NAME: Self = Self(59);
    pub const MERCHANT_CITY: Self = Self(60);
    pub const POSTAL_CODE: Self = Self(61);
    pub const ADDITIONAL: Self = Self(62);
    pub const CRC: Self = Self(63);
    pub const LANGUAGE: Self = Self(64);
    /// In templates 26 to 51 and 80 to 99: the globally unique ID that says whose template it is.
    pub const UNIQUE_ID: Self = Self(0);
}

impl ObjectId {
    /// The ID with this number; none above 99.
    pub const fn new(number: u8) -> Option<Self> {
        if number <= 99 { Some(Self(number)) } else { None }
    }

    /// For numbers that this crate writes itself.
    pub(crate) const fn of(number: u8) -> Self {
        assert!(number <= 99, "an ID has two digits");
        Self(number)
    }

    /// The number, 0 to 99.
    pub const fn number(self) -> u8 {
        self.0
    }

    /// At the root: an account, 02 to 51.
    pub const fn is_account(self) -> bool {
        matches!(self.0, 2..=51)
    }

    /// At the root: an account template, 26 to 51.
    pub const fn is_account_template(self) -> bool {
        matches!(self.0, 26..=51)
    }

    /// At the root: reserved for EMVCo, 65 to 79.
    pub const fn is_reserved(self) -> bool {
        matches!(self.0, 65..=79)
    }

    /// At the root: an unreserved template, 80 to 99.
    pub const fn is_unreserved(self) -> bool {
        matches!(self.0, 80..=99)
    }

    /// At the root: a value that may be a template.
    pub(crate) const fn may_be_template(self) -> bool {
        self.is_account_template()
            || self.is_unreserved()
            || self.0 == Self::ADDITIONAL.0
            || self.0 == Self::LANGUAGE.0
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}", self.0)
    }
}

impl fmt::Debug for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ObjectId({self})")
    }
}

/// Which object: `54` at the root, `38.03` inside a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ObjectPath {
    /// The object at the root.
    pub object: ObjectId,
    /// The object inside it.
    pub inside: Option<ObjectId>,
}

impl ObjectPath {
    /// An object at the root.
    pub const fn root(object: ObjectId) -> Self {
        Self { object, inside: None }
    }

    /// An object inside a template.
    pub const fn within(object: ObjectId, inside: ObjectId) -> Self {
        Self { object, inside: Some(inside) }
    }
}

impl From<ObjectId> for ObjectPath {
    fn from(id: ObjectId) -> Self {
        Self::root(id)
    }
}

impl fmt::Display for ObjectPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.inside {
            None => write!(f, "{}", self.object),
            Some(inside) => write!(f, "{}.{inside}", self.object),
        }
    }
}

/// What a length counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LengthUnit {
    /// Unicode characters, as the standard says.
    #[default]
    Characters,
    /// UTF-8 bytes, as some shops' programs write against the standard.
    Bytes,
}

impl LengthUnit {
    /// The length of `text` in this unit.
    pub fn count(self, text: &str) -> usize {
        match self {
            Self::Characters => text.chars().count(),
            Self::Bytes => text.len(),
        }
    }

    /// `text` cut after `count` units; if it has fewer or would be cut inside a character, how many it has.
    fn split(self, text: &str, count: usize) -> Result<(&str, &str), usize> {
        let cut = match self {
            // ASCII is the common case and need not be walked.
            Self::Characters if text.as_bytes().get(..count).is_some_and(<[u8]>::is_ascii) => Some(count),
            Self::Characters => {
                text.char_indices().map(|(at, _)| at).chain(std::iter::once(text.len())).nth(count)
            }
            Self::Bytes => Some(count),
        };
        cut.and_then(|cut| text.split_at_checked(cut)).ok_or_else(|| self.count(text))
    }
}

/// A data object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// Its ID.
    pub id: ObjectId,
    /// Its value.
    pub value: Value,
}

/// The value of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text, or what should be a template and is none.
    Text(String),
    /// A run of objects.
    Template(Template),
}

impl Object {
    /// An object with a text.
    pub fn text(id: ObjectId, value: impl Into<String>) -> Self {
        Self { id, value: Value::Text(value.into()) }
    }

    /// An object with objects inside.
    pub fn template(id: ObjectId, template: Template) -> Self {
        Self { id, value: Value::Template(template) }
    }

    /// The value, if it is a text.
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            Value::Template(_) => None,
        }
    }

    /// The value, if it is a template.
    pub fn as_template(&self) -> Option<&Template> {
        match &self.value {
            Value::Text(_) => None,
            Value::Template(template) => Some(template),
        }
    }

    /// Appends the object as it stands in a payload.
    pub(crate) fn write(&self, unit: LengthUnit, out: &mut String) {
        let template;
        let value = match &self.value {
            Value::Text(text) => text.as_str(),
            Value::Template(objects) => {
                template = objects.encode(unit);
                &template
            }
        };
        let length = unit.count(value);
        debug_assert!(length <= 99, "lengths are checked before anything is written");
        push_two_digits(self.id.number(), out);
        push_two_digits(u8::try_from(length).unwrap_or(99), out);
        out.push_str(value);
    }
}

fn push_two_digits(number: u8, out: &mut String) {
    out.push(char::from(b'0' + number / 10 % 10));
    out.push(char::from(b'0' + number % 10));
}

/// The objects inside an object, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    objects: Vec<Object>,
}

impl Template {
    /// A template of these objects.
    pub fn new(objects: impl IntoIterator<Item = Object>) -> Self {
        Self { objects: objects.into_iter().collect() }
    }

    /// A template of a network: its unique ID in 00, then `objects`.
    pub fn of_network(unique_id: &str, objects: impl IntoIterator<Item = Object>) -> Self {
        Self::new(std::iter::once(Object::text(ObjectId::UNIQUE_ID, unique_id)).chain(objects))
    }

    /// Reads a template from a value; none if the value is no run of objects or has one twice. For templates inside
    /// templates (38.01 of VietQR, 62.50 to 99), which are kept as text until someone needs them.
    pub fn parse(value: &str) -> Option<Self> {
        let mut objects: Vec<Object> = Vec::new();
        for raw in Walk::new(value, LengthUnit::Characters) {
            let raw = raw.ok()?;
            if objects.iter().any(|object| object.id == raw.id) {
                return None;
            }
            objects.push(Object::text(raw.id, raw.value));
        }
        Some(Self { objects })
    }

    /// The objects in their order.
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

    /// Whose template it is, in 26 to 51 and 80 to 99.
    pub fn unique_id(&self) -> Option<&str> {
        self.text(ObjectId::UNIQUE_ID)
    }

    /// The template as it stands in a payload.
    pub(crate) fn encode(&self, unit: LengthUnit) -> String {
        let mut out = String::new();
        for object in &self.objects {
            object.write(unit, &mut out);
        }
        out
    }
}

/// An object as it stands in a text.
#[derive(Clone, Copy)]
pub(crate) struct RawObject<'a> {
    pub(crate) id: ObjectId,
    /// Where it begins, in units from the start of the walked text.
    pub(crate) offset: usize,
    pub(crate) value: &'a str,
}

/// Goes through a run of objects; ends after the first error.
pub(crate) struct Walk<'a> {
    rest: &'a str,
    offset: usize,
    unit: LengthUnit,
}

impl<'a> Walk<'a> {
    pub(crate) const fn new(text: &'a str, unit: LengthUnit) -> Self {
        Self { rest: text, offset: 0, unit }
    }

    fn step(&mut self) -> Result<RawObject<'a>, ParseError> {
        let offset = self.offset;
        let (id, rest) = two_digits(self.rest).ok_or(ParseError::BadId { offset })?;
        let id = ObjectId(id);
        let (length, rest) = two_digits(rest).ok_or(ParseError::BadLength { id, offset })?;
        let length = usize::from(length);
        let (value, rest) = self.unit.split(rest, length).map_err(|left| ParseError::Truncated {
            id,
            offset,
            length,
            left,
        })?;
        self.rest = rest;
        self.offset += HEADER + length;
        Ok(RawObject { id, offset, value })
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = Result<RawObject<'a>, ParseError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let step = self.step();
        if step.is_err() {
            self.rest = "";
        }
        Some(step)
    }
}

/// Characters (and bytes) of an object before its value.
pub(crate) const HEADER: usize = 4;

/// Two ASCII digits and what follows. Digits of other scripts are none.
fn two_digits(text: &str) -> Option<(u8, &str)> {
    let [tens @ b'0'..=b'9', ones @ b'0'..=b'9', ..] = text.as_bytes() else { return None };
    Some(((tens - b'0') * 10 + (ones - b'0'), text.get(2..)?))
}
