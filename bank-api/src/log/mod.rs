//! The ledger log: an append-only Merkle tree over everything that moved money, whose heads the bank signs.
//!
//! ```text
//! transfer -> leaf -> tree of size n -> root -> checkpoint (signed) -> next checkpoint ...
//!                      |  inclusion proof: "my leaf is in it"   |  consistency proof: "nothing before was rewritten"
//! ```
//!
//! | module | what | standard |
//! | --- | --- | --- |
//! | [`hash`] | hashes of leaves, nodes and the empty tree | RFC 6962, section 2.1 |
//! | [`proof`] | checks inclusion and consistency proofs: the wallet's side | RFC 9162, sections 2.1.3.2 and 2.1.4.2 |
//! | [`tree`] | grows the tree and makes the proofs: the bank's side, without I/O | RFC 9162, sections 2.1.3.1 and 2.1.4.1 |
//! | [`note`] | text signed by a named key | C2SP signed-note |
//! | [`checkpoint`] | the signed head of the tree | C2SP tlog-checkpoint |
//! | [`entry`] | what the leaves commit to: the hash chain of each account's entries | our own |

pub mod checkpoint;
pub mod entry;
pub mod hash;
pub mod note;
pub mod proof;
pub mod tree;
