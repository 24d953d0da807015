//! A story as data: what is done on which phone, line by line. `app-spec/journeys/README.md` has the format.

use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
};

use super::words::{Word, split};

/// What a journey's file says wrongly.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct ScriptError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: String,
}

/// A journey, read and found in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// The file's name, without `.txt`.
    pub name: String,
    /// The first line.
    pub about: String,
    /// Whose phones there are.
    pub phones: Vec<Owner>,
    /// What happens, one after the other.
    pub steps: Vec<Step>,
}

/// Whose phone it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// As the journey calls them.
    pub role: String,
    /// What they are at the bank.
    pub kind: Kind,
    /// The phone's language: `lo`, `en` or `th`.
    pub language: String,
    /// The customer's name at the bank.
    pub name: String,
}

/// What an owner is at the bank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Somebody who pays.
    Person,
    /// Somebody who sells.
    Merchant,
}

/// A step, and the line that says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The file, and the line from 1.
    pub at: (String, usize),
    /// What is done.
    pub act: Act,
}

/// What is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// A part of the story begins.
    Heading(String),
    /// The fault proxy is told this.
    Network(String),
    /// A label is printed: the QR code of a text, as a picture of this name.
    Label {
        /// The picture's name.
        picture: String,
        /// The code's text.
        text: String,
    },
    /// The phone with this index is switched on, and the app opened.
    Start(usize),
    /// The phone's app is ended at once, as by a dead battery.
    Kill(usize),
    /// The phone is gone, with all that was on it; its owner has a new one.
    Lose(usize),
    /// The owner does something.
    Tell {
        /// Which phone.
        phone: usize,
        /// The command and its values.
        words: Vec<Word>,
        /// What the phone must answer.
        wants: Option<String>,
    },
    /// So much each wallet holds, in kip, in the order of the phones.
    Money(Vec<u64>),
}

/// Steps said once, and the names of what differs.
#[derive(Clone, Debug)]
struct Routine {
    /// How many were said before it.
    place: usize,
    values: Vec<String>,
    lines: Vec<Line>,
}

#[derive(Clone, Debug)]
struct Line {
    file: String,
    number: usize,
    words: Vec<Word>,
}

impl Line {
    fn wrong(&self, what: impl Into<String>) -> ScriptError {
        ScriptError { file: self.file.clone(), line: self.number, what: what.into() }
    }
}

/// The folder of the journeys.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../app-spec/journeys")
}

/// All journeys of a folder, by name.
pub fn all(folder: &Path) -> io::Result<Vec<Script>> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    files.retain(|file| file.extension().is_some_and(|ending| ending == "txt"));
    files.sort();
    files.iter().map(|file| read(file)).collect()
}

/// Reads a journey, and the steps that it uses.
pub fn read(file: &Path) -> io::Result<Script> {
    let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let text = fs::read_to_string(file)?;
    let used = |used: &str| fs::read_to_string(file.with_file_name(format!("{used}.steps")));
    parse(&name, &text, &used).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

/// Reads a journey's text. `used` gives the text of a file of steps.
pub fn parse(
    name: &str,
    text: &str,
    used: &dyn Fn(&str) -> io::Result<String>,
) -> Result<Script, ScriptError> {
    let file = format!("{name}.txt");
    let about = text.lines().next().and_then(|line| line.strip_prefix("# ")).unwrap_or_default();
    let mut reader = Reader {
        script: Script {
            name: name.to_owned(),
            about: about.to_owned(),
            phones: Vec::new(),
            steps: Vec::new(),
        },
        routines: HashMap::new(),
        open: None,
        is_counted: true,
        used,
    };
    let first = Line { file: file.clone(), number: 1, words: Vec::new() };
    if about.is_empty() {
        return Err(first.wrong("begins with what the journey is about: # Somebody does something"));
    }
    let last = reader.file(&file, text)?;
    if reader.script.phones.is_empty() {
        return Err(last.wrong("has no phone: phone NAME person|merchant LANGUAGE \"NAME AT THE BANK\""));
    }
    reader.counted(&last)?;
    Ok(reader.script)
}

struct Reader<'a> {
    script: Script,
    routines: HashMap<String, Routine>,
    open: Option<(String, Routine)>,
    /// Was the money counted since the last step on a phone?
    is_counted: bool,
    used: &'a dyn Fn(&str) -> io::Result<String>,
}

impl Reader<'_> {
    /// Reads all lines of a file. Gives its last one.
    fn file(&mut self, file: &str, text: &str) -> Result<Line, ScriptError> {
        let mut line = Line { file: file.to_owned(), number: 0, words: Vec::new() };
        for (index, text) in text.lines().enumerate() {
            line.number = index + 1;
            if let Some(heading) = text.strip_prefix("## ") {
                self.counted(&line)?;
                self.add(&line, Act::Heading(heading.trim().to_owned()));
                continue;
            }
            if text.starts_with('#') || text.trim().is_empty() {
                continue;
            }
            line.words = split(text).map_err(|what| line.wrong(what))?;
            self.line(&line)?;
        }
        match &self.open {
            Some((name, _)) => Err(line.wrong(format!("def {name} has no end"))),
            None => Ok(line),
        }
    }

    fn line(&mut self, line: &Line) -> Result<(), ScriptError> {
        let words: Vec<&str> = line.words.iter().map(Word::text).collect();
        match (words.as_slice(), &mut self.open) {
            (["end"], open) => {
                let (name, routine) = open.take().ok_or_else(|| line.wrong("end of nothing"))?;
                self.routines.insert(name, routine);
                return Ok(());
            }
            (["def", ..], Some((name, _))) => return Err(line.wrong(format!("def {name} has no end"))),
            (_, Some((_, routine))) => {
                routine.lines.push(line.clone());
                return Ok(());
            }
            (["def", name, values @ ..], None) => {
                if self.routines.contains_key(*name) {
                    return Err(line.wrong(format!("{name} is said already")));
                }
                let values = values.iter().map(|value| (*value).to_owned()).collect();
                let place = self.routines.len();
                self.open = Some(((*name).to_owned(), Routine { place, values, lines: Vec::new() }));
                return Ok(());
            }
            _ => {}
        }
        match words.as_slice() {
            ["use", name] => {
                let file = format!("{name}.steps");
                let text = (self.used)(name).map_err(|error| line.wrong(format!("{file}: {error}")))?;
                self.file(&file, &text)?;
            }
            ["phone", role, kind, language, name] => self.phone(line, role, kind, language, name)?,
            ["network:", command @ ..] if !command.is_empty() => {
                self.add(line, Act::Network(command.join(" ")));
            }
            ["label", picture, text] => {
                self.add(line, Act::Label { picture: (*picture).to_owned(), text: (*text).to_owned() });
            }
            ["money", sum @ ..] => self.money(line, sum)?,
            [role, _, ..] if role.ends_with(':') => {
                let phone = self.role(line, role.trim_end_matches(':'))?;
                self.does(line, phone, &line.words[1..], self.routines.len())?;
            }
            _ => {
                return Err(
                    line.wrong("is no phone, def, use, label, network: or money, and no step of a phone")
                );
            }
        }
        Ok(())
    }

    fn phone(
        &mut self,
        line: &Line,
        role: &str,
        kind: &str,
        language: &str,
        name: &str,
    ) -> Result<(), ScriptError> {
        let kind = match kind {
            "person" => Kind::Person,
            "merchant" => Kind::Merchant,
            other => return Err(line.wrong(format!("{other} is neither person nor merchant"))),
        };
        if !["lo", "en", "th"].contains(&language) {
            return Err(line.wrong(format!("no app speaks {language}: lo, en or th")));
        }
        if role == "network"
            || self.script.phones.iter().any(|owner| owner.role == role || owner.name == name)
        {
            return Err(line.wrong(format!("{role} ({name}) is there already")));
        }
        let (role, language, name) = (role.to_owned(), language.to_owned(), name.to_owned());
        self.script.phones.push(Owner { role, kind, language, name });
        Ok(())
    }

    fn role(&self, line: &Line, role: &str) -> Result<usize, ScriptError> {
        let found = self.script.phones.iter().position(|owner| owner.role == role);
        found.ok_or_else(|| line.wrong(format!("nobody is called {role}")))
    }

    /// One step of a phone; those of a routine one by one. It knows the first `known` routines.
    fn does(&mut self, line: &Line, phone: usize, words: &[Word], known: usize) -> Result<(), ScriptError> {
        let texts: Vec<&str> = words.iter().map(Word::text).collect();
        let act = match texts.as_slice() {
            ["do", name, values @ ..] => return self.routine(line, phone, name, values, known),
            ["start"] => Act::Start(phone),
            ["kill"] => Act::Kill(phone),
            ["lose"] => Act::Lose(phone),
            [.., "is", value] => Act::Tell {
                phone,
                words: words[..words.len() - 2].to_vec(),
                wants: Some((*value).to_owned()),
            },
            _ => Act::Tell { phone, words: words.to_vec(), wants: None },
        };
        self.is_counted = false;
        self.add(line, act);
        Ok(())
    }

    fn routine(
        &mut self,
        line: &Line,
        phone: usize,
        name: &str,
        values: &[&str],
        known: usize,
    ) -> Result<(), ScriptError> {
        let Some(routine) = self.routines.get(name).filter(|routine| routine.place < known).cloned() else {
            return Err(line.wrong(format!("nobody knows how to {name}")));
        };
        if routine.values.len() != values.len() {
            return Err(line.wrong(format!(
                "{name} takes {} values: {}",
                routine.values.len(),
                routine.values.join(" ")
            )));
        }
        let given: HashMap<&str, &str> =
            routine.values.iter().map(String::as_str).zip(values.iter().copied()).collect();
        for step in &routine.lines {
            let words: Vec<Word> = step.words.iter().map(|word| word.filled(&given)).collect();
            // A routine knows only those that were said before it: so none goes round in circles.
            self.does(step, phone, &words, routine.place)?;
        }
        Ok(())
    }

    /// `money khamla 85000 + shop 15000 = 100000`
    fn money(&mut self, line: &Line, sum: &[&str]) -> Result<(), ScriptError> {
        const FORM: &str =
            "money is: money NAME KIP + NAME KIP = KIP, with every phone in the order of the phones";
        let kip =
            |text: &str| text.parse::<u64>().map_err(|_| line.wrong(format!("{text} is no number of kip")));
        let [parts @ .., "=", total] = sum else { return Err(line.wrong(FORM)) };
        let mut held = Vec::new();
        for (index, part) in parts.split(|word| *word == "+").enumerate() {
            let [role, amount] = part else { return Err(line.wrong(FORM)) };
            if self.role(line, role)? != index {
                return Err(line.wrong(FORM));
            }
            held.push(kip(amount)?);
        }
        if held.len() != self.script.phones.len() {
            return Err(line.wrong(FORM));
        }
        let found: u64 = held.iter().sum();
        if found != kip(total)? {
            return Err(line.wrong(format!("the wallets hold {found} kip, not {total}")));
        }
        self.is_counted = true;
        self.add(line, Act::Money(held));
        Ok(())
    }

    /// A part of a story that moves money and does not count it proves nothing.
    fn counted(&self, line: &Line) -> Result<(), ScriptError> {
        if self.is_counted {
            Ok(())
        } else {
            Err(line.wrong("the money was not counted since the last step: money ..."))
        }
    }

    fn add(&mut self, line: &Line, act: Act) {
        self.script.steps.push(Step { at: (line.file.clone(), line.number), act });
    }
}
