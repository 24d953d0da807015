//! How bytes are written as text: base64url for signed objects in JSON, Crockford's base32 for identifiers that
//! people may read aloud and that QR codes carry.

use std::{fmt, sync::LazyLock};

use data_encoding::{BASE64URL_NOPAD, Encoding, Specification};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Crockford's base32: no I, L, O, U; read without regard to case, with the look-alikes taken for what they mean.
static CROCKFORD: LazyLock<Encoding> = LazyLock::new(|| {
    let mut specification = Specification::new();
    specification.symbols.push_str("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
    specification.translate.from.push_str("abcdefghjkmnpqrstvwxyzoOiIlL");
    specification.translate.to.push_str("ABCDEFGHJKMNPQRSTVWXYZ001111");
    specification.encoding().expect("the table above is a valid base32: it is constant and tested")
});

/// The 26 characters that stand for 16 bytes.
pub(crate) fn base32_encode(bytes: &[u8; 16]) -> String {
    CROCKFORD.encode(bytes)
}

/// The 16 bytes that 26 characters stand for, if they do.
pub(crate) fn base32_decode(text: &str) -> Option<[u8; 16]> {
    CROCKFORD.decode(text.as_bytes()).ok()?.try_into().ok()
}

/// base64url without padding (RFC 4648, section 5).
pub fn base64url_encode(bytes: &[u8]) -> String {
    BASE64URL_NOPAD.encode(bytes)
}

/// The bytes of a base64url text without padding, if it is one. Accepts only the one canonical spelling.
pub fn base64url_decode(text: &str) -> Option<Vec<u8>> {
    BASE64URL_NOPAD.decode(text.as_bytes()).ok()
}

/// Bytes that JSON carries as base64url: a signed statement as it was signed.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Bytes(pub Vec<u8>);

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Bytes({} bytes)", self.0.len())
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&base64url_encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        base64url_decode(&text)
            .map(Self)
            .ok_or_else(|| serde::de::Error::custom("not base64url without padding"))
    }
}

/// `Serialize`, `Deserialize` through `Display` and `FromStr`.
macro_rules! serde_as_text {
    ($type:ty) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use serde_as_text;

/// The OpenAPI schema of a type that JSON carries as a string.
#[cfg(feature = "openapi")]
macro_rules! string_schema {
    ($type:ty, $description:literal, $example:literal) => {
        impl utoipa::PartialSchema for $type {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .description(Some($description))
                    .examples([serde_json::json!($example)])
                    .into()
            }
        }

        impl utoipa::ToSchema for $type {}
    };
}
#[cfg(feature = "openapi")]
pub(crate) use string_schema;

#[cfg(feature = "openapi")]
string_schema!(Bytes, "Bytes in base64url without padding", "0oRDoQEn");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base32_is_read_without_regard_to_case_and_look_alikes() {
        let bytes = [0x01; 16];
        let text = base32_encode(&bytes);
        assert_eq!(text.len(), 26);
        assert_eq!(base32_decode(&text.to_lowercase().replace('0', "o")), Some(bytes));
        assert_eq!(base32_decode("U0410410410410410410410410"), None);
    }

    #[test]
    fn base32_with_stray_bits_at_the_end_is_refused() {
        assert_eq!(base32_decode("00000000000000000000000001"), None);
    }
}
