//! Paying: prepare, confirm, and going on after whatever happened in between.
//!
//! | file | what |
//! | --- | --- |
//! | [`state`](self) | the picture of the states and the table of transitions |
//! | `prepare` | from a scanned code to what the owner confirms |
//! | `confirm` | from the owner's yes to a stored order, and on to its outcome |
//! | `resume` | going on with what is stored |
//! | `receipt` | the bank's proof, verified |
//! | `verdict` | the bank's word that an order has failed, verified |
//! | `record` | payments in the database |
//! | `papers` | what was signed about a payment: the evidence when the bank contradicts it |

mod confirm;
pub(crate) mod papers;
mod prepare;
mod receipt;
pub(crate) mod record;
mod resume;
#[cfg(test)]
mod resume_tests;
mod state;
#[cfg(test)]
mod tests;
mod verdict;

pub(crate) use record::any_unfinished;

pub use prepare::{PayeeWarning, Preview};
pub use receipt::{ProvenReceipt, ReceiptError};
pub use record::Payment;
pub use state::PaymentState;
