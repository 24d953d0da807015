//! What the camera sees: the codes in a frame, and what each of them is.

use qr_scan::{Frame, Point};

use super::read_code;
use crate::{Wallet, WalletError};

/// A code in a camera frame.
#[derive(Clone, Debug, PartialEq)]
pub struct ScannedCode {
    /// Its text: what [`prepare`](Wallet::prepare) takes.
    pub text: String,
    /// Its corners in the frame: top left, top right, bottom right and bottom left *of the symbol*.
    pub corners: [Point; 4],
    /// What it is.
    pub kind: CodeKind,
}

/// What a code is, as far as its text says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CodeKind {
    /// A DLak code that keeps the rules: it can be prepared.
    Dlak,
    /// A payment code of another scheme.
    Foreign {
        /// The scheme's name.
        scheme: String,
        /// The country or currency that it is for.
        country: String,
    },
    /// A payment code that is damaged, or a DLak code against the rules.
    Broken {
        /// What is wrong with it, for people.
        why: String,
    },
    /// A link or a text.
    NotPayment,
}

impl CodeKind {
    /// Tells what a code is by its text.
    pub fn of(text: &str) -> Self {
        match read_code(text) {
            Ok(_) => Self::Dlak,
            Err(WalletError::ForeignCode { scheme, country }) => Self::Foreign { scheme, country },
            Err(WalletError::BadCode(payment_qr::ParseError::NotEmv)) => Self::NotPayment,
            Err(error) => Self::Broken { why: error.to_string() },
        }
    }
}

impl Wallet {
    /// The codes in a camera frame. Sync and pure: call it from the camera's thread, frame by frame.
    pub fn scan(frame: &Frame<'_>) -> Vec<ScannedCode> {
        qr_scan::decode(frame)
            .into_iter()
            .map(|code| ScannedCode {
                kind: CodeKind::of(&code.text),
                corners: code.corners,
                text: code.text,
            })
            .collect()
    }
}
