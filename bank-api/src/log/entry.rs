//! Entries and leaves: what an account's hash chain and the ledger log commit to.
//!
//! ```text
//! chain(account, 0) = SHA-256("dlak/entry-chain/v1" 0x00 account)
//! chain(account, n) = SHA-256("dlak/entry/v1" 0x00 CBOR[ chain(account, n-1), account, n, kind, order, counterparty,
//!                             signed amount, balance after, settled at, request, memo, blinding ])
//! leaf              = CBOR[1, 0, debit entry's hash, credit entry's hash]             a transfer: nothing readable
//!                   | CBOR[1, 1 mint | 2 burn, debit's hash, credit's hash, amount]   public: anyone can add them up
//! ```
//!
//! The blinding keeps who knows an account and guesses an amount from recognising the transfer in the public log.

use minicbor::{Decode, Encode};
use sha2::{Digest, Sha256};

use crate::{
    amount::{Amount, Balance},
    cose::encode,
    id::{AccountId, OrderId, RequestId},
    log::hash::{Hash, leaf_hash},
    time::Timestamp,
};

/// What moved the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Encode, Decode, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
#[cbor(index_only)]
pub enum EntryKind {
    /// A payment from one wallet to another.
    #[n(1)]
    Payment,
    /// Digital kip given back to a commercial bank for fiat money.
    #[n(2)]
    Redemption,
    /// Digital kip got from a commercial bank for fiat money.
    #[n(3)]
    TopUp,
    /// Digital kip that a commercial bank bought from the central bank against its reserves.
    #[n(4)]
    Purchase,
    /// Issued by the central bank.
    #[n(5)]
    Mint,
    /// Withdrawn by the central bank.
    #[n(6)]
    Burn,
}

/// On which side of the account the entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Money came in.
    Credit,
    /// Money went out.
    Debit,
}

/// One side of a transfer as one account sees it.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Entry {
    /// Its number in the account, from 1, without gaps.
    pub seq: u64,
    /// What moved the money.
    pub kind: EntryKind,
    /// The order, or the operation, that did.
    pub order_id: OrderId,
    /// The account on the other side.
    pub counterparty: AccountId,
    /// In or out.
    pub direction: Direction,
    /// How much, in att.
    pub amount: Amount,
    /// The account's balance after it, in att.
    pub balance_after: Balance,
    /// The time of the batch that settled it.
    pub settled_at: Timestamp,
    /// The payment request that was answered.
    pub request: Option<RequestId>,
    /// The payer's text.
    pub memo: Option<String>,
    /// 32 random bytes.
    pub blinding: Hash,
}

#[derive(Encode)]
#[cbor(array)]
struct Preimage<'a> {
    #[n(0)]
    previous: Hash,
    #[n(1)]
    account: AccountId,
    #[n(2)]
    seq: u64,
    #[n(3)]
    kind: EntryKind,
    #[n(4)]
    order_id: OrderId,
    #[n(5)]
    counterparty: AccountId,
    #[n(6)]
    amount: i64,
    #[n(7)]
    balance_after: Balance,
    #[n(8)]
    settled_at: Timestamp,
    #[n(9)]
    request: Option<RequestId>,
    #[n(10)]
    memo: Option<&'a str>,
    #[n(11)]
    blinding: Hash,
}

impl Entry {
    /// The amount with its sign: negative when money went out.
    pub fn signed_amount(&self) -> i64 {
        match self.direction {
            Direction::Credit => self.amount.signed_att(),
            Direction::Debit => -self.amount.signed_att(),
        }
    }

    /// The entry's hash in `account`'s chain, after the entry whose hash is `previous`.
    pub fn hash(&self, account: AccountId, previous: Hash) -> Hash {
        let preimage = Preimage {
            previous,
            account,
            seq: self.seq,
            kind: self.kind,
            order_id: self.order_id,
            counterparty: self.counterparty,
            amount: self.signed_amount(),
            balance_after: self.balance_after,
            settled_at: self.settled_at,
            request: self.request,
            memo: self.memo.as_deref(),
            blinding: self.blinding,
        };
        digest(b"dlak/entry/v1\0", &encode(&preimage))
    }
}

/// The hash before an account's first entry.
pub fn chain_start(account: AccountId) -> Hash {
    digest(b"dlak/entry-chain/v1\0", account.as_bytes())
}

fn digest(domain: &[u8], bytes: &[u8]) -> Hash {
    let mut hash = Sha256::new();
    hash.update(domain);
    hash.update(bytes);
    Hash::from_bytes(hash.finalize().into())
}

/// A leaf of the ledger log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaf {
    /// A transfer that only its parties can read.
    Transfer {
        /// The hash of the debited account's entry.
        debit: Hash,
        /// The hash of the credited account's entry.
        credit: Hash,
    },
    /// An issue of new money, for all to see.
    Mint {
        /// The hash of the issuance account's entry.
        debit: Hash,
        /// The hash of the credited participant's entry.
        credit: Hash,
        /// How much, in att.
        amount: Amount,
    },
    /// A withdrawal of money, for all to see.
    Burn {
        /// The hash of the debited participant's entry.
        debit: Hash,
        /// The hash of the issuance account's entry.
        credit: Hash,
        /// How much, in att.
        amount: Amount,
    },
}

/// The bytes are not a leaf that this version knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the bytes are not a leaf of the ledger log that this version knows")]
pub struct LeafError;

#[derive(Encode, Decode)]
#[cbor(array)]
struct LeafFields {
    #[n(0)]
    version: u8,
    #[n(1)]
    kind: u8,
    #[n(2)]
    debit: Hash,
    #[n(3)]
    credit: Hash,
    #[n(4)]
    amount: Option<Amount>,
}

impl Leaf {
    /// The leaf's bytes, as the log serves them.
    pub fn to_bytes(self) -> Vec<u8> {
        let (kind, debit, credit, amount) = match self {
            Self::Transfer { debit, credit } => (0, debit, credit, None),
            Self::Mint { debit, credit, amount } => (1, debit, credit, Some(amount)),
            Self::Burn { debit, credit, amount } => (2, debit, credit, Some(amount)),
        };
        encode(&LeafFields { version: 1, kind, debit, credit, amount })
    }

    /// Reads what [`Self::to_bytes`] wrote, and only that.
    pub fn parse(bytes: &[u8]) -> Result<Self, LeafError> {
        let LeafFields { version, kind, debit, credit, amount } =
            minicbor::decode(bytes).map_err(|_| LeafError)?;
        let leaf = match (version, kind, amount) {
            (1, 0, None) => Self::Transfer { debit, credit },
            (1, 1, Some(amount)) => Self::Mint { debit, credit, amount },
            (1, 2, Some(amount)) => Self::Burn { debit, credit, amount },
            _ => return Err(LeafError),
        };
        if leaf.to_bytes() == bytes { Ok(leaf) } else { Err(LeafError) }
    }

    /// The leaf's hash in the Merkle tree.
    pub fn hash(self) -> Hash {
        leaf_hash(&self.to_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        Entry {
            seq: 1,
            kind: EntryKind::Payment,
            order_id: OrderId::from_bytes([1; 16]),
            counterparty: AccountId::from_bytes([2; 16]),
            direction: Direction::Credit,
            amount: Amount::from_kip(500).unwrap(),
            balance_after: Balance::from_att(50_000),
            settled_at: Timestamp::from_seconds(1_700_000_000).unwrap(),
            request: None,
            memo: None,
            blinding: Hash::from_bytes([9; 32]),
        }
    }

    #[test]
    fn an_entrys_hash_covers_each_of_its_fields() {
        type Change = fn(&mut Entry);
        let account = AccountId::from_bytes([5; 16]);
        let start = chain_start(account);
        let hash = entry().hash(account, start);
        let changes: [Change; 11] = [
            |entry| entry.seq = 2,
            |entry| entry.kind = EntryKind::TopUp,
            |entry| entry.order_id = OrderId::from_bytes([7; 16]),
            |entry| entry.counterparty = AccountId::from_bytes([7; 16]),
            |entry| entry.direction = Direction::Debit,
            |entry| entry.amount = Amount::from_att(50_001).unwrap(),
            |entry| entry.balance_after = Balance::from_att(50_001),
            |entry| entry.settled_at = Timestamp::from_seconds(1_700_000_001).unwrap(),
            |entry| entry.request = Some(RequestId::from_bytes([7; 16])),
            |entry| entry.memo = Some(String::new()),
            |entry| entry.blinding = Hash::from_bytes([7; 32]),
        ];
        for (index, change) in changes.into_iter().enumerate() {
            let mut other = entry();
            change(&mut other);
            assert_ne!(other.hash(account, start), hash, "change {index}");
        }
        assert_ne!(entry().hash(account, hash), hash, "the hash before it");
        assert_ne!(entry().hash(AccountId::from_bytes([6; 16]), start), hash, "the account");
    }

    #[test]
    fn leaves_round_trip_and_say_nothing_but_hashes_unless_public() {
        let (debit, credit) = (Hash::from_bytes([1; 32]), Hash::from_bytes([2; 32]));
        let amount = Amount::from_kip(1).unwrap();
        for leaf in [
            Leaf::Transfer { debit, credit },
            Leaf::Mint { debit, credit, amount },
            Leaf::Burn { debit, credit, amount },
        ] {
            let bytes = leaf.to_bytes();
            assert_eq!(Leaf::parse(&bytes), Ok(leaf));
            assert_eq!(Leaf::parse(&bytes[..bytes.len() - 1]), Err(LeafError));
        }
        assert_eq!(Leaf::parse(b""), Err(LeafError));
    }
}
