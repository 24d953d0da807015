use std::time::Duration;

use minicbor::{Decode, Encode};

use super::{Lak, Statement, Version1};
use crate::{
    amount::Amount,
    id::{AccountId, OrderId, RequestId},
    time::Timestamp,
};

/// The longest memo, in Unicode characters: that of ISO 20022's unstructured remittance information (Max140Text).
pub const MEMO_MAX_CHARS: usize = 140;

/// The longest that an order may stay valid, by the ledger's time when it decides: so long at most a payment is unclear, and so
/// long at most someone who has withheld an order can still use it.
pub const VALIDITY_MAX: Duration = Duration::from_hours(1);

/// What an order asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum OrderKind {
    /// Pay the payee.
    #[n(1)]
    Payment,
    /// Give the amount back to the payee, which is the payer's commercial bank, for fiat money in the payer's account.
    #[n(3)]
    Redemption,
}

/// A payer's instruction to pay, signed with the spending key of one of the payer's devices.
///
/// After `expires_at` the bank never settles it: whoever lost the answer finds the truth by asking later.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct PaymentOrder {
    /// The format's version.
    #[n(1)]
    pub version: Version1,
    /// The order's id, made by the wallet: the idempotency key.
    #[n(2)]
    pub id: OrderId,
    /// Who pays.
    #[n(3)]
    pub payer: AccountId,
    /// Who is paid.
    #[n(4)]
    pub payee: AccountId,
    /// How much, in att; more than nothing.
    #[n(5)]
    pub amount: Amount,
    /// In which currency.
    #[n(6)]
    pub currency: Lak,
    /// What for.
    #[n(7)]
    pub kind: OrderKind,
    /// The payment request that it answers.
    #[n(8)]
    pub request: Option<RequestId>,
    /// A text for the payee, for which [`is_memo`] holds.
    #[n(9)]
    pub memo: Option<String>,
    /// When the wallet made it, by the bank's clock as the wallet knows it.
    #[n(10)]
    pub created_at: Timestamp,
    /// The last instant at which the bank may settle it.
    #[n(11)]
    pub expires_at: Timestamp,
}

impl Statement for PaymentOrder {
    const CONTENT_TYPE: &'static str = "application/dlak-payment-order+cbor";

    fn is_sound(&self) -> bool {
        let memo = self.memo.as_deref().is_none_or(is_memo);
        !self.amount.is_zero() && self.payer != self.payee && self.created_at < self.expires_at && memo
    }
}

/// Is it a memo: [`is_readable`] with at most [`MEMO_MAX_CHARS`] characters?
pub fn is_memo(text: &str) -> bool {
    is_readable(text, MEMO_MAX_CHARS)
}

/// Is it a text that one person may show another: not empty, at most so many characters, without control characters
/// and without the marks that turn a line's direction around (Unicode TR9), which could make it read otherwise?
pub fn is_readable(text: &str, max_chars: usize) -> bool {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    (1..=max_chars).contains(&text.chars().count()) && !text.chars().any(|c| c.is_control() || turns(c))
}
