//! The generated Kotlin, made fit to be seen.

use camino::{Utf8Path, Utf8PathBuf};
use uniffi_bindgen::bindings::TargetLanguage;

use crate::library::Library;

pub(crate) fn generate(library: &Library, facade: Utf8PathBuf, out: &Utf8Path) -> anyhow::Result<()> {
    library.generate(TargetLanguage::Kotlin, facade, out)
}
