//! `dlak qr parse`: what stands in a payment code, or what is wrong with it and where.

use std::{
    fmt::Write as _,
    io::{self, Read as _},
    process::ExitCode,
};

use anyhow::{Context as _, anyhow, ensure};
use bank_api::{
    env::{Clock as _, SystemClock},
    time::Timestamp,
};
use payment_qr::{
    Initiation, LengthUnit, MAX_BYTES, Object, ObjectId, ObjectPath, ParseError, Payload, ProfileError,
    Scheme, Value, Warning, displayable,
};
use serde_json::{Value as Json, json};

use crate::output::Output;

/// Says what stands in a payment code, or what is wrong with it and where.
///
/// Exit code 0 if the code is well-formed, also if it can't be paid (any more); 1 if it is broken.
#[derive(Debug, clap::Args)]
pub(crate) struct ParseArgs {
    /// The text of the code; - reads it from standard input.
    #[arg(value_name = "TEXT")]
    text: String,
    /// Also read codes whose lengths count UTF-8 bytes, as some programs write them against the standard.
    #[arg(long)]
    byte_lengths: bool,
}

pub(crate) fn run(args: &ParseArgs, output: Output) -> anyhow::Result<ExitCode> {
    let text = if args.text == "-" { from_stdin()? } else { args.text.clone() };
    let parse = if args.byte_lengths { Payload::parse_allowing_byte_lengths } else { Payload::parse };
    match parse(&text) {
        Ok(payload) => {
            let verdict = payload.check(now_ms());
            output.result(&described(&payload, &verdict), |output| page(*output, &payload, &verdict))?;
            Ok(ExitCode::SUCCESS)
        }
        Err(error) if output.is_json() => {
            let (kind, object) = (error.kind().as_str(), error.object().map(|path| path.to_string()));
            let error = json!({
                "kind": kind, "message": error.to_string(), "object": object, "offset": error.offset(),
            });
            output.line(json!({ "well_formed": false, "error": error }))?;
            Ok(ExitCode::FAILURE)
        }
        Err(error) => {
            let place = place(&text, &error);
            let readable = !args.byte_lengths && Payload::parse_allowing_byte_lengths(&text).is_ok();
            let hint = if readable { "\n  its lengths count bytes: --byte-lengths reads it" } else { "" };
            Err(anyhow!("{error}{place}{hint}"))
        }
    }
}

/// The text without the line's end that a shell or an editor put behind it.
fn from_stdin() -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    let limit = MAX_BYTES as u64 * 16; // enough to say of a wrong file that it is too large for a code
    io::stdin().lock().take(limit).read_to_end(&mut bytes).context("standard input can't be read")?;
    let text = String::from_utf8(bytes).context("standard input is no UTF-8 text")?;
    let text = text.strip_suffix('\n').map_or(text.as_str(), |line| line.strip_suffix('\r').unwrap_or(line));
    ensure!(!text.is_empty(), "standard input holds no code");
    Ok(text.to_owned())
}

fn now_ms() -> u64 {
    u64::try_from(SystemClock.now().micros() / 1000).unwrap_or(0)
}

/// Where the text is wrong: what stands around it.
fn place(text: &str, error: &ParseError) -> String {
    const AROUND: usize = 24;
    let Some(offset) = error.offset() else { return String::new() };
    let part = |from: usize, to: usize| -> String {
        // Whatever the text is, it must not write to the terminal more than text.
        let seen =
            |character: char| if displayable(&character.to_string()).is_empty() { '·' } else { character };
        text.chars()
            .skip(from)
            .take(to.saturating_sub(from))
            .map(|c| if c == ' ' { c } else { seen(c) })
            .collect()
    };
    let start = offset.saturating_sub(AROUND);
    let more = |there: bool| if there { "…" } else { "" };
    let before = part(start, offset);
    let after = part(offset, offset + AROUND);
    let goes_on = text.chars().count() > offset + AROUND;
    format!("\n  {}{before} ▸ {after}{}", more(start > 0), more(goes_on))
}

type Verdict = Result<Vec<Warning>, ProfileError>;

fn described(payload: &Payload, verdict: &Verdict) -> Json {
    let warnings: Vec<_> = verdict.iter().flatten().map(ToString::to_string).collect();
    let problem =
        verdict.as_ref().err().map(|error| json!({ "code": error.code(), "message": error.to_string() }));
    let mut objects: Vec<_> =
        payload.objects().iter().map(|object| described_object(payload, object)).collect();
    objects
        .push(json!({ "id": "63", "name": payload.name_of(ObjectId::CRC.into()), "value": payload.crc() }));
    json!({
        "well_formed": true,
        "scheme": payload.scheme().map(Scheme::name),
        "accounts": payload.accounts().map(|account| json!({
            "id": account.id().to_string(), "scheme": account.scheme.map(|row| row.name),
        })).collect::<Vec<_>>(),
        "initiation": initiation(payload),
        "currency": payload.currency().ok().flatten().map(|currency| currency.to_string()),
        "amount": payload.text(ObjectId::AMOUNT),
        "byte_lengths": payload.length_unit() == LengthUnit::Bytes,
        "objects": objects,
        "warnings": warnings,
        "problem": problem,
    })
}

fn described_object(payload: &Payload, object: &Object) -> Json {
    let name = payload.name_of(object.id.into());
    match &object.value {
        Value::Text(text) => json!({ "id": object.id.to_string(), "name": name, "value": text }),
        Value::Template(template) => {
            let inside: Vec<_> = template
                .objects()
                .iter()
                .map(|inner| {
                    let path = ObjectPath::within(object.id, inner.id);
                    json!({ "id": inner.id.to_string(), "name": payload.name_of(path), "value": inner.as_text() })
                })
                .collect();
            json!({ "id": object.id.to_string(), "name": name, "objects": inside })
        }
    }
}

fn initiation(payload: &Payload) -> Option<&'static str> {
    match payload.initiation()? {
        Initiation::Static => Some("static"),
        Initiation::Dynamic => Some("dynamic"),
        _ => None,
    }
}

fn page(output: Output, payload: &Payload, verdict: &Verdict) -> String {
    let mut page = format!("{}\n\n", output.bold(headline(payload)));
    for object in payload.objects() {
        let name = payload.name_of(object.id.into()).unwrap_or_default();
        let _ = match &object.value {
            Value::Text(text) => {
                writeln!(page, "{} {name:<22} {}", object.id, shown(payload, object.id, text))
            }
            Value::Template(template) => {
                let _ = writeln!(page, "{} {}", object.id, name.trim_end());
                for inner in template.objects() {
                    let path = ObjectPath::within(object.id, inner.id);
                    let name = payload.name_of(path).unwrap_or_default();
                    let text = inner.as_text().map(displayable).unwrap_or_default();
                    let note = inside_note(payload, path, &text);
                    let _ = writeln!(page, "   {} {name:<19} {text}{note}", inner.id);
                }
                Ok(())
            }
        };
    }
    let checksum = payload.name_of(ObjectId::CRC.into()).unwrap_or_default();
    let _ = writeln!(page, "{} {checksum:<22} {}\n", ObjectId::CRC, payload.crc());
    if payload.length_unit() == LengthUnit::Bytes {
        let _ = writeln!(page, "{} its lengths count bytes, not characters", output.yellow("warning:"));
    }
    match verdict {
        Ok(warnings) => {
            for warning in warnings {
                let _ = writeln!(page, "{} {warning}", output.yellow("warning:"));
            }
            let _ = match payload.scheme() {
                Some(_) => writeln!(page, "{}", output.green("The code is sound.")),
                None => writeln!(page, "{}", output.green("The code is sound; whose it is is not known.")),
            };
        }
        Err(problem) => {
            let _ = writeln!(page, "{}", output.red(problem));
        }
    }
    page
}

fn headline(payload: &Payload) -> String {
    let mut schemes: Vec<_> = payload.accounts().filter_map(|account| account.scheme).collect();
    schemes.sort_by_key(|row| row.scheme);
    schemes.dedup_by_key(|row| row.name);
    let names: Vec<_> = schemes.into_iter().map(|row| row.name).collect();
    let names = if names.is_empty() { "Unknown scheme".to_owned() } else { names.join(", ") };
    match initiation(payload) {
        Some("static") => format!("{names}: static, to be paid again and again"),
        Some(_) => format!("{names}: dynamic, for one payment"),
        None => names,
    }
}

/// A value with what it means, where it is a code.
fn shown(payload: &Payload, id: ObjectId, text: &str) -> String {
    let text = displayable(text);
    match id {
        ObjectId::CURRENCY => match payload.currency() {
            Ok(Some(currency)) => format!("{text} ({currency})"),
            _ => text.into_owned(),
        },
        ObjectId::INITIATION => match initiation(payload) {
            Some(meaning) => format!("{text} ({meaning})"),
            None => text.into_owned(),
        },
        _ => text.into_owned(),
    }
}

fn inside_note(payload: &Payload, path: ObjectPath, text: &str) -> String {
    match payload.name_of(path) {
        Some("issuer") => payment_qr::issuer_name(text).map(|bank| format!(" ({bank})")).unwrap_or_default(),
        Some("expires") => instant(text).map(|instant| format!(" ({instant})")).unwrap_or_default(),
        _ => String::new(),
    }
}

/// DLak writes seconds, KHQR milliseconds.
fn instant(text: &str) -> Option<Timestamp> {
    let number: i64 = text.parse().ok()?;
    if text.len() == 13 {
        Timestamp::from_micros(number * 1000).ok()
    } else {
        Timestamp::from_seconds(number).ok()
    }
}
