//! `cargo xtask bindings`: from the facade to what Kotlin and Swift build on.
//!
//! ```text
//! bindings/ffi --cargo, profile ffi--> target/ffi/libdlak_wallet.so      with symbols
//!                                        | bindgen                | strip
//!                                        v                        v
//!   target/bindings/{kotlin,swift}, bindings/swift's copies     target/bindings/lib/PLATFORM/libdlak_wallet.so
//!   docs/error-codes.md, bindings/ffi/api.txt (checked in)        what ships for this machine
//! ```
//!
//! Files that did not change are not written, so that nothing is built again for nothing.

mod copy;
pub(crate) mod library;
mod owner;
mod phone;
pub(crate) mod size;

use std::{
    env::consts,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Context;
use clap::Args;

use crate::{
    checked_in,
    shell::{self, cargo, root},
    tools,
};

/// How to make the bindings.
#[derive(Debug, Args)]
pub(crate) struct BindingsArgs {
    /// Fail when a checked-in file is not what would be written, and show how they differ.
    #[arg(long)]
    check: bool,
    /// Say also what the library weighs, crate by crate.
    #[arg(long)]
    sizes: bool,
}

/// The library in its two forms.
pub(crate) struct Library {
    /// As it was linked: with the symbols that bindings and sizes are read from.
    pub(crate) whole: PathBuf,
    /// What ships.
    pub(crate) stripped: PathBuf,
}

pub(crate) fn run(args: &BindingsArgs) -> anyhow::Result<()> {
    let library = build()?;
    generate(&library.whole, args.check)?;
    if args.sizes {
        size::print(&library)?;
    }
    println!("{} and what is made from it are up to date", library.stripped.display());
    Ok(())
}

/// Builds the library, and strips the copy that ships. Linking the whole program at once takes a minute or two; when
/// nothing changed, nothing is done.
pub(crate) fn build() -> anyhow::Result<Library> {
    shell::run(cargo().args(["build", "--locked", "--package", "wallet-ffi", "--profile", "ffi"]))?;
    let file = format!("{}dlak_wallet{}", consts::DLL_PREFIX, consts::DLL_SUFFIX);
    let whole = root().join("target/ffi").join(&file);
    let shipped = library_folder();
    let stripped = shipped.join(&file);
    fs::create_dir_all(&shipped)?;
    if !is_newer(&stripped, &whole) {
        let fresh = shipped.join(format!("{file}.new"));
        fs::copy(&whole, &fresh).with_context(|| whole.display().to_string())?;
        strip(&fresh)?;
        fs::rename(&fresh, &stripped)?;
    }
    Ok(Library { whole, stripped })
}

/// Takes the symbols out of a library.
fn strip(library: &Path) -> anyhow::Result<()> {
    let mut strip = Command::new(tools::strip()?);
    if cfg!(target_os = "macos") {
        strip.arg("-x");
    }
    shell::run(strip.arg(library))
}

/// The library as phones get it, linked for this machine; nothing where that can't be done.
pub(crate) fn as_for_phones(library: &Library) -> anyhow::Result<Option<PathBuf>> {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        println!("note: the library as for phones is weighed on x86_64 Linux only");
        return Ok(None);
    }
    phone::link(&library.whole).map(Some)
}

/// Where the shipped library of this machine's platform is: the name of the folder is JNA's.
pub(crate) fn library_folder() -> PathBuf {
    let system = if cfg!(target_os = "macos") { "darwin" } else { consts::OS };
    let processor = if cfg!(target_arch = "x86_64") { "x86-64" } else { consts::ARCH };
    root().join(format!("target/bindings/lib/{system}-{processor}"))
}

fn is_newer(file: &Path, than: &Path) -> bool {
    let modified = |path: &Path| fs::metadata(path).and_then(|metadata| metadata.modified());
    matches!((modified(file), modified(than)), (Ok(file), Ok(than)) if file >= than)
}

/// Makes everything that is made from the library.
pub(crate) fn generate(library: &Path, check: bool) -> anyhow::Result<()> {
    shell::run(cargo().args(["build", "--locked", "--quiet", "--package", "bindgen"]))?;
    let target = root().join("target/bindings");
    // Made aside first, then compared: a compiler sees only what changed.
    let fresh = target.join("fresh");
    if fresh.exists() {
        fs::remove_dir_all(&fresh)?;
    }
    for language in ["kotlin", "swift"] {
        let out = fresh.join(language);
        shell::run(bindgen(&[language, "--library"]).arg(library).arg("--out").arg(&out))?;
        let codes = match language {
            "kotlin" => out.join("la/dlak/wallet/ErrorCode.kt"),
            _ => out.join("ErrorCode.swift"),
        };
        fs::write(codes, shell::read(&mut bindgen(&["errors", "--format", language]))?)?;
        copy::folder(&out, &target.join(language))?;
    }
    fs::remove_dir_all(&fresh)?;
    for (to, endings) in
        [("Sources/DLakNative/Generated", &["swift"][..]), ("Sources/DLakWalletFFI", &["h", "modulemap"])]
    {
        copy::files(&target.join("swift"), &root().join("bindings/swift").join(to), endings)?;
    }
    let api = shell::read(bindgen(&["api", "--library"]).arg(library))?;
    let codes = shell::read(&mut bindgen(&["errors", "--format", "markdown"]))?;
    let files = [("bindings/ffi/api.txt", api), ("docs/error-codes.md", codes)];
    if check {
        checked_in::check(&files, "the facade", "cargo xtask bindings")
    } else {
        checked_in::write(&files)
    }
}

fn bindgen(args: &[&str]) -> Command {
    let mut command = Command::new(root().join("target/debug/bindgen"));
    command.current_dir(root()).args(args);
    command
}
