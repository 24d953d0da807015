//! `dlak scan`: finds QR codes in pictures.

use std::{panic, path::PathBuf, process::ExitCode, time::Instant};

use anyhow::Context as _;
use payment_qr::displayable;
use qr_scan::{Code, Point, decode};
use serde::Serialize;

use crate::{image::Image, output::Output};

/// Finds QR codes in PNG and JPEG pictures.
///
/// Each picture gives one line: its codes and the time that decoding took. A picture without a code is no error; one
/// that can't be read is, but the others are still looked at.
#[derive(Debug, clap::Args)]
pub(crate) struct ScanArgs {
    /// The pictures.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// What was found in one picture.
#[derive(Serialize)]
struct Scanned {
    file: String,
    codes: Vec<ScannedCode>,
    /// The decoding alone, without reading the file.
    micros: u128,
}

#[derive(Serialize)]
struct ScannedCode {
    text: String,
    corners: [[i32; 2]; 4],
}

impl From<Code> for ScannedCode {
    fn from(Code { text, corners }: Code) -> Self {
        Self { text, corners: corners.map(|Point { x, y }| [x, y]) }
    }
}

pub(crate) fn run(args: &ScanArgs, output: Output) -> anyhow::Result<ExitCode> {
    silence_decoder();
    let mut exit = ExitCode::SUCCESS;
    for file in &args.files {
        let name = file.display().to_string();
        match scan(file).with_context(|| name.clone()) {
            Ok((codes, micros)) => {
                let codes = codes.into_iter().map(ScannedCode::from).collect();
                let scanned = Scanned { file: name, codes, micros };
                output.result(&scanned, |output| line(*output, &scanned))?;
            }
            Err(error) => {
                output.error(&error);
                exit = ExitCode::FAILURE;
            }
        }
    }
    Ok(exit)
}

fn scan(file: &std::path::Path) -> anyhow::Result<(Vec<Code>, u128)> {
    let image = Image::open(file)?;
    let frame = image.frame()?;
    let start = Instant::now(); // a stopwatch, not the time of day: nothing is decided by it
    let codes = decode(&frame);
    Ok((codes, start.elapsed().as_micros()))
}

fn line(output: Output, scanned: &Scanned) -> String {
    let texts: Vec<_> = scanned.codes.iter().map(|code| one_line(&code.text)).collect();
    let found = if texts.is_empty() { output.yellow("no code") } else { texts.join("  |  ") };
    let took = format!("({}.{} ms)", scanned.micros / 1000, scanned.micros / 100 % 10);
    format!("{}: {found} {}", output.bold(&scanned.file), output.dim(took))
}

/// A code may hold anything, but it must not write to the terminal more than one line of text.
fn one_line(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(displayable).collect();
    lines.join(" ⏎ ")
}

/// The decoder breaks off on some pictures by a panic, which `qr_scan` takes for "nothing found". Nobody needs to read
/// of it; all other panics are told as ever.
fn silence_decoder() {
    let tell = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if !panic.location().is_some_and(|location| location.file().contains("rqrr")) {
            tell(panic);
        }
    }));
}
