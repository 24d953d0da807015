//! Runs the apps' journeys on every pair of apps that is built: `app-journeys [JOURNEY ...]`.
//!
//! What ran is in `target/app-journeys/*.log`; what passed in `target/app-spec/journeys.json`.

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Instant,
};

use serde_json::json;
use system_tests::app_journey::{App, Log, Pair, Script, Trouble, all, folder, pairs, run};

#[tokio::main]
async fn main() -> ExitCode {
    match run_all().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("{trouble}");
            ExitCode::FAILURE
        }
    }
}

async fn run_all() -> Result<(), Trouble> {
    let chosen: Vec<String> = std::env::args().skip(1).collect();
    let mut scripts = all(&folder())?;
    if let Some(unknown) = chosen.iter().find(|name| scripts.iter().all(|script| script.name != **name)) {
        return Err(format!("there is no journey {unknown}").into());
    }
    scripts.retain(|script| chosen.is_empty() || chosen.contains(&script.name));
    let missing: Vec<App> = App::ALL.into_iter().filter(|app| app.program().is_none()).collect();
    for app in &missing {
        println!("SKIPPED  {app}: its phone is not built");
    }
    if !missing.is_empty() && is_ci() {
        return Err("CI skips nothing".into());
    }
    let mut results = Vec::new();
    let mut failures = 0;
    for script in &scripts {
        for pair in pairs(script).into_iter().filter(|pair| pair.apps().all(|app| !missing.contains(&app))) {
            let began = Instant::now();
            let done = perform(script, pair).await;
            let seconds = began.elapsed().as_secs();
            match &done {
                Ok(()) => println!("passed   {}: {pair} ({seconds} s)", script.name),
                Err(trouble) => println!("FAILED   {}: {trouble}", script.name),
            }
            failures += usize::from(done.is_err());
            results.push(json!({
                "journey": script.name, "persons": pair.persons.to_string(),
                "merchants": pair.merchants.map(|app| app.to_string()), "passed": done.is_ok(), "seconds": seconds,
            }));
        }
    }
    // A part of the journeys says nothing of the others.
    if chosen.is_empty() {
        let file = target().join("app-spec/journeys.json");
        fs::create_dir_all(file.parent().unwrap_or(Path::new(".")))?;
        fs::write(file, serde_json::to_string_pretty(&results)? + "\n")?;
    }
    match (failures, results.len()) {
        (0, 0) => Err("no app is built: nothing was run".into()),
        (0, _) => Ok(()),
        _ => Err(format!("{failures} of {} failed", results.len()).into()),
    }
}

async fn perform(script: &Script, pair: Pair) -> Result<(), Trouble> {
    let logs = target().join("app-journeys");
    fs::create_dir_all(&logs)?;
    let name = format!("{}-{}", script.name, pair.to_string().replace(' ', "-"));
    let mut log = Log::begin(&logs.join(format!("{name}.log")))?;
    let complaints = logs.join(format!("{name}.err"));
    fs::write(&complaints, "")?;
    Ok(run(script, pair, &mut log, complaints).await?)
}

fn target() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../target")
}

fn is_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| value == "true")
}
