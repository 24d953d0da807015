//! Copying what was made to where it is used, touching only what changed.

use std::{collections::BTreeSet, ffi::OsString, fs, path::Path};

use anyhow::Context;

/// Makes `to` the same as `from`, with all that is in it. What `from` lacks is removed.
pub(super) fn folder(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(to).with_context(|| to.display().to_string())?;
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let entry = entry?;
        names.insert(entry.file_name());
        if entry.file_type()?.is_dir() {
            folder(&entry.path(), &to.join(entry.file_name()))?;
        } else {
            file(&entry.path(), &to.join(entry.file_name()))?;
        }
    }
    remove_others(to, &names)
}

/// Makes `to` hold the files of `from` with one of these endings, and nothing else.
pub(super) fn files(from: &Path, to: &Path, endings: &[&str]) -> anyhow::Result<()> {
    fs::create_dir_all(to).with_context(|| to.display().to_string())?;
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(from).with_context(|| from.display().to_string())? {
        let path = entry?.path();
        let ending = path.extension().unwrap_or_default();
        let Some(name) = path.file_name() else { continue };
        if endings.iter().any(|wanted| ending == *wanted) {
            names.insert(name.to_owned());
            file(&path, &to.join(name))?;
        }
    }
    remove_others(to, &names)
}

fn remove_others(folder: &Path, names: &BTreeSet<OsString>) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if names.contains(&entry.file_name()) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn file(from: &Path, to: &Path) -> anyhow::Result<()> {
    let new = fs::read(from).with_context(|| from.display().to_string())?;
    if fs::read(to).is_ok_and(|old| old == new) {
        return Ok(());
    }
    fs::write(to, new).with_context(|| to.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_changed_is_written_and_what_is_gone_is_removed() -> anyhow::Result<()> {
        let scratch = tempfile::tempdir()?;
        let (from, to) = (scratch.path().join("from"), scratch.path().join("to"));
        fs::create_dir_all(from.join("deep"))?;
        fs::create_dir_all(to.join("old"))?;
        fs::write(from.join("deep/new.kt"), "new")?;
        fs::write(from.join("same.kt"), "same")?;
        fs::write(to.join("same.kt"), "same")?;
        fs::write(to.join("old/gone.kt"), "gone")?;
        let before = fs::metadata(to.join("same.kt"))?.modified()?;
        folder(&from, &to)?;
        assert_eq!(fs::read_to_string(to.join("deep/new.kt"))?, "new");
        assert!(!to.join("old").exists());
        assert_eq!(fs::metadata(to.join("same.kt"))?.modified()?, before);
        Ok(())
    }

    #[test]
    fn only_files_with_the_wanted_ending_are_taken() -> anyhow::Result<()> {
        let scratch = tempfile::tempdir()?;
        let (from, to) = (scratch.path().join("from"), scratch.path().join("to"));
        fs::create_dir_all(&from)?;
        for name in ["a.h", "a.swift", "module.modulemap"] {
            fs::write(from.join(name), name)?;
        }
        files(&from, &to, &["h", "modulemap"])?;
        let mut names: Vec<_> =
            fs::read_dir(&to)?.filter_map(|entry| Some(entry.ok()?.file_name())).collect();
        names.sort();
        assert_eq!(names, ["a.h", "module.modulemap"]);
        Ok(())
    }
}
