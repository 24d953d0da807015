//! What a person or a script reads: results on standard output, progress and errors on standard error.
//!
//! With `--json` a result is one JSON object on one line, so that `jq` and scripts can read it; the same goes for errors.

use std::{fmt::Display, io::IsTerminal, time::Duration};

use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use wallet_core::WalletError;

/// Progress is shown on what takes longer than this.
const PROGRESS_AFTER: Duration = Duration::from_millis(700);

/// Where and how results are written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output {
    json: bool,
    colour: bool,
}

impl Output {
    /// Colours are for terminals, and not for those who set `NO_COLOR`.
    pub(crate) fn new(json: bool) -> Self {
        let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        Self { json, colour }
    }

    pub(crate) fn is_json(self) -> bool {
        self.json
    }

    pub(crate) fn has_colour(self) -> bool {
        self.colour
    }

    /// Writes a result: as JSON for scripts, else in the words of `person`.
    pub(crate) fn result(
        self,
        value: &impl Serialize,
        person: impl FnOnce(&Self) -> String,
    ) -> anyhow::Result<()> {
        if self.json { self.line(serde_json::to_string(value)?) } else { self.line(person(&self).trim_end()) }
    }

    /// Writes one line. A reader that has gone away (`| head`) is no error.
    #[allow(clippy::unused_self)] // so that there is one door for all that is written
    pub(crate) fn line(self, text: impl Display) -> anyhow::Result<()> {
        use std::io::Write;
        match writeln!(std::io::stdout().lock(), "{text}") {
            // What was done is done, and the exit code says what.
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
            written => Ok(written?),
        }
    }

    pub(crate) fn bold(self, text: impl Display) -> String {
        self.styled("1", text)
    }

    pub(crate) fn dim(self, text: impl Display) -> String {
        self.styled("2", text)
    }

    pub(crate) fn green(self, text: impl Display) -> String {
        self.styled("32", text)
    }

    pub(crate) fn red(self, text: impl Display) -> String {
        self.styled("31", text)
    }

    pub(crate) fn yellow(self, text: impl Display) -> String {
        self.styled("33", text)
    }

    fn styled(self, code: &str, text: impl Display) -> String {
        if self.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_string() }
    }

    /// Says on standard error what went wrong and, for errors of ours, what to do.
    pub(crate) fn error(self, error: &anyhow::Error) {
        if self.json {
            let ours = error.chain().find_map(|source| source.downcast_ref::<WalletError>());
            let code = ours.map_or("failed", WalletError::code);
            let retryable = ours.is_some_and(WalletError::retryable);
            let message = message(error);
            let error = serde_json::json!({ "code": code, "message": message, "retryable": retryable });
            eprintln!("{}", serde_json::json!({ "error": error }));
        } else {
            let colour = std::io::stderr().is_terminal() && self.colour;
            let label = if colour { "\u{1b}[31merror:\u{1b}[0m" } else { "error:" };
            eprintln!("{label} {}", message(error));
        }
    }

    /// Runs `work`; if it takes longer than a moment, says on standard error what is being waited for.
    pub(crate) async fn waiting<T>(self, what: &'static str, work: impl Future<Output = T>) -> T {
        let mut work = std::pin::pin!(work);
        if let Ok(done) = tokio::time::timeout(PROGRESS_AFTER, &mut work).await {
            return done;
        }
        let bar = ProgressBar::new_spinner().with_message(what);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(120));
        let done = work.await;
        bar.finish_and_clear();
        done
    }
}

/// The error and what caused it; a cause that the error has quoted already is not said again.
fn message(error: &anyhow::Error) -> String {
    let mut said = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if said.is_empty() {
            said = cause;
        } else if !said.contains(&cause) {
            said = format!("{said}: {cause}");
        }
    }
    let refused = error.chain().find_map(|source| source.downcast_ref::<WalletError>());
    // Amounts are in no message of the wallet, which apps write into logs. Here the owner reads it.
    match refused {
        Some(WalletError::InsufficientFunds { available }) => {
            said = format!("{said}: {available} kip are available");
        }
        Some(WalletError::AmountFixed(amount)) => said = format!("{said}: {amount} kip"),
        _ => {}
    }
    if refused.map(WalletError::code) == Some("unknown-key") {
        said += "\nperhaps this is not the bank that the wallet was made for (a sandbox without --data begins anew each time): \
                 make a new wallet in another folder with --wallet";
    }
    said
}

#[cfg(test)]
mod tests {
    use wallet_core::TransportError;

    use super::*;

    #[test]
    fn a_cause_is_said_once() {
        let error = WalletError::from(TransportError::Timeout);
        let error = anyhow::Error::from(error).context("paying");
        assert_eq!(message(&error), "paying: the bank can't be reached: no answer in time");
    }
}
