//! The reference bank behind the DLak API.

#![cfg_attr(test, allow(clippy::unwrap_used))]

pub mod config;
pub mod keys;
