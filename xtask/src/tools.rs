//! Programs that are not ours: finding them, installing them where that is wanted, and saying what is missing.

use std::{
    ffi::OsStr,
    path::PathBuf,
    process::{Command, Stdio},
};

use anyhow::bail;

use crate::shell::{self, is_ci, root};

/// A program on the path.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Something that strips symbols.
pub(crate) fn strip() -> anyhow::Result<PathBuf> {
    match find("strip").or_else(|| find("llvm-strip")) {
        Some(strip) => Ok(strip),
        None => bail!(
            "neither `strip` nor `llvm-strip` is here: they come with every C compiler (binutils, LLVM)"
        ),
    }
}

/// Makes sure that programs are there. CI installs their Debian packages; elsewhere the answer says how to get them.
pub(crate) fn need(programs: &[&str], packages: &[&str]) -> anyhow::Result<Result<(), String>> {
    let missing = |programs: &[&str]| -> Vec<String> {
        programs
            .iter()
            .filter(|program| find(program).is_none())
            .map(|program| (*program).to_owned())
            .collect()
    };
    if missing(programs).is_empty() {
        return Ok(Ok(()));
    }
    if is_ci() && find("apt-get").is_some() {
        apt(&["update", "-qq"])?;
        apt(&[&["install", "-y", "-qq", "--no-install-recommends"], packages].concat())?;
    }
    let missing = missing(programs);
    if missing.is_empty() {
        return Ok(Ok(()));
    }
    Ok(Err(format!("{} not here; Debian has {}", missing.join(" and "), packages.join(" "))))
}

/// Makes sure that Swift is there; CI installs it.
pub(crate) fn need_swift() -> anyhow::Result<Result<(), String>> {
    let works = || {
        let version =
            Command::new("swift").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        version.is_ok_and(|status| status.success())
    };
    if works() {
        return Ok(Ok(()));
    }
    if is_ci() {
        shell::run(&mut Command::new(root().join("scripts/install-swift")))?;
    }
    if works() {
        return Ok(Ok(()));
    }
    Ok(Err("Swift 6 is not here; `scripts/install-swift` brings it on Debian".to_owned()))
}

fn apt<S: AsRef<OsStr>>(args: &[S]) -> anyhow::Result<()> {
    shell::run(Command::new("apt-get").args(args).env("DEBIAN_FRONTEND", "noninteractive"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named_with_the_package_that_has_it() -> anyhow::Result<()> {
        if is_ci() {
            // There it would be installed, and there is no such package.
            return Ok(());
        }
        let answer = need(&["sh", "no-such-program-at-all"], &["no-such-package"])?;
        assert_eq!(answer, Err("no-such-program-at-all not here; Debian has no-such-package".to_owned()));
        assert_eq!(need(&["sh"], &["dash"])?, Ok(()));
        Ok(())
    }
}
