//! The journeys of `tests/journeys`, from Rust. Kotlin and Swift run the same ones.

#![allow(clippy::unwrap_used)] // helpers: a failure in them is a failed test

use system_tests::journey;

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
