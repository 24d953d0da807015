//! A phone from outside: it is switched on, told what its owner does, and killed.

use std::{
    fmt,
    fs::File,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines},
    process::{Child, ChildStdin, ChildStdout, Command},
    time::timeout,
};

use super::Trouble;

/// Begins what a phone says to us: all else on its output is noise.
const SAID: &str = "phone> ";

/// Longer than a phone itself waits for what it is to see.
const PATIENCE: Duration = Duration::from_mins(2);

/// Which of the two apps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum App {
    /// `android-demo`: a JVM with Robolectric.
    Android,
    /// `ios-demo`: the app's models and views without a screen.
    Ios,
}

impl App {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Android, Self::Ios];

    /// The program that is this app's phone, if it is built: the variable's, or the one in the app's folder.
    pub fn program(self) -> Option<PathBuf> {
        let (variable, program, built) = match self {
            Self::Android => {
                ("DLAK_ANDROID_PHONE", "android-demo/app/target/phone", "android-demo/app/target/phone")
            }
            Self::Ios => ("DLAK_IOS_PHONE", "ios-demo/phone", "ios-demo/.build/debug/dlak-phone"),
        };
        if let Some(named) = std::env::var_os(variable) {
            return Some(PathBuf::from(named)).filter(|program| program.is_file());
        }
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        root.join(built).is_file().then(|| root.join(program))
    }
}

impl fmt::Display for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Android => "android",
            Self::Ios => "ios",
        })
    }
}

/// A phone: its program, and its disk, which outlives the program.
#[derive(Debug)]
pub struct Phone {
    /// The program that is the phone.
    pub program: PathBuf,
    /// The folder of all that it keeps.
    pub disk: PathBuf,
    /// The bank's address.
    pub bank: String,
    /// The language.
    pub language: String,
    /// Where it writes what it complains of.
    pub complaints: PathBuf,
    running: Option<Running>,
}

#[derive(Debug)]
struct Running {
    child: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

impl Running {
    /// Kills all of its programs at once.
    fn kill(&self) {
        let Some(group) = self.child.id() else { return };
        // It may be gone already.
        let _ = std::process::Command::new("kill").args(["-KILL", "--", &format!("-{group}")]).status();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

impl Phone {
    /// A phone that is off.
    pub fn new(program: PathBuf, disk: PathBuf, bank: String, language: String, complaints: PathBuf) -> Self {
        Self { program, disk, bank, language, complaints, running: None }
    }

    /// Switches it on, and opens the app.
    pub async fn start(&mut self) -> Result<(), Trouble> {
        if self.running.is_some() {
            return Err("the phone is on".into());
        }
        std::fs::create_dir_all(&self.disk)?;
        let complaints = File::options().create(true).append(true).open(&self.complaints)?;
        let mut command = Command::new(&self.program);
        command
            .env("DLAK_PHONE_DISK", &self.disk)
            .env("DLAK_PHONE_BANK", &self.bank)
            .env("DLAK_PHONE_LANGUAGE", &self.language)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(complaints)
            // What starts the app may be a program before it: they live, and are killed, together.
            .process_group(0);
        let mut child = command.spawn().map_err(|error| format!("{}: {error}", self.program.display()))?;
        let input = child.stdin.take().ok_or("the phone has no input")?;
        let output = BufReader::new(child.stdout.take().ok_or("the phone has no output")?).lines();
        self.running = Some(Running { child, input, output });
        match self.answer().await?.as_str() {
            "ready" => Ok(()),
            other => Err(format!("the phone begins with {other}").into()),
        }
    }

    /// Tells it what its owner does. Gives what it answers.
    pub async fn does(&mut self, words: &[String]) -> Result<String, Trouble> {
        let running = self.running.as_mut().ok_or("the phone is off")?;
        running.input.write_all(format!("{}\n", words.join("\t")).as_bytes()).await?;
        running.input.flush().await?;
        let answer = self.answer().await?;
        match answer.strip_prefix("ok") {
            Some(said) => Ok(said.trim().to_owned()),
            None => Err(answer.into()),
        }
    }

    /// As when the system, or an empty battery, ends it at once: `SIGKILL`.
    pub async fn kill(&mut self) -> Result<(), Trouble> {
        let mut running = self.running.take().ok_or("the phone is off")?;
        running.kill();
        running.child.wait().await?;
        // The programs behind the first one are gone when nobody holds their output any more.
        let silence = async { while let Ok(Some(_)) = running.output.next_line().await {} };
        Ok(timeout(PATIENCE, silence).await.map_err(|_| "the phone lives on")?)
    }

    /// It falls into the river: nothing of it is left.
    pub async fn lose(&mut self) -> Result<(), Trouble> {
        self.kill().await?;
        Ok(std::fs::remove_dir_all(&self.disk)?)
    }

    async fn answer(&mut self) -> Result<String, Trouble> {
        let running = self.running.as_mut().ok_or("the phone is off")?;
        let heard = async {
            while let Some(line) = running.output.next_line().await? {
                if let Some(said) = line.strip_prefix(SAID) {
                    return Ok(said.to_owned());
                }
            }
            Err::<_, Trouble>(format!("the phone has ended: {} says why", self.complaints.display()).into())
        };
        timeout(PATIENCE, heard).await.map_err(|_| "the phone does not answer")?
    }
}
