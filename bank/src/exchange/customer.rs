//! The commercial banks' customers, and the codes with which they open their wallets.
//!
//! A code is made from the customer's id and a key that only the bank's folder has (HMAC-SHA-256, 80 bits): so it can be
//! shown again when the answer to the commercial bank was lost, and yet stands nowhere in the database, which keeps its
//! hash to find the customer by. It is good for one wallet.

use bank_api::{
    id::{AccountId, OrderId, ParticipantId},
    message::{operator::CustomerInfo, wallet::HolderKind},
    time::Timestamp,
};
use hmac::{Hmac, KeyInit, Mac};
use rusqlite::{OptionalExtension, Row, Transaction, params};
use sha2::{Digest, Sha256};

use super::{FiatAccount, fiat::book};
use crate::{
    keys::EnrolmentKey,
    store::{Column, StoreError, parsed},
};

/// Crockford's base32: no I, L, O, U, which people mistake for other characters.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CODE_CHARS: u32 = 16;

/// What a customer types into the app to open the wallet. Never printed by accident.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct EnrolmentCode(String);

impl EnrolmentCode {
    /// The code of a customer.
    fn of(customer: OrderId, key: &EnrolmentKey) -> Self {
        let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes())
            .expect("HMAC takes keys of any length (RFC 2104, section 2)");
        mac.update(b"dlak/enrolment-code/v1\0");
        mac.update(customer.as_bytes());
        let mut bits = [0; 16];
        bits[6..].copy_from_slice(&mac.finalize().into_bytes()[..10]);
        let bits = u128::from_be_bytes(bits);
        let char_at = |place: u32| {
            let five = usize::try_from((bits >> (5 * (CODE_CHARS - 1 - place))) & 31).unwrap_or_default();
            char::from(ALPHABET[five])
        };
        Self((0..CODE_CHARS).map(char_at).collect())
    }

    /// The code that a person typed: hyphens and spaces do not count, nor does the case, and the characters that look
    /// alike are taken for what they mean.
    pub(crate) fn typed(text: &str) -> Self {
        let known =
            text.chars().filter(|c| !matches!(c, '-' | ' ')).take(64).map(|c| match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            });
        Self(known.collect())
    }

    /// In groups of four, as people read it.
    fn shown(&self) -> String {
        let mut shown = String::with_capacity(self.0.len() + 4);
        for (place, char) in self.0.chars().enumerate() {
            if place > 0 && place % 4 == 0 {
                shown.push('-');
            }
            shown.push(char);
        }
        shown
    }

    fn hash(&self) -> [u8; 32] {
        Sha256::new().chain_update(b"dlak/enrolment-hash/v1\0").chain_update(&self.0).finalize().into()
    }
}

impl std::fmt::Debug for EnrolmentCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EnrolmentCode([redacted])")
    }
}

/// A customer of a commercial bank.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Customer {
    pub(crate) id: OrderId,
    pub(crate) participant: ParticipantId,
    pub(crate) name: String,
    pub(crate) kind: HolderKind,
    /// The account of the wallet that was opened with the code.
    pub(crate) wallet: Option<AccountId>,
}

impl Customer {
    /// The customer's fiat money.
    pub(crate) fn fiat_account(&self) -> FiatAccount {
        FiatAccount::Customer { participant: self.participant.clone(), customer: self.id }
    }

    fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let kind = match row.get_ref(3)?.as_str()? {
            "merchant" => HolderKind::Merchant,
            _ => HolderKind::Person, // the column's CHECK leaves nothing else
        };
        Ok(Self {
            id: OrderId::get(row, 0)?,
            participant: parsed(row, 1)?,
            name: row.get(2)?,
            kind,
            wallet: AccountId::optional(row, 4)?,
        })
    }
}

const COLUMNS: &str = "SELECT id, participant, name, kind, wallet FROM customer";

/// Takes in a customer, with an empty account. The same one again changes nothing; says no if the id is another's.
pub(crate) fn insert(
    tx: &Transaction<'_>,
    customer: &Customer,
    key: &EnrolmentKey,
    central_bank: &ParticipantId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    if let Some(earlier) = find(tx, customer.id)? {
        return Ok(Customer { wallet: None, ..earlier } == *customer);
    }
    let kind = if customer.kind == HolderKind::Merchant { "merchant" } else { "person" };
    tx.prepare_cached(
        "INSERT INTO customer (id, participant, name, kind, enrolment_hash, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        customer.id.as_bytes(),
        customer.participant.as_str(),
        customer.name,
        kind,
        EnrolmentCode::of(customer.id, key).hash(),
        now.micros(),
    ])?;
    book::open_account(tx, &customer.fiat_account(), central_bank)?;
    Ok(true)
}

/// By the primary key.
pub(crate) fn find(tx: &Transaction<'_>, id: OrderId) -> Result<Option<Customer>, StoreError> {
    let mut statement = tx.prepare_cached(&format!("{COLUMNS} WHERE id = ?1"))?;
    Ok(statement.query_row([id.as_bytes()], Customer::from_row).optional()?)
}

/// The customer who has this code. By the unique `enrolment_hash`.
pub(crate) fn by_code(tx: &Transaction<'_>, code: &EnrolmentCode) -> Result<Option<Customer>, StoreError> {
    let mut statement = tx.prepare_cached(&format!("{COLUMNS} WHERE enrolment_hash = ?1"))?;
    Ok(statement.query_row([code.hash()], Customer::from_row).optional()?)
}

/// The customer who opened this wallet. By the unique `wallet`.
pub(crate) fn by_wallet(tx: &Transaction<'_>, wallet: AccountId) -> Result<Option<Customer>, StoreError> {
    let mut statement = tx.prepare_cached(&format!("{COLUMNS} WHERE wallet = ?1"))?;
    Ok(statement.query_row([wallet.as_bytes()], Customer::from_row).optional()?)
}

/// Stores that the customer has opened this wallet.
pub(crate) fn set_wallet(
    tx: &Transaction<'_>,
    customer: OrderId,
    wallet: AccountId,
) -> Result<(), StoreError> {
    tx.prepare_cached("UPDATE customer SET wallet = ?2 WHERE id = ?1")?
        .execute([customer.as_bytes(), wallet.as_bytes()])?;
    Ok(())
}

/// The customer as the commercial bank sees it.
pub(crate) fn info(
    tx: &Transaction<'_>,
    customer: Customer,
    key: &EnrolmentKey,
) -> Result<CustomerInfo, StoreError> {
    let fiat = book::balance(tx, &customer.fiat_account())?
        .ok_or_else(|| StoreError::Damaged("a customer has no account".to_owned()))?;
    Ok(CustomerInfo {
        customer: customer.id,
        enrolment_code: EnrolmentCode::of(customer.id, key).shown(),
        name: customer.name,
        kind: customer.kind,
        wallet: customer.wallet,
        fiat,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_back_as_people_type_it() {
        let key = EnrolmentKey::from_bytes([7; 32]);
        let code = EnrolmentCode::of(OrderId::from_bytes([1; 16]), &key);
        let shown = code.shown();
        assert_eq!(shown.len(), 19);
        for typed in [shown.clone(), shown.to_lowercase(), shown.replace('-', " "), shown.replace('0', "o")] {
            assert_eq!(EnrolmentCode::typed(&typed).hash(), code.hash(), "{typed}");
        }
        assert_ne!(EnrolmentCode::typed("").hash(), code.hash());
    }

    #[test]
    fn codes_of_other_customers_and_other_banks_differ() {
        let key = EnrolmentKey::from_bytes([7; 32]);
        let code = EnrolmentCode::of(OrderId::from_bytes([1; 16]), &key);
        assert!(code != EnrolmentCode::of(OrderId::from_bytes([2; 16]), &key));
        assert!(code != EnrolmentCode::of(OrderId::from_bytes([1; 16]), &EnrolmentKey::from_bytes([8; 32])));
        assert!(!format!("{code:?}").contains(&code.0));
    }
}
