//! Payment QR payloads: EMVCo merchant-presented mode, text to struct and back. No I/O, no clock, no picture.
//!
//! A code in a shop holds one line of text: objects with a two-digit ID, a two-digit length and a value. [`Payload`]
//! reads any sound one, keeps what it does not know and writes it back byte for byte. What it means is asked for
//! piece by piece:
//!
//! - [`Payload::scheme`]: whose code it is, of LAO QR, KHQR, PromptPay, VietQR and the others in [`SCHEMES`];
//! - [`Payload::dlak`], [`Payload::lao_qr`]: who is paid;
//! - [`Payload::amount_minor`]: how much, in minor units, never a float;
//! - [`Payload::check`]: whether it may be paid now. **Ask this before money moves**: [`Payload::parse`] only says that
//!   the text is undamaged;
//! - [`Payload::shown_name`]: what the payee calls himself. Anyone can print a code with any name: show the name that
//!   the bank knows.
//!
//! [`DlakCode`] writes the codes of this project, [`PayloadBuilder`] any other. What can be wrong stands in
//! [`error`]'s table.
//!
//! ```
//! use payment_qr::{DlakCode, ParseErrorKind, Payload, Scheme};
//!
//! // A shop shows a code for one payment...
//! let shown = DlakCode {
//!     account: "0123456789ABCDEFGHJKMNPQRS".into(),
//!     merchant_name: "HAN KAFE".into(),
//!     merchant_city: "Vientiane".into(),
//!     amount: Some(1_500_000), // att: 15,000 kip
//!     request: Some("ZYXWVTSRQPNMKJHGFEDCBA9876".into()),
//!     expires_at: Some(1_800_000_000),
//!     ..DlakCode::default()
//! }
//! .to_payload()?
//! .to_string();
//!
//! // ...and a customer's wallet reads it.
//! let code = Payload::parse(&shown)?;
//! code.check(1_799_999_999_000)?; // UTC milliseconds: not expired yet
//! assert_eq!(code.scheme(), Some(Scheme::Dlak));
//! assert_eq!(code.amount_minor(2)?, Some(1_500_000));
//! assert_eq!(code.dlak()?.map(|payee| payee.account).as_deref(), Some("0123456789ABCDEFGHJKMNPQRS"));
//! assert_eq!(code.to_string(), shown);
//!
//! // Broken codes say what is wrong and where.
//! let error = Payload::parse(&shown.replace("15000", "15001")).unwrap_err();
//! assert_eq!(error.kind(), ParseErrorKind::CrcMismatch);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod additional;
mod amount;
mod builder;
mod crc;
mod currency;
mod display;
pub mod error;
mod names;
mod object;
mod payload;
mod scheme;

pub use additional::{ASK_PAYER, AdditionalData, LocalName};
pub use amount::{AmountError, MAX_AMOUNT_CHARACTERS, Percentage, QrAmount, Tip};
pub use builder::PayloadBuilder;
pub use crc::crc16;
pub use currency::{Currency, CurrencyCode};
pub use display::displayable;
pub use error::{BuildError, ParseError, ParseErrorKind, ProfileError};
pub use object::{LengthUnit, Object, ObjectId, ObjectPath, Template, Value};
pub use payload::{Initiation, MAX_BYTES, MAX_WRITTEN_CHARACTERS, Payload};
pub use scheme::{
    Account, DLAK_UNIQUE_ID, DlakAccount, DlakCode, KhqrAccount, LAO_QR_APPLICATION_ID, LaoQr, NO_NAME,
    PaymentType, SCHEMES, Scheme, SchemeRow, Warning, issuer_name,
};
