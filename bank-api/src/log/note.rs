//! Signed notes (C2SP signed-note): text, a blank line, and signatures by named keys.
//!
//! ```text
//! text, one or more lines
//!
//! — name base64(key id ‖ signature)
//! ```
//!
//! Signatures by others are ignored, so that witnesses can add theirs; a wrong signature by the known key voids the
//! note. The text must not be looked at before the note has been verified, and so is only had from [`verify`].

use std::{fmt, str::FromStr};

use data_encoding::{BASE64, HEXLOWER};
use sha2::{Digest, Sha256};

use crate::{
    encoding::serde_as_text,
    key::{PublicKey, SecretKey},
};

/// The signature type of Ed25519 over the text.
const ED25519: u8 = 0x01;
const SIGNATURE_PREFIX: &str = "— ";
/// The largest note that is read: sixteen signatures of post-quantum size, and the text.
const MAX_NOTE_BYTES: usize = 128 * 1024;
const MAX_NAME_BYTES: usize = 255;

/// Why a note, or a key for notes, is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// A key's name is empty or too long, or has spaces, plus signs or control characters.
    #[error("the name of a note's key is 1 to 255 bytes without spaces, plus signs and control characters")]
    BadName,
    /// The text is not a verifier key.
    #[error("a verifier key is name+hash+key, with the key in base64 and the hash that belongs to both")]
    BadVerifierKey,
    /// The text to sign has no newline at its end, or has control characters, or is too long.
    #[error("a note's text ends with a newline and has no other control characters")]
    BadText,
    /// Not the form of a signed note.
    #[error("the signed note is malformed: {0}")]
    Malformed(&'static str),
    /// The known key has not signed the note.
    #[error("the note is not signed by the key that it should be signed by")]
    NotSigned,
    /// The known key's signature is wrong.
    #[error("the note's signature does not verify")]
    BadSignature,
}

/// A key that signs notes, under a name.
pub struct NoteSigner {
    verifier: NoteVerifier,
    key: SecretKey,
}

impl NoteSigner {
    /// A signer by this name, like `bank.example/log`.
    pub fn new(name: impl Into<String>, key: SecretKey) -> Result<Self, NoteError> {
        Ok(Self { verifier: NoteVerifier::new(name, key.public())?, key })
    }

    /// The name that stands before its signatures.
    pub fn name(&self) -> &str {
        self.verifier.name()
    }

    /// What others verify its notes with.
    pub fn verifier(&self) -> &NoteVerifier {
        &self.verifier
    }
}

impl fmt::Debug for NoteSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NoteSigner({}, [redacted])", self.name())
    }
}

/// What verifies the notes of one key. Text form: the *vkey* `name+hash+key` of C2SP.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NoteVerifier {
    name: String,
    key: PublicKey,
    key_id: [u8; 4],
}

impl NoteVerifier {
    /// The verifier for the notes of `key` under this name.
    pub fn new(name: impl Into<String>, key: PublicKey) -> Result<Self, NoteError> {
        let name = name.into();
        if !is_name(&name) {
            return Err(NoteError::BadName);
        }
        let digest: [u8; 32] = Sha256::new()
            .chain_update(name.as_bytes())
            .chain_update([b'\n', ED25519])
            .chain_update(key.as_bytes())
            .finalize()
            .into();
        let [a, b, c, d, ..] = digest;
        Ok(Self { name, key, key_id: [a, b, c, d] })
    }

    /// The key's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The key.
    pub const fn key(&self) -> &PublicKey {
        &self.key
    }
}

impl fmt::Display for NoteVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut typed_key = [ED25519; 33];
        typed_key[1..].copy_from_slice(self.key.as_bytes());
        write!(f, "{}+{}+{}", self.name, HEXLOWER.encode(&self.key_id), BASE64.encode(&typed_key))
    }
}

impl FromStr for NoteVerifier {
    type Err = NoteError;

    fn from_str(text: &str) -> Result<Self, NoteError> {
        let parse = || {
            let (name, rest) = text.split_once('+')?;
            let (key_id, typed_key) = rest.split_once('+')?; // base64 may have plus signs of its own
            let typed_key = BASE64.decode(typed_key.as_bytes()).ok()?;
            let (&ED25519, key) = typed_key.split_first()? else { return None };
            let verifier = Self::new(name, PublicKey::from_ed25519(key).ok()?).ok()?;
            (HEXLOWER.encode(&verifier.key_id) == key_id).then_some(verifier)
        };
        parse().ok_or(NoteError::BadVerifierKey)
    }
}

serde_as_text!(NoteVerifier);

#[cfg(feature = "openapi")]
crate::encoding::string_schema!(
    NoteVerifier,
    "Verifier key (C2SP signed-note): name+hash+key",
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
);

/// The note with this text and one signature. The text ends with a newline.
pub fn sign(text: &str, signer: &NoteSigner) -> Result<String, NoteError> {
    let note = if text.ends_with('\n') && !has_control_characters(text) {
        Ok(seal(text, signer))
    } else {
        Err(NoteError::BadText)
    };
    note.and_then(|note| if note.len() > MAX_NOTE_BYTES { Err(NoteError::BadText) } else { Ok(note) })
}

/// The note with a text that is known to be one.
pub(super) fn seal(text: &str, signer: &NoteSigner) -> String {
    let signature = signer.key.sign(text.as_bytes());
    let signature = BASE64.encode(&[signer.verifier.key_id.as_slice(), &signature].concat());
    format!("{text}\n{SIGNATURE_PREFIX}{} {signature}\n", signer.name())
}

/// The text of the note, if it is signed by the verifier's key.
pub fn verify<'note>(note: &'note str, verifier: &NoteVerifier) -> Result<&'note str, NoteError> {
    if note.len() > MAX_NOTE_BYTES {
        return Err(NoteError::Malformed("it is too large"));
    }
    if has_control_characters(note) {
        return Err(NoteError::Malformed("it has control characters"));
    }
    // The last blank line divides: the text may have blank lines of its own.
    let blank = note.rfind("\n\n").ok_or(NoteError::Malformed("no blank line before the signatures"))?;
    let (text, signatures) = (&note[..=blank], &note[blank + 2..]);
    let signatures = signatures.strip_suffix('\n').ok_or(NoteError::Malformed("no newline at its end"))?;
    let mut signed = false;
    for line in signatures.split('\n') {
        let (name, key_id, signature) =
            parse_signature(line).ok_or(NoteError::Malformed("a line is not a signature"))?;
        if name == verifier.name && key_id == verifier.key_id {
            verifier.key.verify(text.as_bytes(), &signature).map_err(|_| NoteError::BadSignature)?;
            signed = true;
        }
    }
    if signed { Ok(text) } else { Err(NoteError::NotSigned) }
}

/// The name, key id and signature of a signature line without its newline.
fn parse_signature(line: &str) -> Option<(&str, [u8; 4], Vec<u8>)> {
    let (name, encoded) = line.strip_prefix(SIGNATURE_PREFIX)?.split_once(' ')?;
    let bytes = BASE64.decode(encoded.as_bytes()).ok()?;
    let (key_id, signature) = bytes.split_first_chunk::<4>()?;
    (is_name(name) && !signature.is_empty()).then(|| (name, *key_id, signature.to_vec()))
}

fn is_name(name: &str) -> bool {
    (1..=MAX_NAME_BYTES).contains(&name.len())
        && !name.chars().any(|c| c.is_whitespace() || c < ' ' || c == '+')
}

fn has_control_characters(text: &str) -> bool {
    text.bytes().any(|byte| byte < 0x20 && byte != b'\n')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    // The example of the format's first implementation (Go, golang.org/x/mod/sumdb/note): key, note, and a second signer.
    const PETER_SECRET: &str = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    const PETER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const ENOCH: &str = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
    const TEXT: &str = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    const PETER_SIGNATURE: &str = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    const ENOCH_SIGNATURE: &str = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

    fn peter() -> NoteVerifier {
        PETER.parse().unwrap()
    }

    fn peter_signer() -> NoteSigner {
        let typed_seed = BASE64.decode(PETER_SECRET.as_bytes()).unwrap();
        let seed: [u8; 32] = typed_seed[1..].try_into().unwrap();
        NoteSigner::new("PeterNeumann", SecretKey::from_seed(&seed)).unwrap()
    }

    fn note(signatures: &[&str]) -> String {
        format!("{TEXT}\n{}", signatures.concat())
    }

    #[test]
    fn the_example_of_go_is_signed_and_verified_to_the_byte() {
        assert_eq!(peter_signer().verifier(), &peter());
        assert_eq!(peter().to_string(), PETER);
        assert_eq!(sign(TEXT, &peter_signer()), Ok(note(&[PETER_SIGNATURE])));
        assert_eq!(verify(&note(&[PETER_SIGNATURE]), &peter()), Ok(TEXT));
    }

    #[test]
    fn the_example_of_the_standard_divides_at_its_last_blank_line() {
        // C2SP signed-note; its key is not published, but its form is.
        let note = "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n\
                    — quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
        assert_eq!(verify(note, &peter()), Err(NoteError::NotSigned));
    }

    #[test]
    fn texts_with_blank_lines_come_back_whole() {
        for text in ["a\n\nb\n", "a\n\n", "\n", "\n\n\n"] {
            let note = sign(text, &peter_signer()).unwrap();
            assert_eq!(verify(&note, &peter()), Ok(text));
        }
    }

    #[test]
    fn signatures_by_others_are_ignored() {
        let note = note(&[ENOCH_SIGNATURE, PETER_SIGNATURE]);
        assert_eq!(verify(&note, &peter()), Ok(TEXT));
        assert_eq!(verify(&note, &ENOCH.parse().unwrap()), Ok(TEXT));
    }

    #[test]
    fn a_note_without_the_known_key_is_not_signed() {
        assert_eq!(verify(&note(&[ENOCH_SIGNATURE]), &peter()), Err(NoteError::NotSigned));
        // Known name with another key id, and known key id under another name: other keys.
        let other_id = PETER_SIGNATURE.replace("x08g", "x08h");
        assert_eq!(verify(&note(&[&other_id]), &peter()), Err(NoteError::NotSigned));
        let other_name = PETER_SIGNATURE.replace("PeterNeumann", "CarmenSandiego");
        assert_eq!(verify(&note(&[&other_name]), &peter()), Err(NoteError::NotSigned));
    }

    #[test]
    fn one_wrong_signature_by_the_known_key_voids_the_note() {
        let wrong = PETER_SIGNATURE.replace("SffcvI", "SffcvJ");
        for signatures in [&[wrong.as_str()][..], &[PETER_SIGNATURE, &wrong], &[&wrong, PETER_SIGNATURE]] {
            assert_eq!(verify(&note(signatures), &peter()), Err(NoteError::BadSignature));
        }
        let other_text = note(&[PETER_SIGNATURE]).replace("answer", "Answer");
        assert_eq!(verify(&other_text, &peter()), Err(NoteError::BadSignature));
    }

    #[test]
    fn malformed_notes_are_refused() {
        let good = note(&[PETER_SIGNATURE]);
        let notes = [
            String::new(),
            TEXT.to_owned(),
            format!("{TEXT}\n"),
            good.trim_end().to_owned(),
            format!("\u{1}{good}"),
            good.replace('\n', "\r\n"),
            format!("{good}Unexpected line.\n"),
            format!("{good}\n"),
            good.replace("PeterNeumann x", "Peter Neumann x"),
            good.replace("PeterNeumann x", "Peter+Neumann x"),
            good.replace("PeterNeumann x", "Peter\u{a0}Neumann x"),
            good.replace("PeterNeumann x", " x"),
            good.replace("— ", "- "),
            good.replace("AM=", "AM"),
            good.replace("AM=", "AN="),
            note(&["— PeterNeumann x08gow==\n"]),
            note(&["— PeterNeumann\n"]),
            note(&[&PETER_SIGNATURE.repeat(1200)]),
        ];
        for note in notes {
            let result = verify(&note, &peter());
            assert!(matches!(result, Err(NoteError::Malformed(_))), "{result:?} for {note:.200}");
        }
    }

    #[test]
    fn sixteen_signatures_of_post_quantum_size_are_read() {
        let large = format!("— witness.example {}\n", BASE64.encode(&[0x06; 5000]));
        let note = note(&[&large.repeat(15), PETER_SIGNATURE]);
        assert_eq!(verify(&note, &peter()), Ok(TEXT));
    }

    #[test]
    fn damaged_verifier_keys_are_refused() {
        for start in 0..PETER.len() {
            for end in start..=PETER.len() {
                let whole = start == 0 && end == PETER.len();
                assert_eq!(
                    PETER[start..end].parse::<NoteVerifier>().is_ok(),
                    whole,
                    "{}",
                    &PETER[start..end]
                );
            }
        }
        for at in 0..PETER.len() {
            let mut bytes = PETER.as_bytes().to_vec();
            bytes[at] += 1;
            let text = String::from_utf8(bytes).unwrap();
            assert_eq!(text.parse::<NoteVerifier>(), Err(NoteError::BadVerifierKey), "{text}");
        }
        // Longer key and unknown algorithm, each with the hash that fits them.
        let longer = "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==";
        let unknown = "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        for text in [longer, unknown] {
            assert_eq!(text.parse::<NoteVerifier>(), Err(NoteError::BadVerifierKey), "{text}");
        }
    }

    #[test]
    fn what_can_not_be_a_note_is_not_signed() {
        for text in ["", "abc", "a\tb\n", "a\r\n", &format!("{}\n", "x".repeat(MAX_NOTE_BYTES))] {
            assert_eq!(sign(text, &peter_signer()), Err(NoteError::BadText), "{text:.20}");
        }
        for name in ["", "a b", "a+b", "a\nb", "a\u{2003}b", &"x".repeat(256)] {
            let signer = NoteSigner::new(name, SecretKey::from_seed(&[7; 32]));
            assert_eq!(signer.map(drop), Err(NoteError::BadName), "{name:?}");
        }
    }

    #[test]
    fn a_signer_prints_its_name_only() {
        assert_eq!(format!("{:?}", peter_signer()), "NoteSigner(PeterNeumann, [redacted])");
    }

    proptest! {
        #[test]
        fn any_text_is_a_note_or_refused(text in "(\n|— | |PeterNeumann |x08go/ZJ|=|\\PC){0,20}") {
            prop_assert!(verify(&text, &peter()).is_err());
        }

        #[test]
        fn verifier_keys_round_trip(seed in any::<[u8; 32]>(), name in "[a-z./0-9-]{1,40}") {
            let verifier = NoteVerifier::new(name, SecretKey::from_seed(&seed).public()).unwrap();
            prop_assert_eq!(verifier.to_string().parse(), Ok(verifier));
        }
    }
}
