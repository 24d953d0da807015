//! What must not be an argument, because arguments stand in the shell's history and in everybody's list of processes:
//! PINs, words, codes. From the environment, or from a prompt that does not echo.

use std::io::{BufRead, IsTerminal};

use anyhow::{Context, bail};
use wallet_core::{Pin, Words, keys::KeysError};
use zeroize::Zeroizing;

const PIN_VARIABLE: &str = "DLAK_PIN";
const WORDS_VARIABLE: &str = "DLAK_WORDS";

/// The wallet's PIN.
pub(crate) fn pin() -> anyhow::Result<Pin> {
    Ok(Pin::new(secret(PIN_VARIABLE, "PIN")?)?)
}

/// A PIN that is set now: asked for twice at a prompt.
pub(crate) fn new_pin() -> anyhow::Result<Pin> {
    let first = secret(PIN_VARIABLE, "new PIN, 6 to 12 digits")?;
    let pin = Pin::new(first.clone())?;
    pin.check_strength()?;
    let prompted = std::env::var_os(PIN_VARIABLE).is_none();
    if prompted && *first != *secret(PIN_VARIABLE, "the same PIN again")? {
        bail!("the two PINs differ: nothing was made, try again");
    }
    Ok(pin)
}

/// The 24 words of a wallet that is restored.
pub(crate) fn words() -> anyhow::Result<Words> {
    let text = secret(WORDS_VARIABLE, "wallet's 24 words, with blanks between")?;
    Words::parse(&text).map_err(|error: KeysError| error.into())
}

/// A secret from the environment, from a prompt, or, where there is no terminal, a line of standard input.
pub(crate) fn secret(variable: &str, prompt: &str) -> anyhow::Result<Zeroizing<String>> {
    if let Ok(value) = std::env::var(variable) {
        return Ok(Zeroizing::new(value));
    }
    if std::io::stdin().is_terminal() {
        return Ok(Zeroizing::new(rpassword::prompt_password(format!("{prompt}: "))?));
    }
    let mut line = Zeroizing::new(String::new());
    std::io::stdin().lock().read_line(&mut line)?;
    let value = Zeroizing::new(line.trim_end_matches(['\r', '\n']).to_owned());
    if value.is_empty() {
        bail!("{variable} is not set, and here is no terminal to ask for the {prompt}");
    }
    Ok(value)
}

/// Asks yes or no at the terminal. Without a terminal nobody can say yes.
pub(crate) fn confirm(question: &str) -> anyhow::Result<bool> {
    if !std::io::stdin().is_terminal() {
        bail!("nobody is here to say yes: add --yes");
    }
    eprint!("{question} [y/N] ");
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).context("no answer")?;
    Ok(matches!(line.trim().to_lowercase().as_str(), "y" | "yes"))
}
