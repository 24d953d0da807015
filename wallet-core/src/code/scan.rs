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

#[cfg(test)]
mod tests {
    use bank_api::id::AccountId;
    use qr_scan::{Level, Symbol};

    use super::*;
    use crate::code::own_code;

    fn scan(text: &str) -> Vec<ScannedCode> {
        let symbol = Symbol::new(text, Level::Medium).unwrap();
        let (pixels, side) = (symbol.to_luma(4), symbol.side_px(4));
        Wallet::scan(&Frame::luma(&pixels, side, side, side).unwrap())
    }

    #[test]
    fn what_the_camera_sees_is_told_apart() {
        let ours = own_code(AccountId::from_bytes([7; 16]), "Han Kafe", None, None).unwrap();
        let foreign = "00020101021129370016A000000677010111011300668123456785802TH530376463049B5E";
        for (text, kind) in [
            (ours.as_str(), CodeKind::Dlak),
            ("https://example.com", CodeKind::NotPayment),
            (foreign, CodeKind::of(foreign)),
        ] {
            let seen = scan(text);
            assert_eq!(seen.len(), 1);
            assert_eq!((seen[0].text.as_str(), &seen[0].kind), (text, &kind));
        }
        assert!(matches!(CodeKind::of(&ours.replace("Han", "Hen")), CodeKind::Broken { .. }));
        assert_eq!(scan_nothing(), []);
    }

    fn scan_nothing() -> Vec<ScannedCode> {
        let grey = vec![128; 200 * 100];
        Wallet::scan(&Frame::luma(&grey, 200, 100, 200).unwrap())
    }
}
