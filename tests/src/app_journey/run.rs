//! Runs a journey, step by step.

use std::{collections::HashMap, fs, path::PathBuf};

use super::{Act, Kind, Log, Owner, Pair, Phone, Script, Step, Trouble, Word};
use crate::{interop::Pgm, journey::Stage};

/// The step that did not go as the journey says.
#[derive(Debug, thiserror::Error)]
#[error("{pair}: {file}:{line}: {what}")]
pub struct Failed {
    /// Which apps.
    pub pair: Pair,
    /// The journey's file, or that of its steps.
    pub file: String,
    /// The line in it.
    pub line: usize,
    /// What went wrong.
    pub what: Trouble,
}

/// Runs the journey on a bank of its own, and phones of these apps.
pub async fn run(script: &Script, pair: Pair, log: &mut Log, complaints: PathBuf) -> Result<(), Failed> {
    let failed = |at: (String, usize), what| Failed { pair, file: at.0, line: at.1, what };
    let mut world =
        World::new(script, pair, complaints).await.map_err(|what| failed((script.name.clone(), 0), what))?;
    for step in &script.steps {
        if let Err(what) = world.perform(step, log).await {
            // The log is for people: that it can't be written is no news after this.
            let _ = log.note(&format!("FAILED: {what}"));
            return Err(failed(step.at.clone(), what));
        }
    }
    match world.stage.proxy_unused().await {
        0 => Ok(()),
        unused => Err(failed((script.name.clone(), 0), format!("{unused} faults met no request").into())),
    }
}

/// The bank, the network, the phones, and what is known of their owners.
struct World<'a> {
    script: &'a Script,
    stage: Stage,
    phones: Vec<Phone>,
    /// By phone: the enrolment code, and the words once they are written down. Never in the log.
    known: Vec<HashMap<String, String>>,
}

impl<'a> World<'a> {
    async fn new(script: &'a Script, pair: Pair, complaints: PathBuf) -> Result<Self, Trouble> {
        let names = |kind| {
            script.phones.iter().filter(move |owner| owner.kind == kind).map(|owner| owner.name.as_str())
        };
        let stage = Stage::set_for(names(Kind::Person), names(Kind::Merchant)).await;
        let (mut phones, mut known) = (Vec::new(), Vec::new());
        for owner in &script.phones {
            let program = pair.app(owner.kind).program().ok_or("the phone is not built")?;
            let code = stage.enrolment_code(&owner.name).ok_or("the bank does not know the owner")?;
            let disk = stage.folder(&owner.role);
            let (url, language) = (stage.url().to_owned(), owner.language.clone());
            phones.push(Phone::new(program, disk, url, language, complaints.clone()));
            known.push(HashMap::from([("$code".to_owned(), code)]));
        }
        Ok(Self { script, stage, phones, known })
    }

    fn owner(&self, phone: usize) -> &Owner {
        &self.script.phones[phone]
    }

    async fn perform(&mut self, step: &Step, log: &mut Log) -> Result<(), Trouble> {
        match &step.act {
            Act::Heading(text) => log.note(&format!("--- {text}")),
            Act::Network(command) => {
                log.note(&format!("the network: {command}"))?;
                self.stage.command(command).await;
                Ok(())
            }
            Act::Label { picture, text } => {
                log.note(&format!("{picture}: a label is printed"))?;
                Ok(fs::write(self.picture(picture), Pgm::of_code(text)?.to_bytes())?)
            }
            Act::Start(phone) => {
                log.note(&format!("{} opens the app", self.owner(*phone).role))?;
                self.phones[*phone].start().await
            }
            Act::Kill(phone) => {
                log.note(&format!("{}'s phone is killed", self.owner(*phone).role))?;
                self.phones[*phone].kill().await
            }
            Act::Lose(phone) => {
                log.note(&format!("{} loses the phone, and gets another", self.owner(*phone).role))?;
                self.phones[*phone].lose().await
            }
            Act::Tell { phone, words, wants } => self.tell(*phone, words, wants.as_deref(), log).await,
            Act::Money(held) => self.count(held, log).await,
        }
    }

    async fn tell(
        &mut self,
        phone: usize,
        words: &[Word],
        wants: Option<&str>,
        log: &mut Log,
    ) -> Result<(), Trouble> {
        let written: Vec<&str> = words.iter().map(Word::text).collect();
        log.note(&format!("{}: {}", self.owner(phone).role, written.join(" ")))?;
        let mut told = Vec::new();
        for word in words {
            told.push(match word {
                Word::Text(text) => text.clone(),
                Word::Value(name) => {
                    self.known[phone].get(name).ok_or(format!("nobody knows {name}"))?.clone()
                }
            });
        }
        // Pictures have names in a story, and files on a phone.
        if let [act, name] = told.as_mut_slice()
            && ["camera", "picture"].contains(&act.as_str())
        {
            *name = self.picture(name).display().to_string();
        }
        let said = self.phones[phone].does(&told).await?;
        if told.first().is_some_and(|act| act == "words") {
            self.known[phone].insert("$words".to_owned(), said);
            return Ok(());
        }
        match wants {
            Some(wanted) if wanted != said => Err(format!("is {said}, not {wanted}").into()),
            _ => Ok(()),
        }
    }

    /// Nothing is lost, nothing made, nothing moved twice; and every receipt verifies.
    async fn count(&mut self, held: &[u64], log: &mut Log) -> Result<(), Trouble> {
        for (phone, kip) in held.iter().enumerate() {
            let role = self.owner(phone).role.clone();
            let holds = ["holds".to_owned(), kip.to_string()];
            self.phones[phone].does(&holds).await.map_err(|error| format!("{role}: {error}"))?;
            log.note(&format!("{role} holds {kip} kip"))?;
        }
        Ok(())
    }

    fn picture(&self, name: &str) -> PathBuf {
        self.stage.folder(&format!("{name}.pgm"))
    }
}
