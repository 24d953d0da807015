//! The commands: one module each.

pub(crate) mod bank;
pub(crate) mod demo;
pub(crate) mod operator;
pub(crate) mod qr;
pub(crate) mod sandbox;
pub(crate) mod scan;
pub(crate) mod supply;
pub(crate) mod wallet;
