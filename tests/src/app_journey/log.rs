//! What happened when, for people: `target/app-journeys/JOURNEY-PAIR.log`.

use std::{fs::File, io::Write, path::Path, time::Instant};

use super::Trouble;

/// A file with a line for each thing that happens.
#[derive(Debug)]
pub struct Log {
    file: File,
    began: Instant,
}

impl Log {
    /// Begins a log, in place of an older one.
    pub fn begin(file: &Path) -> Result<Self, Trouble> {
        Ok(Self { file: File::create(file)?, began: Instant::now() })
    }

    /// Notes what happens now.
    pub fn note(&mut self, line: &str) -> Result<(), Trouble> {
        Ok(writeln!(self.file, "{:7.1} s  {line}", self.began.elapsed().as_secs_f64())?)
    }
}
