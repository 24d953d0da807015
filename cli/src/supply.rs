//! What anybody can check without an account: that the money that is out is what was minted less what was burned.
//!
//! ```text
//! supply (signed) ── speaks of ──► a tree size and its root
//! checkpoint (signed) ── is of ──► the same tree
//! every leaf ── hashed up ──► the same root;   mints - burns ── added up ──► the same supply
//! ```

use anyhow::{Context, ensure};
use bank_api::{
    amount::Amount,
    log::{checkpoint::SignedCheckpoint, entry::Leaf, tree::Frontier},
    message::{
        PAGE_MAX,
        bank::{BankInfo, Leaves, SupplyStatement},
        route,
    },
    statement::{Supply, Unverified},
};
use wallet_core::{BankClient, BankTrust};

/// The supply, recomputed from the whole ledger log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProvenSupply {
    /// What is out, in att.
    pub outstanding: Amount,
    /// All that was ever minted, in att.
    pub minted: Amount,
    /// All that was ever burned, in att.
    pub burned: Amount,
    /// How many transfers the ledger has.
    pub tree_size: u64,
}

/// Fetches the bank's word on the supply and the whole log, and holds the one against the other.
///
/// Without `trust` the bank is believed to be the one that it says it is.
pub async fn prove(client: &BankClient, trust: Option<BankTrust>) -> anyhow::Result<ProvenSupply> {
    let trust = match trust {
        Some(trust) => trust,
        None => BankTrust::on_first_use(&client.get::<BankInfo>(route::INFO, None).await?)?,
    };
    let stated: SupplyStatement = client.get(route::SUPPLY, None).await?;
    let checkpoint = SignedCheckpoint::verify(stated.checkpoint, &trust.log_key)?;
    let supply = Unverified::<Supply>::parse(&stated.supply.0)?.verify(&trust.network, &trust.receipt_key)?;
    let supply = supply.body();
    ensure!(
        (supply.tree_size, &supply.root) == (checkpoint.size(), checkpoint.root()),
        "the bank states the supply of another ledger than it signed"
    );

    let (mut tree, mut minted, mut burned) = (Frontier::empty(), Amount::ZERO, Amount::ZERO);
    while tree.size() < supply.tree_size {
        let path = format!("{}?from={}&limit={PAGE_MAX}", route::LOG_LEAVES, tree.size());
        let Leaves { leaves } = client.get(&path, None).await?;
        ensure!(!leaves.is_empty(), "the bank shows {} of {} leaves", tree.size(), supply.tree_size);
        for leaf in leaves {
            if tree.size() == supply.tree_size {
                break; // what came after the statement
            }
            let leaf = Leaf::parse(&leaf.0)?;
            let too_large = "more was minted than there can be";
            match leaf {
                Leaf::Mint { amount, .. } => minted = minted.checked_add(amount).context(too_large)?,
                Leaf::Burn { amount, .. } => burned = burned.checked_add(amount).context(too_large)?,
                Leaf::Transfer { .. } => {}
            }
            tree.append(leaf.hash());
        }
    }
    ensure!(tree.root() == *checkpoint.root(), "the leaves are not those of the ledger that the bank signed");
    ensure!(
        (minted, burned) == (supply.minted, supply.burned),
        "the bank states {} minted and {} burned, its ledger has {minted} and {burned}",
        supply.minted,
        supply.burned
    );
    let outstanding = minted.checked_sub(burned).context("more was burned than minted")?;
    Ok(ProvenSupply { outstanding, minted, burned, tree_size: supply.tree_size })
}
