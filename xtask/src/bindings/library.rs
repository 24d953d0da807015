//! What must hold for the library that ships.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, bail, ensure};
use object::{
    Endianness,
    elf::{DT_NEEDED, FileHeader64, PT_LOAD},
    read::elf::{Dyn as _, FileHeader as _, ProgramHeader as _, Sym as _},
};

/// The most that the library may weigh for x86_64, linked as for phones: 4.5 MiB, a third of the lightest of comparable
/// wallets. A change that needs more says in its commit what for.
pub(crate) const BUDGET_BYTES: u64 = 4_718_592;

/// Newer Android devices have pages of 16 KiB; a library with smaller steps does not load there.
const PAGE: u64 = 16_384;

/// What every system has. Anything else would have to be shipped beside the library.
const SYSTEM_LIBRARIES: &[&str] = &["libc.so", "libm.so", "libgcc_s.so", "libdl.so", "liblog.so", "ld-linux"];

/// What uniffi exports for the languages. Anything else could clash with another library of an app.
const EXPORTS: &[&str] = &["uniffi_dlak_wallet_", "ffi_dlak_wallet_", "UNIFFI_META_"];

/// What was found of a library.
pub(crate) struct Facts {
    pub(crate) bytes: u64,
    pub(crate) gzipped: u64,
    needed: Vec<String>,
    exports: usize,
}

impl Facts {
    /// One line for people.
    pub(crate) fn summary(&self) -> String {
        format!(
            "{} bytes, {} gzipped; {} exports; needs {}",
            self.bytes,
            self.gzipped,
            self.exports,
            self.needed.join(", ")
        )
    }
}

/// Looks at the shipped library, and fails when it is not fit to ship. Sizes are for the caller to judge.
pub(crate) fn inspect(path: &Path) -> anyhow::Result<Facts> {
    let data = fs::read(path).with_context(|| path.display().to_string())?;
    let (needed, exports) = read(&data).with_context(|| path.display().to_string())?;
    Ok(Facts { bytes: data.len() as u64, gzipped: gzipped(path)?, needed, exports: exports.len() })
}

/// What is downloaded of a library.
fn gzipped(path: &Path) -> anyhow::Result<u64> {
    let output =
        Command::new("gzip").args(["--best", "--stdout"]).arg(path).output().context("can't start gzip")?;
    ensure!(output.status.success(), "gzip failed: {}", String::from_utf8_lossy(&output.stderr));
    Ok(output.stdout.len() as u64)
}

/// The names that a library exports.
pub(super) fn exports(path: &Path) -> anyhow::Result<Vec<String>> {
    let data = fs::read(path).with_context(|| path.display().to_string())?;
    Ok(read(&data).with_context(|| path.display().to_string())?.1)
}

/// The libraries that it needs, and the names that it exports.
fn read(data: &[u8]) -> anyhow::Result<(Vec<String>, Vec<String>)> {
    let header = FileHeader64::<Endianness>::parse(data).context("it is no ELF library of 64 bits")?;
    let endian = header.endian()?;
    for segment in header.program_headers(endian, data)? {
        if segment.p_type(endian) == PT_LOAD {
            let step = segment.p_align(endian);
            ensure!(step.is_multiple_of(PAGE), "it is cut into pages of {step} bytes; {PAGE} are wanted");
        }
    }
    let sections = header.sections(endian, data)?;
    let mut needed = Vec::new();
    if let Some((entries, strings)) = sections.dynamic(endian, data)? {
        let strings = sections.strings(endian, data, strings)?;
        for entry in entries.iter().filter(|entry| entry.d_tag(endian) == DT_NEEDED) {
            let name = entry.string(endian, strings).ok().context("a needed library without a name")?;
            needed.push(String::from_utf8_lossy(name).into_owned());
        }
    }
    for name in &needed {
        ensure!(
            SYSTEM_LIBRARIES.iter().any(|system| name.starts_with(system)),
            "it needs {name}, which an app would have to ship beside it"
        );
    }
    let symbols = sections.symbols(endian, data, object::elf::SHT_DYNSYM)?;
    let mut exports = Vec::new();
    for symbol in symbols.iter().filter(|symbol| !symbol.is_undefined(endian) && symbol.st_name(endian) != 0)
    {
        exports.push(String::from_utf8_lossy(symbol.name(endian, symbols.strings())?).into_owned());
    }
    if exports.is_empty() {
        bail!("it exports nothing");
    }
    for name in &exports {
        ensure!(
            EXPORTS.iter().any(|prefix| name.starts_with(prefix)),
            "it exports {name}, which is nothing of the facade's"
        );
    }
    Ok((needed, exports))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_is_not_this_library_is_refused() -> anyhow::Result<()> {
        let me = std::env::current_exe()?;
        if cfg!(target_os = "linux") {
            let why = format!("{:#}", inspect(&me).err().context("this test is no library of the wallet")?);
            assert!(why.contains("it "), "{why}");
        }
        let scratch = tempfile::tempdir()?;
        let text = scratch.path().join("text");
        fs::write(&text, "no library")?;
        let why = format!("{:#}", inspect(&text).err().context("a text is no library")?);
        assert!(why.contains("it is no ELF library of 64 bits"), "{why}");
        Ok(())
    }
}
