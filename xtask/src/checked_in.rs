//! Files that are made, and checked in all the same: their changes are part of a review.

use std::{
    fs,
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, bail};

use crate::shell::root;

/// A path in the project, and what should be in it.
pub(crate) type File<P> = (P, String);

/// Writes those that changed.
pub(crate) fn write<P: AsRef<str>>(files: &[File<P>]) -> anyhow::Result<()> {
    for (path, text) in files {
        let path = path.as_ref();
        let file = root().join(path);
        if fs::read_to_string(&file).is_ok_and(|old| old == *text) {
            continue;
        }
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&file, text).with_context(|| file.display().to_string())?;
        println!("wrote {path}: look at what changed, and check it in");
    }
    Ok(())
}

/// Fails when one is not as it should be; `made_from` and `command` tell the reader where it comes from.
pub(crate) fn check<P: AsRef<str>>(files: &[File<P>], made_from: &str, command: &str) -> anyhow::Result<()> {
    let stale: Vec<&str> = files
        .iter()
        .filter(|(path, text)| differs(&root().join(path.as_ref()), text))
        .map(|(path, _)| path.as_ref())
        .collect();
    if !stale.is_empty() {
        bail!(
            "{} not what is made from {made_from} today. If that is what you want, run `{command}`, look at the \
             change and check it in",
            if let [one] = stale[..] { format!("{one} is") } else { format!("{} are", stale.join(" and ")) }
        );
    }
    Ok(())
}

/// Tells the difference, and shows it.
fn differs(file: &Path, text: &str) -> bool {
    if fs::read_to_string(file).is_ok_and(|old| old == text) {
        return false;
    }
    println!("\n{} (- checked in, + made today)", file.display());
    if show(file, text).is_err() {
        println!("(git is not there to show the difference)");
    }
    true
}

fn show(file: &Path, text: &str) -> anyhow::Result<()> {
    let mut git = Command::new("git")
        .args(["--no-pager", "diff", "--no-index", "--unified=2", "--"])
        .arg(if file.exists() { file } else { Path::new("/dev/null") })
        .arg("-")
        .stdin(Stdio::piped())
        .spawn()?;
    if let Some(mut input) = git.stdin.take() {
        input.write_all(text.as_bytes())?;
    }
    git.wait()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_missing_or_old_differs() -> anyhow::Result<()> {
        let scratch = tempfile::tempdir()?;
        let file = scratch.path().join("api.txt");
        assert!(differs(&file, "new"));
        fs::write(&file, "old")?;
        assert!(differs(&file, "new"));
        fs::write(&file, "new")?;
        assert!(!differs(&file, "new"));
        Ok(())
    }
}
