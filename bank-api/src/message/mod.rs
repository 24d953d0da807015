//! The JSON bodies of the API.
//!
//! Amounts are strings of minor units, instants RFC 3339, signed statements base64url of the bytes that were signed.
//! Who reads ignores fields that it does not know.
//!
//! | module | for |
//! | --- | --- |
//! | [`bank`] | everybody: who the bank is, the supply, the log |
//! | [`wallet`] | a wallet: its registration, devices, account and entries |
//! | [`payment`] | paying: payees, payment requests, outcomes |
//! | [`exchange`] | fiat money against digital kip: top-up, redemption, purchase |
//! | [`operator`] | the central bank and the commercial banks |
//! | [`route`] | the paths, in one place for both sides |

pub mod bank;
pub mod exchange;
pub mod operator;
pub mod payment;
pub mod route;
pub mod wallet;

/// The most entries, or leaves, that one page holds.
pub const PAGE_MAX: u32 = 200;
