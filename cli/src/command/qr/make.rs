//! `dlak qr make`: a DLak code as text, PNG, SVG or in the terminal.

use std::{
    fs,
    io::{self, IsTerminal as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context as _, anyhow};
use bank_api::{
    amount::Amount,
    id::{AccountId, RequestId},
    time::Timestamp,
};
use clap::ValueEnum;
use payment_qr::{AdditionalData, DlakCode, LaoQr, LocalName, PaymentType};
use qr_scan::{Level, Symbol, Terminal};
use serde_json::json;

use crate::output::Output;

/// Makes a DLak code: static, to be paid again and again, or with --request for one payment.
///
/// The code's text goes to standard output. Its picture is shown in a terminal or written to files.
#[derive(Debug, clap::Args)]
pub(crate) struct MakeArgs {
    /// The payee's account, 26 characters.
    #[arg(long)]
    account: AccountId,
    /// The payee's name in Latin letters, at most 25 characters. Payers see the name that the bank knows.
    #[arg(long, default_value = "", hide_default_value = true)]
    name: String,
    /// The payee's city in Latin letters, at most 15 characters.
    #[arg(long, default_value = "", hide_default_value = true)]
    city: String,
    /// The payee's name in Lao, at most 25 characters.
    #[arg(long, value_name = "NAME")]
    lao_name: Option<String>,
    /// The payee's city in Lao, at most 15 characters.
    #[arg(long, value_name = "CITY", requires = "lao_name")]
    lao_city: Option<String>,
    /// What the payee sells: four digits of ISO 18245.
    #[arg(long, default_value = "0000")]
    mcc: String,
    /// How much, in kip: 15000 or 15000.50. Without it the payer types the amount.
    #[arg(long, value_name = "KIP")]
    amount: Option<Amount>,
    /// The payment request that this code asks for: it makes the code dynamic, for one payment.
    #[arg(long, value_parser = request, requires = "amount")]
    request: Option<RequestId>,
    /// Until when it may be paid: 2026-11-24T09:30:00Z, or seconds since 1970.
    #[arg(long, value_name = "TIME", value_parser = time, requires = "request")]
    expires: Option<Timestamp>,
    /// The number of the bill, at most 25 characters.
    #[arg(long)]
    bill: Option<String>,
    /// The till, at most 25 characters.
    #[arg(long)]
    terminal_label: Option<String>,
    /// What is paid for, at most 25 characters.
    #[arg(long)]
    purpose: Option<String>,
    /// The payee's LAO QR account beside it, so that one label serves every app: issuer:type:receiver, as in
    /// 27710418:002:mch00000000000.
    #[arg(long, value_name = "ACCOUNT", value_parser = lao_qr)]
    lao_qr: Option<LaoQr>,
    /// Write the code as a PNG file.
    #[arg(long, value_name = "FILE")]
    png: Option<PathBuf>,
    /// Write the code as an SVG file.
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Pixels of a module's side in the PNG file.
    #[arg(long, value_name = "PIXELS", default_value_t = 8, value_parser = clap::value_parser!(u8).range(1..=64))]
    module_px: u8,
    /// How much of the code may be damaged: about 7, 15, 25 or 30 %.
    #[arg(long, value_enum, default_value_t = Correction::Medium)]
    level: Correction,
    /// Show the code in the terminal, for one that knows colours, is dark, or is light. Done by itself in a terminal if
    /// no file is written.
    #[arg(long, value_enum, value_name = "GROUND", num_args = 0..=1, require_equals = true, default_missing_value = "colour")]
    terminal: Option<Ground>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Correction {
    Low,
    Medium,
    Quartile,
    High,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Ground {
    Colour,
    Dark,
    Light,
}

fn request(text: &str) -> Result<RequestId, String> {
    text.parse().or_else(|_| RequestId::from_base32(text)).map_err(|error| error.to_string())
}

fn time(text: &str) -> Result<Timestamp, String> {
    let seconds = text.parse().ok().and_then(|seconds| Timestamp::from_seconds(seconds).ok());
    seconds
        .map_or_else(|| text.parse(), Ok)
        .map_err(|error: bank_api::time::TimestampError| error.to_string())
}

fn lao_qr(text: &str) -> Result<LaoQr, String> {
    let parts: Vec<_> = text.split(':').collect();
    let [issuer, payment_type, receiver] = parts[..] else {
        return Err("a LAO QR account is issuer:type:receiver, as in 27710418:002:mch00000000000".into());
    };
    let payment_type = match payment_type {
        "001" => PaymentType::Person,
        "002" => PaymentType::Merchant,
        other => PaymentType::Other(other.to_owned()),
    };
    Ok(LaoQr { issuer: issuer.to_owned(), payment_type, receiver: receiver.to_owned() })
}

pub(crate) fn run(args: &MakeArgs, output: Output) -> anyhow::Result<ExitCode> {
    let text = args.code()?.to_payload().context("this code can't be made")?.to_string();
    let symbol = Symbol::new(&text, args.level.into())?;
    if let Some(file) = &args.png {
        write(file, &symbol.to_png(args.module_px.into()))?;
    }
    if let Some(file) = &args.svg {
        write(file, symbol.to_svg().as_bytes())?;
    }
    let made = json!({
        "text": text,
        "modules": symbol.modules(),
        "png": args.png.as_ref().map(|file| file.display().to_string()),
        "svg": args.svg.as_ref().map(|file| file.display().to_string()),
    });
    output.result(&made, |_| match args.ground() {
        Some(ground) => format!("{}\n{text}", symbol.to_terminal(ground)),
        None => text.clone(),
    })?;
    Ok(ExitCode::SUCCESS)
}

fn write(file: &Path, content: &[u8]) -> anyhow::Result<()> {
    fs::write(file, content).with_context(|| format!("{} can't be written", file.display()))
}

impl MakeArgs {
    fn code(&self) -> anyhow::Result<DlakCode> {
        let seconds = |time: Timestamp| u64::try_from(time.seconds());
        Ok(DlakCode {
            account: self.account.to_string(),
            merchant_name: self.name.clone(),
            merchant_city: self.city.clone(),
            local_name: self.lao_name.as_ref().map(|name| LocalName::lao(name, self.lao_city.clone())),
            mcc: self.mcc.clone(),
            amount: self.amount.map(Amount::att),
            request: self.request.map(RequestId::to_base32),
            expires_at: self
                .expires
                .map(seconds)
                .transpose()
                .map_err(|_| anyhow!("--expires lies before 1970"))?,
            additional: AdditionalData {
                bill_number: self.bill.clone(),
                terminal_label: self.terminal_label.clone(),
                purpose: self.purpose.clone(),
                ..AdditionalData::default()
            },
            lao_qr: self.lao_qr.clone(),
        })
    }

    fn ground(&self) -> Option<Terminal> {
        let writes_file = self.png.is_some() || self.svg.is_some();
        match self.terminal {
            Some(Ground::Colour) => Some(Terminal::Colour),
            Some(Ground::Dark) => Some(Terminal::DarkGround),
            Some(Ground::Light) => Some(Terminal::LightGround),
            None if !writes_file && io::stdout().is_terminal() => Some(Terminal::Colour),
            None => None,
        }
    }
}

impl From<Correction> for Level {
    fn from(correction: Correction) -> Self {
        match correction {
            Correction::Low => Self::Low,
            Correction::Medium => Self::Medium,
            Correction::Quartile => Self::Quartile,
            Correction::High => Self::High,
        }
    }
}
