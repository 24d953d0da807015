//! How the demo looks: a line for each step with the time that it took.

use std::{
    fmt::Write,
    time::{Duration, Instant},
};

use serde_json::json;

use super::cast::PIN;
use crate::{format::took, output::Output};

/// Writes the steps as they happen.
pub(super) struct Report {
    output: Output,
    step: Instant,
}

impl Report {
    pub(super) fn begin(output: Output) -> anyhow::Result<Self> {
        if !output.is_json() {
            output.line(output.bold("DLak: digital kip, issued, exchanged and paid by QR code"))?;
        }
        Ok(Self { output, step: Instant::now() })
    }

    /// A new part of the story.
    pub(super) fn chapter(&self, title: &str) -> anyhow::Result<()> {
        if self.output.is_json() {
            Ok(())
        } else {
            self.output.line(format!("\n{}", self.output.bold(title)))
        }
    }

    /// A step is done; its time is that since the step before it.
    pub(super) fn done(&mut self, what: &str) -> anyhow::Result<()> {
        let time = self.step.elapsed();
        self.done_in(what, time)
    }

    /// A step is done that took `time` by its own measure.
    pub(super) fn done_in(&mut self, what: &str, time: Duration) -> anyhow::Result<()> {
        self.step = Instant::now();
        if self.output.is_json() {
            let micros = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
            return self.output.line(json!({ "step": what, "micros": micros }));
        }
        let (time, mark) = (format!("{:>9}", took(time)), self.output.green("✓"));
        self.output.line(format!("{} {mark} {what}", self.output.dim(time)))
    }

    /// A picture between the steps; not for scripts.
    pub(super) fn picture(&self, picture: &str) -> anyhow::Result<()> {
        if self.output.is_json() {
            return Ok(());
        }
        let indented: Vec<_> = picture.lines().map(|line| format!("            {line}")).collect();
        self.output.line(indented.join("\n"))
    }

    /// The last word.
    pub(super) fn summary(&self, summary: &Summary) -> anyhow::Result<()> {
        let Summary { payments, median, worst, files } = summary;
        let micros = |time: &Duration| u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        let value = json!({
            "payments": payments,
            "scan_to_settled_median_micros": micros(median),
            "scan_to_settled_worst_micros": micros(worst),
            "files": files.iter().map(|(what, path)| json!({ "what": what, "path": path })).collect::<Vec<_>>(),
        });
        self.output.result(&value, |output| {
            let mut text = format!(
                "\n{}\n  {payments} payments, from camera frame to settled: median {}, worst {}\n",
                output.green(output.bold("Everything held.")),
                output.bold(took(*median)),
                took(*worst)
            );
            for (what, path) in files {
                // Writing to a String does not fail.
                let _ = writeln!(text, "  {what:<18} {}", output.dim(path));
            }
            text + &output.dim(format!("  (everybody's PIN is {PIN})"))
        })
    }
}

/// What the demo comes to.
pub(super) struct Summary {
    pub(super) payments: usize,
    pub(super) median: Duration,
    pub(super) worst: Duration,
    /// What there is to look at, and where.
    pub(super) files: Vec<(&'static str, String)>,
}
