//! The templates 62 (additional data) and 64 (the merchant's name in another language), EMVCo merchant-presented mode,
//! sections 4.8 and 4.9. One type each for reading and writing.

use crate::{
    error::BuildError,
    object::{Object, ObjectId, ObjectPath, Template, Value},
};

/// The value that asks the payer's app to fill in 62.01 to 62.08.
pub const ASK_PAYER: &str = "***";

/// Object 62. Values that are longer than the standard allows are read (a UUID of 36 as a reference occurs) but not
/// written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AdditionalData {
    /// 01.
    pub bill_number: Option<String>,
    /// 02.
    pub mobile_number: Option<String>,
    /// 03.
    pub store_label: Option<String>,
    /// 04.
    pub loyalty_number: Option<String>,
    /// 05.
    pub reference_label: Option<String>,
    /// 06.
    pub customer_label: Option<String>,
    /// 07.
    pub terminal_label: Option<String>,
    /// 08.
    pub purpose: Option<String>,
    /// 09: what the payer is asked for: of A (address), M (mobile), E (e-mail).
    pub payer_data: Option<String>,
    /// 10: the merchant's tax ID.
    pub tax_id: Option<String>,
    /// 11: the merchant's channel, three characters.
    pub channel: Option<String>,
    /// All others in their order: 50 to 99 are templates of payment systems.
    pub other: Vec<Object>,
}

impl AdditionalData {
    /// ID, most characters, value.
    fn rows(&self) -> [(u8, usize, &Option<String>); 11] {
        [
            (1, 25, &self.bill_number),
            (2, 25, &self.mobile_number),
            (3, 25, &self.store_label),
            (4, 25, &self.loyalty_number),
            (5, 25, &self.reference_label),
            (6, 25, &self.customer_label),
            (7, 25, &self.terminal_label),
            (8, 25, &self.purpose),
            (9, 3, &self.payer_data),
            (10, 20, &self.tax_id),
            (11, 3, &self.channel),
        ]
    }

    fn field(&mut self, id: ObjectId) -> Option<&mut Option<String>> {
        Some(match id.number() {
            1 => &mut self.bill_number,
            2 => &mut self.mobile_number,
            3 => &mut self.store_label,
            4 => &mut self.loyalty_number,
            5 => &mut self.reference_label,
            6 => &mut self.customer_label,
            7 => &mut self.terminal_label,
            8 => &mut self.purpose,
            9 => &mut self.payer_data,
            10 => &mut self.tax_id,
            11 => &mut self.channel,
            _ => return None,
        })
    }

    /// Nothing in it, so that it is not written.
    pub fn is_empty(&self) -> bool {
        self.other.is_empty() && self.rows().iter().all(|(_, _, field)| field.is_none())
    }

    /// The template, in the order of IDs.
    pub(crate) fn to_template(&self) -> Result<Template, BuildError> {
        let mut objects = self.other.clone();
        for (id, max, value) in self.rows() {
            let Some(value) = value else { continue };
            let id = ObjectId::of(id);
            let path = ObjectPath::within(ObjectId::ADDITIONAL, id);
            check_text(path, value, max)?;
            if id.number() == 9 && !value.chars().all(|letter| matches!(letter, 'A' | 'M' | 'E')) {
                return Err(BuildError::BadValue { path, expected: "some of the letters A, M, E" });
            }
            objects.push(Object::text(id, value));
        }
        objects.sort_by_key(|object| object.id);
        Ok(Template::new(objects))
    }
}

impl From<&Template> for AdditionalData {
    fn from(template: &Template) -> Self {
        let mut data = Self::default();
        for object in template.objects() {
            match (data.field(object.id), &object.value) {
                (Some(field), Value::Text(text)) => *field = Some(text.clone()),
                _ => data.other.push(object.clone()),
            }
        }
        data
    }
}

/// Object 64: the merchant's name in another language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalName {
    /// 00: ISO 639, two letters, such as `lo`. Upper case occurs.
    pub language: String,
    /// 01.
    pub merchant_name: String,
    /// 02.
    pub merchant_city: Option<String>,
}

impl LocalName {
    /// The name and the city in Lao.
    pub fn lao(merchant_name: impl Into<String>, merchant_city: Option<String>) -> Self {
        Self { language: "lo".into(), merchant_name: merchant_name.into(), merchant_city }
    }

    /// Whether it is in the language of this tag (`lo`, `lo-LA`, `LO_la`).
    pub fn is_in(&self, language: &str) -> bool {
        let primary = language.split(['-', '_']).next().unwrap_or_default();
        !primary.is_empty() && self.language.eq_ignore_ascii_case(primary)
    }

    pub(crate) fn from_template(template: &Template) -> Option<Self> {
        let text = |id| template.text(ObjectId::of(id)).map(str::to_owned);
        Some(Self { language: text(0)?, merchant_name: text(1)?, merchant_city: text(2) })
    }

    pub(crate) fn to_template(&self) -> Result<Template, BuildError> {
        let path = |id| ObjectPath::within(ObjectId::LANGUAGE, ObjectId::of(id));
        if self.language.len() != 2 || !self.language.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return Err(BuildError::BadValue { path: path(0), expected: "a language's two letters" });
        }
        check_text(path(1), &self.merchant_name, 25)?;
        let mut objects = vec![
            Object::text(ObjectId::of(0), &self.language),
            Object::text(ObjectId::of(1), &self.merchant_name),
        ];
        if let Some(city) = &self.merchant_city {
            check_text(path(2), city, 15)?;
            objects.push(Object::text(ObjectId::of(2), city));
        }
        Ok(Template::new(objects))
    }
}

/// A text that is to be written: something, and no more than `max` characters of it.
pub(crate) fn check_text(path: ObjectPath, value: &str, max: usize) -> Result<(), BuildError> {
    match value.chars().count() {
        0 => Err(BuildError::Empty { path }),
        length if length > max => Err(BuildError::TooLong { path, length, max }),
        // Above U+FFFF peers in JavaScript and Java count a character as two, and read another payload.
        _ if value.chars().any(|character| character.is_control() || character > '\u{FFFF}') => {
            Err(BuildError::BadValue { path, expected: "free of control characters and emoji" })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_compared_by_its_primary_tag_without_regard_to_case() {
        let name =
            LocalName { language: "LO".into(), merchant_name: "ຮ້ານ".into(), merchant_city: None };
        assert!(name.is_in("lo") && name.is_in("lo-LA") && name.is_in("lo_LA"));
        assert!(!name.is_in("en") && !name.is_in("") && !name.is_in("l"));
    }

    #[test]
    fn what_the_standard_does_not_allow_is_read_but_not_written() {
        let long = "33f32dd0-ebc4-4385-9427-35478df8facd";
        let template = Template::new([Object::text(ObjectId::of(5), long)]);
        let data = AdditionalData::from(&template);
        assert_eq!(data.reference_label.as_deref(), Some(long));
        let path = ObjectPath::within(ObjectId::ADDITIONAL, ObjectId::of(5));
        assert_eq!(data.to_template(), Err(BuildError::TooLong { path, length: 36, max: 25 }));
    }

    #[test]
    fn additional_data_goes_through_its_template_unchanged() {
        let data = AdditionalData {
            bill_number: Some("INV-1".into()),
            terminal_label: Some(ASK_PAYER.into()),
            payer_data: Some("ME".into()),
            channel: Some("000".into()),
            other: vec![Object::text(ObjectId::of(50), "0010la.example0101x")],
            ..AdditionalData::default()
        };
        assert_eq!(data.to_template().map(|template| AdditionalData::from(&template)), Ok(data));
    }
}
