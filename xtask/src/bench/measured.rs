//! What benches of other languages print: one line of JSON for each measurement, and whatever else they like:
//! `{"name": "call", "value": 1.23, "unit": "µs", "note": "optional"}`. Equal names stand in one row of the table.

use std::process::Command;

use anyhow::Context;
use serde_json::Value;

use crate::{shell, table};

/// A measurement.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Measured {
    name: String,
    value: f64,
    unit: String,
    note: String,
}

/// Runs a bench, shows what it says, and gives what it measured.
pub(super) fn measure(command: &mut Command, whose: &str) -> anyhow::Result<Vec<Measured>> {
    println!("\n=== {whose}");
    let output = shell::read(command)?;
    print!("{output}");
    measurements(&output).with_context(|| format!("what the bench of {whose} prints"))
}

/// The lines that are measurements.
fn measurements(output: &str) -> anyhow::Result<Vec<Measured>> {
    // Maven puts an end of all colours before what a test says, even where there are none.
    let lines = output.lines().map(|line| line.trim_start_matches("\u{1b}[0m").trim());
    let lines = lines.filter(|line| line.starts_with('{'));
    let parse = |line: &str| {
        let value: Value = serde_json::from_str(line).with_context(|| line.to_owned())?;
        let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        anyhow::Ok(Measured {
            name: value["name"].as_str().with_context(|| format!("no name in {line}"))?.to_owned(),
            value: value["value"].as_f64().with_context(|| format!("no value in {line}"))?,
            unit: text("unit"),
            note: text("note"),
        })
    };
    lines.map(parse).collect()
}

/// Whose measurements they are, and the measurements.
pub(super) type Column<'a> = (&'a str, Vec<Measured>);

impl Measured {
    fn cell(&self) -> String {
        let note = if self.note.is_empty() { String::new() } else { format!(" ({})", self.note) };
        format!("{} {}{note}", three_digits(self.value), self.unit)
    }
}

/// As much as a measurement is good for.
fn three_digits(value: f64) -> String {
    let digits = match value.abs() {
        size if size == 0.0 || size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 1.0 => 2,
        size if size >= 0.1 => 3,
        _ => 4,
    };
    format!("{value:.digits$}")
}

/// A row for each name, in the order in which they were first measured.
pub(super) fn side_by_side(columns: &[Column<'_>]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for one in columns.iter().flat_map(|(_, measured)| measured) {
        if !names.contains(&one.name.as_str()) {
            names.push(&one.name);
        }
    }
    let row = |name: &str, cell: &dyn Fn(&Column<'_>) -> String| -> Vec<String> {
        std::iter::once(name.to_owned()).chain(columns.iter().map(cell)).collect()
    };
    let mut rows = vec![row("", &|(whose, _)| (*whose).to_owned())];
    for name in names {
        rows.push(row(name, &|(_, measured)| {
            measured.iter().find(|one| one.name == name).map_or_else(|| "-".to_owned(), Measured::cell)
        }));
    }
    table::table(&rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measurements_of_the_same_stand_in_one_row() -> anyhow::Result<()> {
        let kotlin = measurements(
            "warming up\n\u{1b}[0m{\"name\":\"call\",\"value\":2.5,\"unit\":\"µs\"}\n{\"name\":\"gc\",\"value\":3}\n",
        )?;
        let swift = measurements("{\"name\":\"call\",\"value\":1,\"unit\":\"µs\",\"note\":\"release\"}")?;
        let text = side_by_side(&[("Kotlin", kotlin), ("Swift", swift)]);
        let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split_whitespace().collect()).collect();
        assert_eq!(rows[1], ["call", "2.50", "µs", "1.00", "µs", "(release)"]);
        assert_eq!(rows[2], ["gc", "3.00", "-"]);
        Ok(())
    }

    #[test]
    fn numbers_have_three_digits() {
        let shown: Vec<String> = [0.0, 0.0422, 0.722, 7.451, 20.3, 921_600.0].map(three_digits).to_vec();
        assert_eq!(shown, ["0", "0.0422", "0.722", "7.45", "20.3", "921600"]);
    }

    #[test]
    fn a_line_that_looks_like_a_measurement_and_is_none_is_refused() {
        assert!(measurements("{\"name\":\"call\"}").is_err());
        assert!(measurements("{broken").is_err());
        assert!(measurements("no line of ours").is_ok_and(|found| found.is_empty()));
    }
}
