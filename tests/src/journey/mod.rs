//! Journeys: stories written as data in `tests/journeys`, run here as they are run from Kotlin and Swift.
//!
//! ```text
//! Journey (data) ── run ──► Stage: a bank and a fault proxy, as processes
//!    Step ────────────────► Cast: the wallets by role, what was kept ── act ──► Given: facts, a text to keep
//!    expect, error ── check ◄──────────────────────────────────────────────────── or the wallet's error
//!                     │
//!                     └──► Passed: steps, checks        Failed: which step, what differed
//! ```
//!
//! What each step means is said once, for all languages, in `tests/journeys/README.md`.

mod act;
mod cast;
mod check;
mod data;
mod facts;
mod results;
mod stage;

use std::time::Duration;

use tokio::time::{Instant, sleep};

pub use data::{Action, ErrorExpected, Facts, Journey, Step, all, folder, load, parse};
pub use results::{Passed, write};
pub use stage::{Stage, dlak};

use cast::Cast;

/// Between two attempts of a step that has patience.
const PAUSE: Duration = Duration::from_millis(20);

/// Longer than any journey takes on a slow and busy machine.
const PATIENCE: Duration = Duration::from_mins(5);

/// The step that did not go as the journey says.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("journey {journey}, step {number} ({action}): {what}")]
pub struct Failed {
    /// The journey's name.
    pub journey: String,
    /// The step's number, from 1.
    pub number: usize,
    /// What it does.
    pub action: String,
    /// What differed.
    pub what: String,
}

/// Runs a journey on a stage of its own.
pub async fn run(journey: &Journey) -> Result<Passed, Failed> {
    let failed = |number: usize, action: &str, what: String| {
        let journey = journey.name.clone();
        Failed { journey, number, action: action.to_owned(), what }
    };
    let mut cast = Cast::new(Stage::set().await);
    let (began, mut checks) = (Instant::now(), 0);
    for (index, step) in journey.steps.iter().enumerate() {
        let left = PATIENCE.saturating_sub(began.elapsed());
        let done = tokio::time::timeout(left, perform(&mut cast, step)).await;
        let done = done.unwrap_or_else(|_| Err("the journey does not come to its end".to_owned()));
        checks += done.map_err(|what| failed(index + 1, &step.action.name(), what))?;
    }
    let ms = began.elapsed().as_millis();
    match cast.stage.proxy_unused().await {
        0 => Ok(Passed { journey: journey.name.clone(), steps: journey.steps.len(), checks, ms }),
        unused => Err(failed(journey.steps.len(), "end", format!("{unused} faults met no request"))),
    }
}

/// Does one step until it is as expected. Gives how much was compared.
async fn perform(cast: &mut Cast, step: &Step) -> Result<usize, String> {
    let until = Instant::now() + Duration::from_secs(step.patience.unwrap_or(0));
    loop {
        let done = match cast.act(&step.action).await {
            Ok(given) => {
                let checks = check::given(step, &given.facts);
                if let (Ok(_), Some(name)) = (&checks, &step.keep) {
                    cast.keep(name, given.kept)?;
                }
                checks
            }
            Err(act::Trouble::Wallet(error)) => check::error(step, &error),
            Err(act::Trouble::Journey(what)) => return Err(what),
        };
        if done.is_ok() || Instant::now() >= until {
            return done;
        }
        sleep(PAUSE).await;
    }
}
