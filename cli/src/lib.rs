//! What `dlak` and the whole-system tests share: operators of a bank, a sandbox bank with money in it, the check of the
//! supply that anybody can make.
//!
//! The command itself is the binary of this package; its commands stand in `src/command`.

pub mod operator;
pub mod sandbox;
pub mod supply;
