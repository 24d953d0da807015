//! The library as phones get it, linked for this machine: so that its size can be known without a phone's tools.
//!
//! Cargo leaves an archive of everything beside the library. Linking that again, with what Android's linker is told,
//! takes no time: the work is in the archive already.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Context;

use super::{library, strip};
use crate::shell::{self, root};

#[path = "../../../bindings/ffi/link.rs"]
mod link_arguments;

/// Links and strips; `whole` is the library as cargo linked it, which tells what is exported.
pub(super) fn link(whole: &Path) -> anyhow::Result<PathBuf> {
    let folder = root().join("target/bindings/phone");
    fs::create_dir_all(&folder)?;
    let exports = folder.join("exports.map");
    fs::write(&exports, export_list(&library::exports(whole)?))?;
    let library = folder.join("libdlak_wallet.so");
    let linker = rust_lld()?;
    let mut cc = Command::new("cc");
    cc.arg(format!("-B{}", linker.display()))
        .args(["-fuse-ld=lld", "-shared", "-Wl,--gc-sections", "-Wl,-z,relro,-z,now", "-Wl,--whole-archive"])
        .arg(whole.with_extension("a"))
        .args(["-Wl,--no-whole-archive", "-lgcc_s", "-lm", "-lc"])
        .arg(format!("-Wl,--version-script={}", exports.display()))
        .args(link_arguments::ALWAYS)
        .args(link_arguments::PHONE)
        .arg("-o")
        .arg(&library);
    shell::run(&mut cc)?;
    strip(&library)?;
    Ok(library)
}

/// Names as linkers read them: these, and no others.
fn export_list(names: &[String]) -> String {
    format!("{{ global:\n{};\nlocal: *; }};\n", names.join(";\n"))
}

/// The folder of the linker that comes with Rust.
fn rust_lld() -> anyhow::Result<PathBuf> {
    let ask = |argument: &[&str]| shell::read(Command::new("rustc").args(argument).current_dir(root()));
    let sysroot = PathBuf::from(ask(&["--print", "sysroot"])?.trim());
    let version = ask(&["--version", "--verbose"])?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc names no host")?;
    Ok(sysroot.join("lib/rustlib").join(host).join("bin/gcc-ld"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_exported_but_what_is_listed() {
        let names = ["uniffi_a".to_owned(), "ffi_b".to_owned()];
        assert_eq!(export_list(&names), "{ global:\nuniffi_a;\nffi_b;\nlocal: *; };\n");
    }
}
