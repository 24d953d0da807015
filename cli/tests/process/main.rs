//! `dlak` as scripts run it: each call a process of its own, against a bank that is one too.

#![allow(clippy::unwrap_used)] // a failure here is a failed test

mod bank;
mod demo;
mod support;
mod wallet;
