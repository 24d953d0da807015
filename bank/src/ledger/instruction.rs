//! What the ledger is asked to do.

use bank_api::{
    amount::Amount,
    id::{AccountId, OrderId, RequestId},
    key::KeyId,
    log::{entry::EntryKind, hash::Hash},
    statement::{OrderKind, PaymentOrder, Signed},
};

/// What the ledger is asked to do. Each has an id that it does at most once.
#[derive(Clone, Debug)]
pub enum Instruction {
    /// A customer's order.
    Order(VerifiedOrder),
    /// The central bank issues money to a participant.
    Mint {
        /// Its id.
        id: OrderId,
        /// Whose account is credited.
        participant: AccountId,
        /// How much.
        amount: Amount,
    },
    /// The central bank withdraws money from a participant.
    Burn {
        /// Its id.
        id: OrderId,
        /// Whose account is debited.
        participant: AccountId,
        /// How much.
        amount: Amount,
    },
    /// A commercial bank pays digital kip to its customer, whose fiat money it has taken or holds.
    TopUp {
        /// Its id.
        id: OrderId,
        /// The commercial bank's account.
        participant: AccountId,
        /// The customer's account.
        wallet: AccountId,
        /// How much.
        amount: Amount,
    },
    /// The central bank's vault pays digital kip to a commercial bank, whose reserves it has taken or holds.
    Purchase {
        /// Its id.
        id: OrderId,
        /// The vault's account.
        vault: AccountId,
        /// The commercial bank's account.
        participant: AccountId,
        /// How much.
        amount: Amount,
    },
}

/// A customer's order whose signature was checked against the key of one of the bank's wallets.
///
/// Only [`verify`](super::verify) makes one. Whether the key may still spend, and for whom, [`settle`](super::settle())
/// decides: that may have changed since.
#[derive(Clone, Debug)]
pub struct VerifiedOrder {
    signed: Signed<PaymentOrder>,
    digest: Hash,
}

impl VerifiedOrder {
    pub(super) fn new(signed: Signed<PaymentOrder>) -> Self {
        Self { digest: signed.digest(), signed }
    }

    /// What was ordered.
    pub fn order(&self) -> &PaymentOrder {
        self.signed.body()
    }

    /// The spending key that signed it.
    pub fn key_id(&self) -> KeyId {
        self.signed.key_id()
    }

    /// SHA-256 of the signed bytes.
    pub fn digest(&self) -> Hash {
        self.digest
    }

    /// The bytes that were signed.
    pub fn bytes(&self) -> &[u8] {
        self.signed.bytes()
    }
}

/// What an instruction would move, in the same form for all kinds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Movement<'a> {
    pub(crate) id: OrderId,
    pub(crate) kind: EntryKind,
    pub(crate) debtor: AccountId,
    pub(crate) creditor: AccountId,
    pub(crate) amount: Amount,
    pub(crate) request: Option<RequestId>,
    pub(crate) memo: Option<&'a str>,
}

impl Instruction {
    /// The id under which it is done at most once.
    pub fn id(&self) -> OrderId {
        self.movement().id
    }

    /// The customer's order, if it is one.
    pub fn order(&self) -> Option<&VerifiedOrder> {
        if let Self::Order(order) = self { Some(order) } else { None }
    }

    pub(crate) fn movement(&self) -> Movement<'_> {
        let operation = |id, kind, debtor, creditor, amount| Movement {
            id,
            kind,
            debtor,
            creditor,
            amount,
            request: None,
            memo: None,
        };
        let issuance = AccountId::issuance;
        match *self {
            Self::Order(ref order) => {
                let order = order.order();
                let kind = match order.kind {
                    OrderKind::Payment => EntryKind::Payment,
                    OrderKind::Redemption => EntryKind::Redemption,
                };
                Movement {
                    request: order.request,
                    memo: order.memo.as_deref(),
                    ..operation(order.id, kind, order.payer, order.payee, order.amount)
                }
            }
            Self::Mint { id, participant, amount } => {
                operation(id, EntryKind::Mint, issuance(), participant, amount)
            }
            Self::Burn { id, participant, amount } => {
                operation(id, EntryKind::Burn, participant, issuance(), amount)
            }
            Self::TopUp { id, participant, wallet, amount } => {
                operation(id, EntryKind::TopUp, participant, wallet, amount)
            }
            Self::Purchase { id, vault, participant, amount } => {
                operation(id, EntryKind::Purchase, vault, participant, amount)
            }
        }
    }

    /// Names its content: the same id with another digest is another instruction, and refused.
    pub fn digest(&self) -> Hash {
        if let Self::Order(order) = self {
            return order.digest();
        }
        let Movement { id, kind, debtor, creditor, amount, .. } = self.movement();
        let mut bytes = b"dlak/operation/v1\0".to_vec();
        bytes.extend(id.as_bytes());
        bytes.push(kind as u8);
        bytes.extend(debtor.as_bytes());
        bytes.extend(creditor.as_bytes());
        bytes.extend(amount.att().to_be_bytes());
        Hash::of(&bytes)
    }
}
