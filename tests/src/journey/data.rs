//! The format: what a journey's file may say. Anything else in it is an error.

use std::path::PathBuf;

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

/// What a step gives, or should give, by name.
pub type Facts = Map<String, Value>;

/// A story.
#[derive(Clone, Debug)]
pub struct Journey {
    /// Its file's name, without `.json`.
    pub name: String,
    /// What happens.
    pub steps: Vec<Step>,
}

/// What a journey's file holds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct JourneyFile {
    about: String,
    steps: Vec<Step>,
}

/// One thing that happens, and what should come of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "Map<String, Value>")]
pub struct Step {
    /// What is done.
    pub action: Action,
    /// The name under which what the step gives is kept.
    pub keep: Option<String>,
    /// For so many seconds the step is repeated until it is as expected.
    pub patience: Option<u64>,
    /// The facts that are expected.
    pub expect: Facts,
    /// The error that is expected.
    pub error: Option<ErrorExpected>,
}

/// What an error must be like.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErrorExpected {
    /// Its stable code.
    pub code: String,
    /// May the same succeed later?
    pub retryable: bool,
}

/// What can be done. The fields are described in `tests/journeys/README.md`; all amounts are in att.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(tag = "action", rename_all = "kebab-case", rename_all_fields = "camelCase", deny_unknown_fields)]
#[expect(missing_docs, reason = "the README is their description, for all languages")]
pub enum Action {
    Text {
        text: String,
    },
    Damage {
        value: String,
    },
    Create {
        wallet: String,
        pin: String,
        label: Option<String>,
    },
    Restore {
        wallet: String,
        words: String,
        pin: String,
        label: Option<String>,
    },
    Close {
        wallet: String,
    },
    Open {
        wallet: String,
    },
    Lock {
        wallet: String,
    },
    Unlock {
        wallet: String,
        pin: String,
    },
    ChangePin {
        wallet: String,
        pin: String,
        new_pin: String,
    },
    Words {
        wallet: String,
        pin: String,
    },
    Register {
        wallet: String,
        customer: Option<String>,
        code: Option<String>,
    },
    TopUp {
        wallet: String,
        amount: u64,
    },
    TopUpState {
        wallet: String,
        top_up: String,
    },
    Redeem {
        wallet: String,
        amount: u64,
    },
    Exchange {
        wallet: String,
        payment: Option<String>,
        top_up: Option<String>,
    },
    Sync {
        wallet: String,
    },
    Balance {
        wallet: String,
    },
    History {
        wallet: String,
    },
    Payments {
        wallet: String,
    },
    Request {
        wallet: String,
        amount: u64,
        memo: Option<String>,
        seconds: Option<u64>,
        keep_id: Option<String>,
    },
    RequestStatus {
        wallet: String,
        request: String,
    },
    Sticker {
        wallet: String,
        amount: Option<u64>,
    },
    Scan {
        code: String,
    },
    Prepare {
        wallet: String,
        code: String,
        amount: Option<u64>,
        memo: Option<String>,
    },
    Confirm {
        wallet: String,
        preview: String,
    },
    Payment {
        wallet: String,
        payment: String,
    },
    Resume {
        wallet: String,
    },
    Receipt {
        wallet: String,
        payment: String,
    },
    Verify {
        wallet: String,
        receipt: String,
    },
    Devices {
        wallet: String,
    },
    Revoke {
        wallet: String,
        label: String,
        pin: String,
    },
    Follow {
        wallet: String,
    },
    Event {
        wallet: String,
        name: String,
        request: Option<String>,
    },
    LoseAnswer {
        line: String,
        times: Option<usize>,
    },
    LoseRequest {
        line: String,
        times: Option<usize>,
    },
    Cut {},
    Mend {},
}

impl Action {
    /// Its name in the file.
    pub fn name(&self) -> String {
        let value = serde_json::to_value(self).expect("an action is JSON");
        value["action"].as_str().unwrap_or_default().to_owned()
    }

    /// Does it leave everything as it was, so that it may be repeated until it is as expected?
    fn only_looks(&self) -> bool {
        use Action::{
            Balance, Exchange, History, Payment, Payments, Prepare, RequestStatus, Resume, Sync, TopUpState,
        };
        matches!(
            self,
            Balance { .. }
                | Exchange { .. }
                | History { .. }
                | Payment { .. }
                | Payments { .. }
                | Prepare { .. }
                | RequestStatus { .. }
                | Resume { .. }
                | Sync { .. }
                | TopUpState { .. }
        )
    }
}

impl TryFrom<Map<String, Value>> for Step {
    type Error = String;

    fn try_from(mut fields: Map<String, Value>) -> Result<Self, String> {
        let step = Self {
            keep: take(&mut fields, "keep")?,
            patience: take(&mut fields, "patience")?,
            expect: take::<Facts>(&mut fields, "expect")?.unwrap_or_default(),
            error: take(&mut fields, "error")?,
            action: serde_json::from_value(Value::Object(fields.clone()))
                .map_err(|error| format!("{}: {error}", Value::Object(fields)))?,
        };
        if step.expect.values().any(Value::is_null) {
            return Err("a fact is never null".to_owned());
        }
        if step.error.is_some() && (step.keep.is_some() || !step.expect.is_empty()) {
            return Err("a step that fails gives nothing: neither facts nor something to keep".to_owned());
        }
        if step.patience.is_some() && !step.action.only_looks() {
            return Err(format!("{} changes something, so it must not be repeated", step.action.name()));
        }
        Ok(step)
    }
}

fn take<T: DeserializeOwned>(fields: &mut Map<String, Value>, name: &str) -> Result<Option<T>, String> {
    let value = fields.remove(name).map(serde_json::from_value).transpose();
    value.map_err(|error| format!("{name}: {error}"))
}

/// The folder of the journeys.
pub fn folder() -> PathBuf {
    let here = || concat!(env!("CARGO_MANIFEST_DIR"), "/journeys").into();
    std::env::var_os("DLAK_JOURNEYS").unwrap_or_else(here).into()
}

/// The names of all journeys, from the index.
pub fn all() -> Vec<String> {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Index {
        journeys: Vec<String>,
    }
    let path = folder().join("index.json");
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str::<Index>(&text)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        .journeys
}

/// Reads the journey with this name.
pub fn load(name: &str) -> Journey {
    let path = folder().join(format!("{name}.json"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    parse(name, &text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Reads a journey's text.
pub fn parse(name: &str, text: &str) -> Result<Journey, serde_json::Error> {
    let JourneyFile { about, steps } = serde_json::from_str(text)?;
    if about.is_empty() || steps.is_empty() {
        return Err(serde::de::Error::custom("a journey is about something, and has steps"));
    }
    Ok(Journey { name: name.to_owned(), steps })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(step: &str) -> String {
        let text = format!(r#"{{"about":"a test","steps":[{step}]}}"#);
        parse("test", &text).expect_err("it is not refused").to_string()
    }

    #[test]
    fn what_a_journey_may_not_say_is_refused() {
        for (step, why) in [
            (r#"{"action":"fly","wallet":"khamla"}"#, "unknown variant `fly`"),
            (r#"{"action":"sync"}"#, "missing field `wallet`"),
            (r#"{"action":"sync","wallet":"khamla","pin":"1"}"#, "unknown field `pin`"),
            (r#"{"action":"cut","wallet":"khamla"}"#, "unknown field `wallet`"),
            (r#"{"action":"top-up","wallet":"khamla","amount":"100"}"#, "invalid type: string"),
            (r#"{"action":"sync","wallet":"khamla","expect":{"seq":null}}"#, "a fact is never null"),
            (r#"{"action":"lock","wallet":"khamla","patience":5}"#, "lock changes something"),
            (
                r#"{"action":"sync","wallet":"k","keep":"x","error":{"code":"locked","retryable":false}}"#,
                "a step that fails gives nothing",
            ),
            (r#"{"action":"sync","wallet":"khamla","error":{"code":"locked"}}"#, "missing field `retryable`"),
        ] {
            let said = error(step);
            assert!(said.contains(why), "{step}: {said}");
        }
        assert!(parse("test", r#"{"about":"","steps":[]}"#).is_err());
    }
}
