//! The bank's database: one SQLite file, one writer, forward-only migrations.
//!
//! ```text
//! Database::write(job)        one transaction, durable when it returns    a row of the directory, a step of an exchange
//! Database::write_batch(job)  the same, past those who wait to write      a batch of the ledger
//! Database::read(job)         one snapshot, beside the writer (WAL)       a page of entries with what proves it
//! Database::read_apart(job)   the same, on a connection of its own        an audit
//! ```
//!
//! [`LedgerStore`] is the port through which settlement sees it: what it loads for a batch and what it writes.
//! [`outbox`] holds the redemptions whose fiat money is still to be paid.
//!
//! The other queries stand in the modules that mean them; this one opens the file, moves its schema forward and turns SQLite's
//! errors into what a caller can do about them.

pub(crate) mod batch;
mod column;
mod database;
mod error;
mod files;
pub(crate) mod kind;
mod ledger_store;
mod migration;
pub mod outbox;
mod sqlite;

pub(crate) use column::{Column, count, parsed};
pub use database::Database;
pub use error::StoreError;
pub use files::{Connect, DatabaseFiles, FileDatabase, MemoryDatabase, OpenedDatabase};
#[cfg(test)]
mod conformance;

pub use ledger_store::{Decide, LedgerStore, Loaded, Wanted};
pub use rusqlite::Transaction;
pub use sqlite::SqliteLedger;
