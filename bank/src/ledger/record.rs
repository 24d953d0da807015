//! What decisions leave behind: entries in their hash chains, leaves of the log, receipts, and the signed head.
//!
//! ```text
//! decisions -> entry hashes (each account's chain) -> leaves -> tree -> checkpoint and supply (signed)
//!                                                        +----------> receipts (signed)
//! ```
//!
//! Pure: the same decisions, time, blindings and keys make the same bytes.

use std::collections::BTreeSet;

use bank_api::{
    id::{AccountId, NetworkId, OrderId},
    key::SecretKey,
    log::{
        checkpoint::SignedCheckpoint,
        entry::{Direction, Entry, EntryKind, Leaf},
        hash::Hash,
        note::NoteSigner,
        tree::{Frontier, Node},
    },
    problem::RejectReason,
    statement::{Lak, Receipt, Signed, Supply, Version1},
    time::Timestamp,
};

use super::{
    account::{Account, Accounts, Totals},
    instruction::{Instruction, VerifiedOrder},
    outcome::{Outcome, Settled},
    settle::{Decision, Side, Transfer},
};

/// The keys that the ledger signs with, and for which network.
pub struct LedgerKeys {
    /// The network that statements are good for.
    pub network: NetworkId,
    /// Signs receipts and the supply.
    pub receipt: SecretKey,
    /// Signs checkpoints; its name is the log's origin.
    pub log: NoteSigner,
}

/// The head of the ledger after its newest batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The right edge of the log's tree: its size, its root.
    pub frontier: Frontier,
    /// The time of the newest batch. All later ones are after it.
    pub batch_time: Timestamp,
    /// How much money there is.
    pub totals: Totals,
    /// The signed checkpoint of the tree.
    pub checkpoint: String,
    /// The signed [`Supply`] at that size.
    pub supply: Vec<u8>,
}

impl Head {
    /// The head of a ledger in which nothing has happened.
    pub fn empty(at: Timestamp, keys: &LedgerKeys) -> Self {
        Self::signed(Frontier::empty(), at, Totals::default(), keys)
    }

    fn signed(frontier: Frontier, at: Timestamp, totals: Totals, keys: &LedgerKeys) -> Self {
        let (size, root) = (frontier.size(), frontier.root());
        let supply = Supply {
            version: Version1,
            tree_size: size,
            root,
            minted: totals.minted,
            burned: totals.burned,
            stated_at: at,
        };
        Self {
            frontier,
            batch_time: at,
            totals,
            checkpoint: SignedCheckpoint::sign(size, root, &keys.log).into_note(),
            supply: Signed::sign(supply, &keys.network, &keys.receipt).bytes().to_vec(),
        }
    }

    /// The time of the next batch: the clock, but always after this one. `None` at the end of time.
    pub fn next_time(&self, now: Timestamp) -> Option<Timestamp> {
        let next = now.max(self.batch_time.shifted(1));
        (next > self.batch_time).then_some(next)
    }
}

/// A batch as a store writes it: all of it or nothing.
#[derive(Clone, Debug)]
pub struct Batch {
    /// The head after it.
    pub head: Head,
    /// Every account that changed.
    pub accounts: Vec<(AccountId, Account)>,
    /// What was decided for the first time.
    pub decisions: Vec<NewDecision>,
    /// What moved money, in the order of the log.
    pub transfers: Vec<NewTransfer>,
    /// The nodes of the tree that were completed, leaves included.
    pub nodes: Vec<Node>,
    /// What to answer to each instruction.
    pub outcomes: Vec<Outcome>,
}

/// An instruction that was decided for the first time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDecision {
    /// Its id.
    pub order_id: OrderId,
    /// SHA-256 of what was instructed.
    pub digest: Hash,
    /// Who pays.
    pub debtor: AccountId,
    /// Who is paid.
    pub creditor: AccountId,
    /// The leaf of its transfer, or why there is none.
    pub result: Result<u64, RejectReason>,
}

/// A transfer with its place in the log.
#[derive(Clone, Debug)]
pub struct NewTransfer {
    /// What moved.
    pub transfer: Transfer,
    /// Its leaf.
    pub leaf_index: u64,
    /// The payer's text.
    pub memo: Option<String>,
    /// The debited account's entry.
    pub debit: ChainedEntry,
    /// The credited account's entry.
    pub credit: ChainedEntry,
    /// The signed order and the signed receipt of a customer's order.
    pub signed: Option<SignedPair>,
}

/// The signed order and the signed receipt, to the byte.
#[derive(Clone, Debug)]
pub struct SignedPair {
    /// The customer's order.
    pub order: Vec<u8>,
    /// The bank's receipt.
    pub receipt: Vec<u8>,
}

/// What an entry adds to its side of the transfer.
#[derive(Clone, Copy, Debug)]
pub struct ChainedEntry {
    /// 32 random bytes.
    pub blinding: Hash,
    /// Its hash in the account's chain.
    pub hash: Hash,
}

/// Records what [`settle`](super::settle()) decided at `at` about `instructions`, after `head`. `accounts` is what
/// settlement left; `blindings` gives 32 random bytes for each of the two entries of a transfer.
pub fn record<E>(
    mut accounts: Accounts,
    head: Head,
    instructions: &[Instruction],
    decisions: Vec<Decision>,
    at: Timestamp,
    mut blindings: impl FnMut() -> Result<[Hash; 2], E>,
    keys: &LedgerKeys,
) -> Result<Batch, E> {
    let mut frontier = head.frontier.clone();
    let mut batch = Batch {
        head,
        accounts: Vec::new(),
        decisions: Vec::new(),
        transfers: Vec::new(),
        nodes: Vec::new(),
        outcomes: Vec::with_capacity(decisions.len()),
    };
    let mut changed = BTreeSet::new();
    for (instruction, decision) in instructions.iter().zip(decisions) {
        let outcome = match decision {
            Decision::Repeat(outcome) => outcome,
            // It was decided earlier in this batch, so its outcome stands before this one.
            Decision::RepeatOf(first) => batch.outcomes[first].clone(),
            Decision::IdReused => Outcome::Rejected { reason: RejectReason::OrderIdReused, decided_at: at },
            Decision::Reject(reason) => {
                batch.decisions.push(NewDecision::new(instruction, Err(reason)));
                Outcome::Rejected { reason, decided_at: at }
            }
            Decision::Move(transfer) => {
                changed.extend([transfer.debit.account, transfer.credit.account]);
                let transfer = chain(&mut accounts, transfer, instruction, at, blindings()?);
                let transfer = NewTransfer { leaf_index: frontier.size(), ..transfer };
                batch.nodes.extend(frontier.append(transfer.leaf().hash()));
                let transfer = transfer.with_receipt(instruction, at, keys);
                batch.decisions.push(NewDecision::new(instruction, Ok(transfer.leaf_index)));
                let outcome = Outcome::Settled(Settled {
                    leaf_index: transfer.leaf_index,
                    settled_at: at,
                    receipt: transfer.signed.as_ref().map(|signed| signed.receipt.clone()),
                });
                batch.transfers.push(transfer);
                outcome
            }
        };
        batch.outcomes.push(outcome);
    }
    batch.head.batch_time = at;
    if frontier.size() != batch.head.frontier.size() {
        batch.head = Head::signed(frontier, at, accounts.totals, keys);
    }
    batch.accounts = changed.into_iter().filter_map(|id| accounts.accounts.remove_entry(&id)).collect();
    Ok(batch)
}

/// Adds both entries of a transfer to their accounts' chains.
fn chain(
    accounts: &mut Accounts,
    transfer: Transfer,
    instruction: &Instruction,
    at: Timestamp,
    [debit_blinding, credit_blinding]: [Hash; 2],
) -> NewTransfer {
    let memo = instruction.movement().memo.map(str::to_owned);
    let mut add = |side: Side, counterparty: AccountId, direction, blinding: Hash| {
        let entry = Entry {
            seq: side.seq,
            kind: transfer.kind,
            order_id: transfer.order_id,
            counterparty,
            direction,
            amount: transfer.amount,
            balance_after: side.balance_after,
            settled_at: at,
            request: transfer.request,
            memo: memo.clone(),
            blinding,
        };
        let account = accounts.accounts.get_mut(&side.account);
        // Settlement has just moved money in it, so it is there.
        let account = account.expect("both accounts of a transfer are among the loaded ones");
        account.chain = entry.hash(side.account, account.chain);
        ChainedEntry { blinding, hash: account.chain }
    };
    let (debit, credit) = (transfer.debit, transfer.credit);
    let debit = add(debit, credit.account, Direction::Debit, debit_blinding);
    let credit = add(credit, transfer.debit.account, Direction::Credit, credit_blinding);
    NewTransfer { transfer, leaf_index: 0, memo, debit, credit, signed: None }
}

impl NewTransfer {
    /// Its leaf in the log.
    pub fn leaf(&self) -> Leaf {
        leaf(self.transfer.kind, self.debit.hash, self.credit.hash, self.transfer.amount)
    }

    fn with_receipt(self, instruction: &Instruction, at: Timestamp, keys: &LedgerKeys) -> Self {
        let signed = instruction.order().map(|order| self.sign(order, at, keys));
        Self { signed, ..self }
    }

    fn sign(&self, order: &VerifiedOrder, at: Timestamp, keys: &LedgerKeys) -> SignedPair {
        let receipt = Receipt {
            version: Version1,
            order_id: order.order().id,
            order_digest: order.digest(),
            kind: order.order().kind,
            payer: order.order().payer,
            payee: order.order().payee,
            amount: order.order().amount,
            currency: Lak,
            request: order.order().request,
            settled_at: at,
            leaf_index: self.leaf_index,
            debit_hash: self.debit.hash,
            credit_hash: self.credit.hash,
        };
        let receipt = Signed::sign(receipt, &keys.network, &keys.receipt).bytes().to_vec();
        SignedPair { order: order.bytes().to_vec(), receipt }
    }
}

/// The leaf of a transfer of this kind: public for what makes or takes away money.
pub(crate) fn leaf(kind: EntryKind, debit: Hash, credit: Hash, amount: bank_api::amount::Amount) -> Leaf {
    match kind {
        EntryKind::Mint => Leaf::Mint { debit, credit, amount },
        EntryKind::Burn => Leaf::Burn { debit, credit, amount },
        EntryKind::Payment | EntryKind::Redemption | EntryKind::TopUp | EntryKind::Purchase => {
            Leaf::Transfer { debit, credit }
        }
    }
}

impl NewDecision {
    fn new(instruction: &Instruction, result: Result<u64, RejectReason>) -> Self {
        let movement = instruction.movement();
        Self {
            order_id: movement.id,
            digest: instruction.digest(),
            debtor: movement.debtor,
            creditor: movement.creditor,
            result,
        }
    }
}
