//! Every language runs every journey, and looks at as much of it (`tests/journeys/README.md`).

use std::{collections::BTreeMap, fs, io::ErrorKind, path::PathBuf};

use anyhow::{Context, bail};
use serde_json::Value;

use super::Outcome;
use crate::{shell::root, table::table};

const LANGUAGES: [&str; 3] = ["rust", "kotlin", "swift"];

/// Where each language writes what it ran.
pub(super) fn results() -> PathBuf {
    root().join("target/journeys")
}

/// Removes what an earlier run of a language wrote: it must not stand for this one.
pub(super) fn forget(language: &str) -> anyhow::Result<()> {
    match fs::remove_file(results().join(format!("{language}.json"))) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// What a language did of a journey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    steps: u64,
    checks: u64,
    ms: u64,
}

type Runs = BTreeMap<String, Run>;

/// Compares what the languages wrote, and prints the table.
pub(super) fn check() -> anyhow::Result<Outcome> {
    let index: Value = serde_json::from_str(&fs::read_to_string(root().join("tests/journeys/index.json"))?)?;
    let journeys: Vec<&str> =
        index["journeys"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let mut ran: Vec<(&str, Runs)> = Vec::new();
    let mut missing = Vec::new();
    for language in LANGUAGES {
        match fs::read_to_string(results().join(format!("{language}.json"))) {
            Ok(text) => ran.push((language, runs(&text).with_context(|| format!("{language}.json"))?)),
            Err(_) => missing.push(language),
        }
    }
    print!("{}", side_by_side(&journeys, &ran));
    let faults = faults(&journeys, &ran);
    if !faults.is_empty() {
        bail!("{}", faults.join("; "));
    }
    if missing.is_empty() {
        return Ok(Outcome::Passed);
    }
    Ok(Outcome::Skipped(format!("{} ran no journeys", missing.join(" and "))))
}

fn runs(text: &str) -> anyhow::Result<Runs> {
    let list: Vec<Value> = serde_json::from_str(text)?;
    let run = |one: &Value| {
        let number = |name: &str| one[name].as_u64().with_context(|| format!("{name} of {one}"));
        let journey = one["journey"].as_str().context("a run without a journey")?;
        let run = Run { steps: number("steps")?, checks: number("checks")?, ms: number("ms")? };
        Ok((journey.to_owned(), run))
    };
    list.iter().map(run).collect()
}

/// What is missing, or differs from the first language: Rust's.
fn faults(journeys: &[&str], ran: &[(&str, Runs)]) -> Vec<String> {
    let mut faults = Vec::new();
    let first = ran.first();
    for (language, runs) in ran {
        for journey in journeys {
            let Some(run) = runs.get(*journey) else {
                faults.push(format!("{language} did not run {journey}"));
                continue;
            };
            let Some((other, expected)) = first.and_then(|(other, runs)| Some((other, runs.get(*journey)?)))
            else {
                continue;
            };
            if (run.steps, run.checks) != (expected.steps, expected.checks) {
                faults.push(format!(
                    "{language} ran {} steps and {} checks of {journey}, {other} {} and {}",
                    run.steps, run.checks, expected.steps, expected.checks
                ));
            }
        }
        for journey in runs.keys().filter(|journey| !journeys.contains(&journey.as_str())) {
            faults.push(format!("{language} ran {journey}, which index.json does not have"));
        }
    }
    faults
}

fn side_by_side(journeys: &[&str], ran: &[(&str, Runs)]) -> String {
    let row = |name: &str, cell: &dyn Fn(&(&str, Runs)) -> String| -> Vec<String> {
        std::iter::once(name.to_owned()).chain(ran.iter().map(cell)).collect()
    };
    let mut rows = vec![row("journey", &|(language, _)| (*language).to_owned())];
    for journey in journeys {
        rows.push(row(journey, &|(_, runs)| match runs.get(*journey) {
            Some(run) => format!("{} steps, {} checks, {} ms", run.steps, run.checks, run.ms),
            None => "NOT RUN".to_owned(),
        }));
    }
    table(&rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(language: &'static str, text: &str) -> (&'static str, Runs) {
        (language, runs(text).expect("it is written in the test"))
    }

    const RUST: &str =
        r#"[{"journey":"pay","steps":3,"checks":5,"ms":9},{"journey":"lost","steps":1,"checks":1,"ms":1}]"#;

    #[test]
    fn languages_that_ran_the_same_have_no_faults() {
        let ran = [of("rust", RUST), of("swift", &RUST.replace("\"ms\":9", "\"ms\":77"))];
        assert_eq!(faults(&["pay", "lost"], &ran), Vec::<String>::new());
        assert!(side_by_side(&["pay", "lost"], &ran).contains("3 steps, 5 checks, 77 ms"));
    }

    #[test]
    fn a_journey_that_was_left_out_or_looked_at_less_is_named() {
        let ran = [
            of("rust", RUST),
            of(
                "kotlin",
                r#"[{"journey":"pay","steps":3,"checks":4,"ms":9},{"journey":"own","steps":1,"checks":1,"ms":1}]"#,
            ),
        ];
        assert_eq!(
            faults(&["pay", "lost"], &ran),
            [
                "kotlin ran 3 steps and 4 checks of pay, rust 3 and 5",
                "kotlin did not run lost",
                "kotlin ran own, which index.json does not have",
            ]
        );
        assert!(side_by_side(&["lost"], &ran).contains("NOT RUN"));
    }

    #[test]
    fn what_is_no_list_of_runs_is_refused() {
        assert!(runs("{}").is_err());
        assert!(runs(r#"[{"journey":"pay"}]"#).is_err());
    }
}
