//! The ledger log as the database holds it: leaves, nodes, proofs, and pages of entries with what proves them.
//!
//! ```text
//! transfer (leaf n) --hash--> level 0 ; log_node holds the full subtrees above ; ledger_head holds the right edge
//! ```
//!
//! The tree and its proofs are [`bank_api::log::tree`]'s; checkpoints and the supply are signed where a batch is recorded
//! ([`crate::ledger::record`](mod@crate::ledger::record)), one for each size, and stored with it.

mod page;

use bank_api::log::{
    hash::Hash,
    tree::{consistency_path, inclusion_path},
};
pub use page::entries_page;
use rusqlite::{OptionalExtension, Row, Transaction};

use crate::{
    ledger::record::leaf,
    store::{Column, StoreError, batch, count, kind},
};

/// The number of leaves.
fn size(tx: &Transaction<'_>) -> Result<u64, StoreError> {
    Ok(batch::head(tx)?.map_or(0, |head| head.frontier.size()))
}

/// The leaf's bytes, from the columns kind, debit_hash, credit_hash, amount of `transfer`.
pub(crate) fn read_leaf(row: &Row<'_>) -> rusqlite::Result<bank_api::log::entry::Leaf> {
    Ok(leaf(kind::read(row, 0)?, Hash::get(row, 1)?, Hash::get(row, 2)?, Column::get(row, 3)?))
}

/// The bytes of at most `limit` leaves from number `from` on.
pub fn leaves(tx: &Transaction<'_>, from: u64, limit: u32) -> Result<Vec<Vec<u8>>, StoreError> {
    let Ok(from) = count(from) else { return Ok(Vec::new()) };
    let mut select = tx.prepare_cached(
        "SELECT kind, debit_hash, credit_hash, amount FROM transfer
         WHERE leaf_index >= ?1 ORDER BY leaf_index LIMIT ?2",
    )?;
    let rows = select.query_map((from, limit), |row| Ok(read_leaf(row)?.to_bytes()))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The hash of a full node of the tree.
fn node(tx: &Transaction<'_>, level: u8, index: u64) -> Result<Hash, StoreError> {
    let index = count(index)?;
    let found = if level == 0 {
        let mut select = tx.prepare_cached(
            "SELECT kind, debit_hash, credit_hash, amount FROM transfer WHERE leaf_index = ?1",
        )?;
        select.query_row([index], |row| Ok(read_leaf(row)?.hash())).optional()?
    } else {
        let mut select = tx.prepare_cached("SELECT hash FROM log_node WHERE level = ?1 AND idx = ?2")?;
        select.query_row((level, index), |row| Hash::get(row, 0)).optional()?
    };
    found.ok_or_else(|| StoreError::Damaged(format!("the log has no node {index} on level {level}")))
}

/// The inclusion path of leaf `index` in the tree of `size` leaves; `None` when there is no such leaf or tree.
pub fn inclusion(tx: &Transaction<'_>, index: u64, size: u64) -> Result<Option<Vec<Hash>>, StoreError> {
    if index >= size || size > self::size(tx)? {
        return Ok(None);
    }
    inclusion_path(index, size, |level, index| node(tx, level, index)).map(Some)
}

/// The consistency path from the tree of `from` leaves to that of `to`; `None` when there are no such trees.
pub fn consistency(tx: &Transaction<'_>, from: u64, to: u64) -> Result<Option<Vec<Hash>>, StoreError> {
    if from > to || to > size(tx)? {
        return Ok(None);
    }
    consistency_path(from, to, |level, index| node(tx, level, index)).map(Some)
}
