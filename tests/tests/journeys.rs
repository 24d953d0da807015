//! The journeys of `tests/journeys`, from Rust. Kotlin and Swift run the same ones.

#![allow(clippy::unwrap_used)] // helpers: a failure in them is a failed test

use std::collections::BTreeSet;

use system_tests::journey::{self, ErrorExpected, Journey};

#[tokio::test]
async fn every_journey_goes_as_it_is_written() {
    let (mut passed, mut failed) = (Vec::new(), Vec::new());
    for name in journey::all() {
        match journey::run(&journey::load(&name)).await {
            Ok(journey) => passed.push(journey),
            Err(error) => failed.push(error.to_string()),
        }
    }
    journey::write(&passed);
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    assert!(!passed.is_empty(), "there are no journeys");
}

#[test]
fn the_index_names_every_file_once() {
    let files = std::fs::read_dir(journey::folder()).unwrap().map(|file| file.unwrap().path());
    let files = files.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
    let mut names: Vec<_> =
        files.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
    names.retain(|name| name != "index");
    names.sort();
    let mut listed = journey::all();
    listed.sort();
    assert_eq!(listed, names);
}

/// The names between back quotes.
fn quoted(text: &str) -> BTreeSet<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_step_that_there_is_is_described_and_used() {
    let steps = journey::all().iter().flat_map(|name| journey::load(name).steps).collect::<Vec<_>>();
    let used: BTreeSet<_> = steps.iter().map(|step| step.action.name()).collect();

    let readme = std::fs::read_to_string(journey::folder().join("README.md")).unwrap();
    let section = readme.split("\n## Steps\n").nth(1).unwrap().split("\n## ").next().unwrap();
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    let rows = rows.map(|row| quoted(row.split('|').nth(1).unwrap()));
    let described: BTreeSet<_> = rows.flatten().collect();

    // The decoder names all that it knows when it is asked for what it does not know.
    let refused = journey::parse("test", r#"{"about":"a test","steps":[{"action":""}]}"#).unwrap_err();
    let refused = refused.to_string();
    let known = quoted(refused.split("expected one of").nth(1).unwrap());

    assert_eq!(described, known, "the README's table and the runner differ");
    assert_eq!(used, known, "a step that no journey takes is tested nowhere");
}

/// The first steps of a journey.
fn beginning(name: &str, steps: usize) -> Journey {
    let mut journey = journey::load(name);
    journey.steps.truncate(steps);
    journey
}

/// What the runner says of the journey.
async fn failure(journey: &Journey) -> String {
    journey::run(journey).await.expect_err("the journey went as it is written").to_string()
}

#[tokio::test]
async fn another_fact_is_told_with_its_step() {
    let mut journey = beginning("pay-a-merchant", 13);
    journey.steps[12].expect["available"] = 1.into();
    assert_eq!(
        failure(&journey).await,
        "journey pay-a-merchant, step 13 (balance): available: expected 1, was 10000000"
    );
}

#[tokio::test]
async fn a_fact_that_nobody_gives_is_told() {
    let mut journey = beginning("pay-a-merchant", 1);
    journey.steps[0].expect.insert("colour".to_owned(), "red".into());
    assert_eq!(
        failure(&journey).await,
        r#"journey pay-a-merchant, step 1 (create): colour: expected "red", was not given"#
    );
}

#[tokio::test]
async fn another_row_is_told() {
    let mut journey = beginning("pay-a-merchant", 7);
    journey.steps[6].expect["rows"][0]["label"] = "phone".into();
    let failure = failure(&journey).await;
    assert!(failure.starts_with("journey pay-a-merchant, step 7 (devices): rows: expected "), "{failure}");
}

#[tokio::test]
async fn another_error_is_told() {
    let mut journey = beginning("bad-input", 2);
    journey.steps[1].error.as_mut().unwrap().code = "weak-pin".to_owned();
    assert_eq!(
        failure(&journey).await,
        r#"journey bad-input, step 2 (create): error code: expected "weak-pin", was "pin-form" (a PIN is 6 to 12 digits)"#
    );
    journey.steps[1].error = Some(ErrorExpected { code: "pin-form".to_owned(), retryable: true });
    assert_eq!(
        failure(&journey).await,
        "journey bad-input, step 2 (create): retryable of pin-form: expected true, was false"
    );
    journey.steps[1].error = None;
    assert_eq!(
        failure(&journey).await,
        r#"journey bad-input, step 2 (create): error code: expected none, was "pin-form" (a PIN is 6 to 12 digits)"#
    );
}

#[tokio::test]
async fn an_error_that_does_not_come_is_told() {
    let mut journey = beginning("lost-answer", 1);
    journey.steps[0].error = Some(ErrorExpected { code: "weak-pin".to_owned(), retryable: false });
    assert_eq!(
        failure(&journey).await,
        r#"journey lost-answer, step 1 (create): error code: expected "weak-pin", was none"#
    );
}

#[tokio::test]
async fn patience_ends() {
    let steps = r#"{"action":"create","wallet":"khamla","pin":"271828"},
                   {"action":"balance","wallet":"khamla","patience":1,"expect":{"settled":5}}"#;
    let journey = journey::parse("test", &format!(r#"{{"about":"a test","steps":[{steps}]}}"#)).unwrap();
    assert_eq!(failure(&journey).await, "journey test, step 2 (balance): settled: expected 5, was 0");
}

#[tokio::test]
async fn a_fault_that_met_no_request_is_told() {
    let steps = r#"{"action":"lose-answer","line":"POST /v1/nothing","times":2}"#;
    let journey = journey::parse("test", &format!(r#"{{"about":"a test","steps":[{steps}]}}"#)).unwrap();
    assert_eq!(failure(&journey).await, "journey test, step 1 (end): 2 faults met no request");
}

#[tokio::test]
async fn a_journey_that_names_what_is_not_there_is_told() {
    for (step, why) in [
        (r#"{"action":"sync","wallet":"nobody"}"#, "nobody has no open wallet"),
        (r#"{"action":"scan","code":"nothing"}"#, r#"nothing was kept as "nothing""#),
        (r#"{"action":"cut","keep":"nothing"}"#, r#"it gives nothing to keep as "nothing""#),
    ] {
        let journey = journey::parse("test", &format!(r#"{{"about":"a test","steps":[{step}]}}"#)).unwrap();
        let failure = failure(&journey).await;
        assert!(failure.ends_with(why), "{failure}");
    }
}
