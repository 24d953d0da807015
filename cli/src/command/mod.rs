//! The commands: one module each.

pub(crate) mod qr;
pub(crate) mod scan;
