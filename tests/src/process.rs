//! A process that can be killed: this very test program, run again for one of its tests.
//!
//! ```text
//! test ── Process::start("a_bank_in_a_process_of_its_own", [..]) ──► current_exe NAME --exact --nocapture
//!      ◄── says("ready") ────────────────────────────────────────── println!
//!      ── kill() ───────────────────────────────── SIGKILL ────────► gone, between two instructions
//! ```
//!
//! The test that is run so asks [`task`] for its variables and, when it has none, was called as an ordinary test and
//! has nothing to do.

use std::{process::Stdio, time::Duration};

use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    process::{Child, ChildStdout, Command},
    time::timeout,
};

/// Longer than anything takes on a slow and busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// The variable that tells a test that it is a process of another one.
const PROCESS: &str = "DLAK_TEST_PROCESS";

/// A running process; killed when it is dropped.
#[derive(Debug)]
pub struct Process {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Process {
    /// Runs the test `name` of this program in a process of its own, with these environment variables.
    pub fn start(name: &str, variables: &[(&str, String)]) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args([name, "--exact", "--nocapture", "--test-threads=1"]).env(PROCESS, name);
        command.envs(variables.iter().map(|(name, value)| (name, value)));
        let mut child = command.stdout(Stdio::piped()).kill_on_drop(true).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, lines }
    }

    /// Waits until the process prints a line with `word` in it. Gives what follows the word, or `None` when the process
    /// has ended without saying it.
    pub async fn says(&mut self, word: &str) -> Option<String> {
        let heard = async {
            while let Some(line) = self.lines.next_line().await.unwrap() {
                if let Some((_, rest)) = line.split_once(word) {
                    return Some(rest.trim().to_owned());
                }
            }
            None
        };
        timeout(PATIENCE, heard).await.unwrap_or_else(|_| panic!("the process does not say {word:?}"))
    }

    /// Kills it with `SIGKILL`, and waits until the operating system has cleared it away.
    pub async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }
}

/// Is this the process that runs the test `name` for another one? Gives the value of a variable then.
pub fn task(name: &str) -> Option<impl Fn(&str) -> String> {
    let called = std::env::var(PROCESS).is_ok_and(|called| called == name);
    called.then_some(|variable: &str| std::env::var(variable).unwrap_or_default())
}
