//! The digest of a body in a header (RFC 9530): `Content-Digest: sha-256=:…:`, over the bytes as sent.
//!
//! The digest goes into the request's signature, and the digest binds the body to it.

use data_encoding::BASE64;
use sha2::{Digest, Sha256};

use crate::http_signature::field::{Reader, is_key};

/// The value of `Want-Content-Digest` that says which digest is taken (RFC 9530, section 4).
pub const WANT_CONTENT_DIGEST: &str = "sha-256=10";

const SHA_256: &str = "sha-256";

/// Why a body is not taken for the one whose digest was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DigestError {
    /// The header has no SHA-256 digest, or is malformed.
    #[error("Content-Digest has no digest of the form sha-256=:…:")]
    Unusable,
    /// The body has another digest.
    #[error("the body is not the one whose Content-Digest was sent")]
    Mismatch,
}

/// The value of `Content-Digest` for `body`.
pub fn content_digest(body: &[u8]) -> String {
    format!("{SHA_256}=:{}:", BASE64.encode(&Sha256::digest(body)))
}

/// Checks that `body` has the SHA-256 digest that the header's value names. Digests by other algorithms beside it are
/// read over (RFC 9530, section 2: a recipient may ignore any of them).
pub fn verify(header: &str, body: &[u8]) -> Result<(), DigestError> {
    let sent = sha_256_of(header).ok_or(DigestError::Unusable)?;
    if sent == Sha256::digest(body).as_slice() { Ok(()) } else { Err(DigestError::Mismatch) }
}

/// The SHA-256 digest in a dictionary of byte sequences (RFC 9651, section 3.2). A second one beside it is refused.
fn sha_256_of(header: &str) -> Option<[u8; 32]> {
    let mut found = None;
    for member in header.split(',') {
        let (key, value) = member.trim_matches([' ', '\t']).split_once('=')?;
        let mut value = Reader::new(value);
        let digest = value.byte_sequence()?;
        if !is_key(key) || !value.is_at_end() {
            return None;
        }
        if key == SHA_256 && found.replace(digest.try_into().ok()?).is_some() {
            return None;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// RFC 9530, appendix D.1 and appendix D.2: the body is `{"hello": "world"}` and a newline.
    const RFC_9530_BODY: &[u8] = b"{\"hello\": \"world\"}\n";
    const RFC_9530: &str = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:";
    const RFC_9530_SHA_512: &str =
        "sha-512=:YMAam51Jz/jOATT6/zvHrLVgOYTGFy1d6GJiOHTohq4yP+pgk4vf2aCsyRZOtw8MjkM7iw7yZ/WkppmM44T3qg==:";

    #[test]
    fn the_examples_of_the_rfcs_hold() {
        assert_eq!(content_digest(RFC_9530_BODY), RFC_9530);
        assert_eq!(verify(RFC_9530, RFC_9530_BODY), Ok(()));
        // RFC 9421, appendix B.2: the same without the newline.
        let rfc_9421 = "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:";
        assert_eq!(content_digest(b"{\"hello\": \"world\"}"), rfc_9421);
    }

    #[test]
    fn digests_by_other_algorithms_are_read_over() {
        for header in [format!("{RFC_9530_SHA_512}, {RFC_9530}"), format!("{RFC_9530},\t{RFC_9530_SHA_512}")]
        {
            assert_eq!(verify(&header, RFC_9530_BODY), Ok(()), "{header}");
        }
    }

    #[test]
    fn another_body_is_a_mismatch() {
        assert_eq!(verify(RFC_9530, b"{\"hello\": \"world\"}"), Err(DigestError::Mismatch));
        assert_eq!(verify(RFC_9530, b""), Err(DigestError::Mismatch));
    }

    #[test]
    fn what_holds_no_single_sha_256_is_unusable() {
        let headers = [
            String::new(),
            RFC_9530_SHA_512.to_owned(),
            format!("{RFC_9530}, {RFC_9530}"),
            format!("{RFC_9530},"),
            format!(",{RFC_9530}"),
            format!("{RFC_9530};a=1"),
            RFC_9530.replace("sha-256", "SHA-256"),
            RFC_9530.replace("=:", ":"),
            RFC_9530.replace("Dg=:", "Dg:"),
            RFC_9530.replace("Dg=:", "Dh=:"),
            "sha-256=:AAAA:".to_owned(),
            "sha-256=1".to_owned(),
        ];
        for header in headers {
            assert_eq!(verify(&header, RFC_9530_BODY), Err(DigestError::Unusable), "{header}");
        }
    }

    proptest! {
        #[test]
        fn every_body_has_its_own_digest(body in any::<Vec<u8>>(), other in any::<Vec<u8>>()) {
            prop_assert_eq!(verify(&content_digest(&body), &body), Ok(()));
            prop_assert_eq!(verify(&content_digest(&body), &other).is_ok(), body == other);
        }

        #[test]
        fn any_header_is_taken_or_refused(header in "(sha-256|=|:|,|;| |AAAA|\\PC){0,12}") {
            let _ = verify(&header, b"");
        }
    }
}
