//! The apps' journeys: stories in `app-spec/journeys`, run on phones that are processes, of one app or of both.
//!
//! ```text
//! Script (data) ── run ──► Stage: a bank and a fault proxy, as processes
//!    Step ───────────────► Phone: the Android app on a JVM, or the iOS app without a screen ── a line in, a line out
//!                  │
//!                  └─────► Log: who did what, and when; Passed
//! ```
//!
//! `app-spec/journeys/README.md` says what each line means.

mod log;
mod pair;
mod phone;
mod run;
mod script;
#[cfg(test)]
mod script_tests;
mod words;

pub use log::Log;
pub use pair::{Pair, pairs};
pub use phone::{App, Phone};
pub use run::{Failed, run};
pub use script::{Act, Kind, Owner, Script, ScriptError, Step, all, folder, parse, read};
pub use words::Word;

/// Something that went wrong.
pub type Trouble = Box<dyn std::error::Error + Send + Sync>;
