//! The signed head of the log (C2SP tlog-checkpoint): its origin, size and root, as a signed note.
//!
//! ```text
//! bank.example/log                                origin: the name of the key that signs
//! 20852163                                        size: the number of leaves
//! CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=    root hash
//!
//! — bank.example/log Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeO...
//! ```
//!
//! Extension lines, which the standard allows, are refused: nothing that a wallet does not understand is signed here.

use data_encoding::BASE64;
use serde::{Serialize, Serializer};

use super::{
    hash::{Hash, empty_root},
    note::{self, NoteError, NoteSigner, NoteVerifier},
};

/// Why a checkpoint is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// The note is malformed or its signature is wrong.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// Signed, but not the three lines of a checkpoint.
    #[error("the checkpoint is malformed: {0}")]
    Malformed(&'static str),
    /// It is the head of another log.
    #[error("the checkpoint is of another log than its signer's")]
    WrongOrigin,
}

/// The head of a log: what a [`SignedCheckpoint`] says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Checkpoint {
    /// The log's name, which is the name of its key.
    pub origin: String,
    /// The number of leaves.
    pub size: u64,
    /// The root hash of the tree of that size.
    pub root: Hash,
}

impl Checkpoint {
    /// The text that is signed.
    pub fn body(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, BASE64.encode(self.root.as_bytes()))
    }

    /// The signed note. Refuses a signer by another name than the origin.
    pub fn sign(&self, signer: &NoteSigner) -> Result<String, CheckpointError> {
        if self.origin != signer.name() {
            return Err(CheckpointError::WrongOrigin);
        }
        Ok(note::seal(&self.body(), signer))
    }

    /// The checkpoint in a note that the verifier's key has signed.
    pub fn verify(note: &str, verifier: &NoteVerifier) -> Result<Self, CheckpointError> {
        let checkpoint = Self::parse(note::verify(note, verifier)?)?;
        if checkpoint.origin == verifier.name() { Ok(checkpoint) } else { Err(CheckpointError::WrongOrigin) }
    }

    fn parse(body: &str) -> Result<Self, CheckpointError> {
        let three_lines = CheckpointError::Malformed("it has other lines than origin, size and root");
        let mut lines = body.strip_suffix('\n').ok_or(three_lines)?.split('\n');
        let (Some(origin), Some(size), Some(root), None) =
            (lines.next(), lines.next(), lines.next(), lines.next())
        else {
            return Err(three_lines);
        };
        if origin.is_empty() {
            return Err(CheckpointError::Malformed("its origin is empty"));
        }
        let checkpoint = Self {
            origin: origin.to_owned(),
            size: parse_size(size).ok_or(CheckpointError::Malformed("its size is not a number"))?,
            root: parse_root(root).ok_or(CheckpointError::Malformed("its root is not a hash in base64"))?,
        };
        if checkpoint.size == 0 && checkpoint.root != empty_root() {
            return Err(CheckpointError::Malformed("an empty tree has another root"));
        }
        Ok(checkpoint)
    }
}

/// Decimal digits in their one spelling: no sign, no leading zeros.
fn parse_size(text: &str) -> Option<u64> {
    let size: u64 = text.parse().ok()?;
    (size.to_string() == text).then_some(size)
}

fn parse_root(text: &str) -> Option<Hash> {
    let bytes: [u8; 32] = BASE64.decode(text.as_bytes()).ok()?.try_into().ok()?;
    Some(Hash::from_bytes(bytes))
}

/// A checkpoint with the note that proves it, kept to the byte: it is evidence against the one who signed it.
///
/// JSON carries it as the note's text, which the receiver takes as a `String` and verifies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedCheckpoint {
    note: String,
    checkpoint: Checkpoint,
}

impl SignedCheckpoint {
    /// Signs the head of the signer's own log.
    pub fn sign(size: u64, root: Hash, signer: &NoteSigner) -> Self {
        let checkpoint = Checkpoint { origin: signer.name().to_owned(), size, root };
        Self { note: note::seal(&checkpoint.body(), signer), checkpoint }
    }

    /// Takes a note that the verifier's key has signed.
    pub fn verify(note: impl Into<String>, verifier: &NoteVerifier) -> Result<Self, CheckpointError> {
        let note = note.into();
        let checkpoint = Checkpoint::verify(&note, verifier)?;
        Ok(Self { note, checkpoint })
    }

    /// The note, as it was signed.
    pub fn note(&self) -> &str {
        &self.note
    }

    /// What the note says.
    pub const fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }

    /// The number of leaves.
    pub const fn size(&self) -> u64 {
        self.checkpoint.size
    }

    /// The root hash of the tree of that size.
    pub const fn root(&self) -> &Hash {
        &self.checkpoint.root
    }

    /// The note, given away.
    pub fn into_note(self) -> String {
        self.note
    }
}

impl Serialize for SignedCheckpoint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.note)
    }
}

#[cfg(feature = "openapi")]
crate::encoding::string_schema!(
    SignedCheckpoint,
    "Signed head of the log (C2SP tlog-checkpoint)",
    "bank.example/log\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— bank.example/log Az3grlgtzPIC...\n"
);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::key::SecretKey;

    const ORIGIN: &str = "example.com/behind-the-sofa";
    // The body in the examples of C2SP tlog-checkpoint.
    const BODY: &str =
        "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

    fn signer() -> NoteSigner {
        NoteSigner::new(ORIGIN, SecretKey::from_seed(&[7; 32])).unwrap()
    }

    fn verify_body(body: &str) -> Result<Checkpoint, CheckpointError> {
        let note = note::sign(body, &signer()).unwrap();
        Checkpoint::verify(&note, signer().verifier())
    }

    #[test]
    fn the_example_of_the_standard_is_read_and_written_to_the_byte() {
        let checkpoint = verify_body(BODY).unwrap();
        assert_eq!(checkpoint.origin, ORIGIN);
        assert_eq!(checkpoint.size, 20_852_163);
        assert_eq!(checkpoint.root.to_string(), "CsUYapGGPo4dkMgIAUqom_Xajj7h2fB2MPA3j2jxq2I");
        assert_eq!(checkpoint.body(), BODY);
        let signed = SignedCheckpoint::sign(checkpoint.size, checkpoint.root, &signer());
        assert_eq!(checkpoint.sign(&signer()).as_deref(), Ok(signed.note()));
        assert_eq!(note::sign(BODY, &signer()).as_deref(), Ok(signed.note()));
    }

    #[test]
    fn the_note_is_kept_to_the_byte_with_witnesses_and_all() {
        let witness = NoteSigner::new("witness.example", SecretKey::from_seed(&[8; 32])).unwrap();
        let signed = SignedCheckpoint::sign(0, empty_root(), &signer());
        let cosignature = note::sign(&signed.checkpoint().body(), &witness).unwrap();
        let (_, cosignature) = cosignature.rsplit_once("\n\n").unwrap();
        let note = format!("{}{cosignature}", signed.note());
        let read = SignedCheckpoint::verify(note.clone(), signer().verifier()).unwrap();
        assert_eq!(read.checkpoint(), signed.checkpoint());
        assert_eq!(serde_json::to_value(&read).unwrap(), serde_json::Value::String(note.clone()));
        assert_eq!(read.into_note(), note);
    }

    #[test]
    fn malformed_checkpoints_are_refused_though_they_are_signed() {
        let bodies = [
            "\n".to_owned(),
            format!("{BODY}extension\n"),
            format!("{BODY}\n"),
            format!("\n{BODY}"),
            format!("{ORIGIN}\n1\n"),
            BODY.replace(ORIGIN, ""),
            BODY.replace("20852163", "020852163"),
            BODY.replace("20852163", "+20852163"),
            BODY.replace("20852163", "-1"),
            BODY.replace("20852163", ""),
            BODY.replace("20852163", " 20852163"),
            BODY.replace("20852163", "18446744073709551616"),
            BODY.replace("20852163", "0"),
            BODY.replace("q2I=", "q2I"),
            BODY.replace("q2I=", "q2J="),
            BODY.replace("Xajj", ""),
            BODY.replace('/', "_"),
        ];
        for body in bodies {
            let result = verify_body(&body);
            let refused = matches!(result, Err(CheckpointError::Malformed(_)));
            assert!(refused, "{result:?} for {body}");
        }
    }

    #[test]
    fn the_head_of_another_log_is_refused() {
        let body = BODY.replace("sofa", "couch");
        assert_eq!(verify_body(&body), Err(CheckpointError::WrongOrigin));
        let other = Checkpoint { origin: "another.example".into(), ..verify_body(BODY).unwrap() };
        assert_eq!(other.sign(&signer()), Err(CheckpointError::WrongOrigin));
    }

    #[test]
    fn a_checkpoint_by_another_key_is_refused() {
        let note = SignedCheckpoint::sign(0, empty_root(), &signer()).into_note();
        let other = NoteVerifier::new(ORIGIN, SecretKey::from_seed(&[8; 32]).public()).unwrap();
        let refused = Err(CheckpointError::Note(NoteError::NotSigned));
        assert_eq!(Checkpoint::verify(&note, &other), refused);
    }

    proptest! {
        #[test]
        fn a_checkpoint_altered_in_one_byte_is_refused(at in any::<prop::sample::Index>(), to in b' '..=b'~') {
            let signed = SignedCheckpoint::sign(7, Hash::of(b"seven"), &signer());
            let mut note = signed.note().as_bytes().to_vec();
            let at = at.index(note.len());
            prop_assume!(note[at] != to);
            note[at] = to;
            if let Ok(note) = String::from_utf8(note) {
                prop_assert!(SignedCheckpoint::verify(note, signer().verifier()).is_err());
            }
        }

        #[test]
        fn checkpoints_round_trip(size in 1..u64::MAX, root in any::<[u8; 32]>()) {
            let signed = SignedCheckpoint::sign(size, Hash::from_bytes(root), &signer());
            prop_assert_eq!(SignedCheckpoint::verify(signed.note(), signer().verifier()), Ok(signed));
        }
    }
}
