//! The verification itself: a pure function of what is known, what was asked and what came.

use bank_api::{
    amount::{Amount, Balance},
    id::AccountId,
    log::{
        checkpoint::SignedCheckpoint,
        entry::{Entry, chain_start},
        hash::{Hash, empty_root},
        note::NoteVerifier,
        proof::{verify_consistency, verify_inclusion},
    },
    message::{
        PAGE_MAX,
        wallet::{EntriesPage, EntryItem},
    },
};

use crate::evidence::Flaw;

/// What the wallet has verified so far: what the next page must go on from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    /// The number of the newest entry; 0 for none.
    pub(crate) seq: u64,
    /// Its hash, or the start of the account's chain.
    pub(crate) chain: Hash,
    /// The balance after it.
    pub(crate) balance: Amount,
    /// The newest checkpoint.
    pub(crate) checkpoint: Option<SignedCheckpoint>,
}

impl Head {
    /// Nothing is known yet.
    pub(crate) fn start(account: AccountId) -> Self {
        Self { seq: 0, chain: chain_start(account), balance: Amount::ZERO, checkpoint: None }
    }

    /// The size of the log that was verified; 0 for none.
    pub(crate) fn tree_size(&self) -> u64 {
        self.checkpoint.as_ref().map_or(0, SignedCheckpoint::size)
    }
}

/// A page that verified.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Verified {
    /// The hash of each entry, in their order.
    pub(super) hashes: Vec<Hash>,
    pub(super) head: Head,
}

/// Checks everything that can be checked of a page that was asked for from `head` on.
///
/// A checkpoint that is older than the head's is for the caller to judge before this.
pub(super) fn verify_page(
    account: AccountId,
    head: &Head,
    checkpoint: SignedCheckpoint,
    page: &EntriesPage,
) -> Result<Verified, Flaw> {
    check_log(head.checkpoint.as_ref(), &checkpoint, &page.consistency)?;
    let hashes = chain(account, head, page)?;
    if let (Some(item), Some(hash)) = (page.entries.last(), hashes.last()) {
        let leaf = item.leaf(*hash).hash();
        verify_inclusion(&leaf, item.leaf_index, checkpoint.size(), &page.inclusion, checkpoint.root())
            .map_err(|error| Flaw::Unproven(format!("entry {}: {error}", item.entry.seq)))?;
    }
    // From here on the bank's signature is on every entry.
    let balance = page.entries.iter().try_fold(head.balance, |balance, item| add(balance, &item.entry))?;
    let head = Head {
        seq: page.entries.last().map_or(head.seq, |item| item.entry.seq),
        chain: hashes.last().copied().unwrap_or(head.chain),
        balance,
        checkpoint: Some(checkpoint),
    };
    Ok(Verified { hashes, head })
}

/// The checkpoint in `note`, if the bank signed it.
pub(super) fn checkpoint(note: &str, log_key: &NoteVerifier) -> Result<SignedCheckpoint, Flaw> {
    SignedCheckpoint::verify(note, log_key).map_err(|error| Flaw::Nonsense(error.to_string()))
}

/// The log only grew.
fn check_log(old: Option<&SignedCheckpoint>, new: &SignedCheckpoint, proof: &[Hash]) -> Result<(), Flaw> {
    let nothing = empty_root();
    let (old_size, old_root) = old.map_or((0, &nothing), |old| (old.size(), old.root()));
    if old_size == new.size() && old_size != 0 && old_root != new.root() {
        return Err(Flaw::Contradiction(format!("the bank signed two ledgers of {old_size} transfers")));
    }
    verify_consistency(old_size, old_root, new.size(), new.root(), proof)
        .map_err(|error| Flaw::Unproven(format!("the ledger: {error}")))
}

/// The hash of each entry. That the chain is the bank's is not known before its end is found in the log.
fn chain(account: AccountId, head: &Head, page: &EntriesPage) -> Result<Vec<Hash>, Flaw> {
    let nonsense = |what: &str| Err(Flaw::Nonsense(what.to_owned()));
    if page.entries.len() > PAGE_MAX as usize {
        return nonsense("a page has more entries than were asked for");
    }
    if page.entries.is_empty() && (page.more || !page.inclusion.is_empty()) {
        return nonsense("a page without entries says that there are some");
    }
    let (mut seq, mut previous) = (head.seq, head.chain);
    let mut hashes = Vec::with_capacity(page.entries.len());
    for EntryItem { entry, .. } in &page.entries {
        if seq.checked_add(1) != Some(entry.seq) {
            return nonsense("the entries do not follow the ones that are known");
        }
        seq = entry.seq;
        previous = entry.hash(account, previous);
        hashes.push(previous);
    }
    Ok(hashes)
}

/// The balance after the entry, which must be the one that it states.
fn add(balance: Amount, entry: &Entry) -> Result<Amount, Flaw> {
    let sum = balance.signed_att().checked_add(entry.signed_amount()).and_then(Amount::from_signed_att);
    match sum {
        Some(sum)
            if !entry.amount.is_zero() && Balance::from_att(sum.signed_att()) == entry.balance_after =>
        {
            Ok(sum)
        }
        _ => Err(Flaw::Contradiction(format!("the balance of entry {} does not add up", entry.seq))),
    }
}
