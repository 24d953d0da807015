//! The facade's library, and what it says that it offers.

use std::collections::BTreeSet;

use anyhow::{Context, bail};
use camino::{Utf8Path, Utf8PathBuf};
use uniffi_bindgen::{
    BindgenLoader, BindgenPaths, BindgenPathsLayer, GlobalConfig,
    bindings::{GenerateOptions, TargetLanguage, generate_with_bindgen_paths},
};
use uniffi_meta::{Metadata, Type};

/// How the names begin that no app sees: the facade's own, which the hand-written layers wrap, and uniffi's.
pub(crate) const HIDDEN: &[&str] = &[
    "Native",
    "Disposable",
    "FfiConverter",
    "ForeignBytes",
    "InternalException",
    "NoHandle",
    "RustBuffer",
    "Uniffi",
    "uniffi",
];

/// A built library with uniffi's description of itself in its symbols.
pub(crate) struct Library {
    path: Utf8PathBuf,
    items: BTreeSet<Metadata>,
}

impl Library {
    /// Reads what the library offers, and refuses what would be unsafe from one of the languages.
    pub(crate) fn open(path: Utf8PathBuf) -> anyhow::Result<Self> {
        let loader = BindgenLoader::new(BindgenPaths::default(), GlobalConfig::default());
        if !path.is_file() {
            bail!("{path} is not there: build it first");
        }
        let groups = loader
            .load_metadata(&path)
            .with_context(|| format!("{path} says nothing of its interface: was it stripped?"))?;
        if groups.len() != 1 {
            bail!("{path} has {} facades; this program is for one", groups.len());
        }
        let items: BTreeSet<Metadata> = groups.into_values().flat_map(|group| group.items).collect();
        for item in &items {
            check(item)?;
        }
        Ok(Self { path, items })
    }

    /// Everything that is exported.
    pub(crate) fn items(&self) -> &BTreeSet<Metadata> {
        &self.items
    }

    /// The name that linkers know it by.
    pub(crate) fn name(&self) -> &str {
        let stem = self.path.file_stem().unwrap_or_default();
        stem.strip_prefix("lib").unwrap_or(stem)
    }

    /// Does it call anything of an app's that waits?
    pub(crate) fn has_async_callbacks(&self) -> bool {
        self.items.iter().any(|item| matches!(item, Metadata::TraitMethod(method) if method.is_async))
    }

    /// How many objects there are, those included that apps may implement.
    pub(crate) fn objects(&self) -> usize {
        self.items.iter().filter(|item| matches!(item, Metadata::Object(_))).count()
    }

    /// How many functions stand outside all objects.
    pub(crate) fn functions(&self) -> usize {
        self.items.iter().filter(|item| matches!(item, Metadata::Func(_))).count()
    }

    /// The names of the records that need not be given all their fields.
    pub(crate) fn records_with_defaults(&self) -> Vec<&str> {
        let records = self.items.iter().filter_map(|item| match item {
            Metadata::Record(record) => Some(record),
            _ => None,
        });
        let with_defaults =
            records.filter(|record| record.fields.iter().any(|field| field.default.is_some()));
        with_defaults.map(|record| record.name.as_str()).collect()
    }

    /// Runs uniffi's generator for one language; `facade` is the folder of `uniffi.toml`.
    pub(crate) fn generate(
        &self,
        language: TargetLanguage,
        facade: Utf8PathBuf,
        out: &Utf8Path,
    ) -> anyhow::Result<()> {
        if !facade.join("uniffi.toml").is_file() {
            bail!("{facade} has no uniffi.toml");
        }
        let mut paths = BindgenPaths::default();
        paths.add_layer(Facade(facade));
        let options = GenerateOptions {
            languages: vec![language],
            source: self.path.clone(),
            out_dir: out.to_owned(),
            ..GenerateOptions::default()
        };
        generate_with_bindgen_paths(options, paths)
    }
}

/// Tells uniffi where the facade's `uniffi.toml` is, so that it need not ask cargo.
struct Facade(Utf8PathBuf);

impl BindgenPathsLayer for Facade {
    fn get_crate_root(&self, _crate_name: &str) -> Option<Utf8PathBuf> {
        Some(self.0.clone())
    }
}

/// What the facade must hold to so that nothing can crash an app: Swift cancels a call by throwing, and so can only
/// cancel what may throw; and a callback that can't fail makes Rust panic when it does. Objects are
/// hidden by their name.
fn check(item: &Metadata) -> anyhow::Result<()> {
    let may_not_be_async = "is async and can't fail: let it return a Result, so that Swift can cancel it";
    match item {
        Metadata::Object(object) if object.imp.has_struct() && !object.name.starts_with("Native") => {
            bail!("the object {} is not for apps: call it Native{}", object.name, object.name)
        }
        Metadata::Func(function) => {
            refuse(function.is_async, function.throws.as_ref(), "", &function.name, may_not_be_async)
        }
        Metadata::Constructor(constructor) => refuse(
            constructor.is_async,
            constructor.throws.as_ref(),
            &constructor.self_name,
            &constructor.name,
            may_not_be_async,
        ),
        Metadata::Method(method) => {
            refuse(method.is_async, method.throws.as_ref(), &method.self_name, &method.name, may_not_be_async)
        }
        Metadata::TraitMethod(method) => refuse(
            true,
            method.throws.as_ref(),
            &method.trait_name,
            &method.name,
            "is implemented by apps and can't fail: let it return a Result, or an exception there panics here",
        ),
        _ => Ok(()),
    }
}

fn refuse(applies: bool, throws: Option<&Type>, owner: &str, name: &str, why: &str) -> anyhow::Result<()> {
    if applies && throws.is_none() {
        bail!("{owner}{}{name} {why}", if owner.is_empty() { "" } else { "::" });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use uniffi_meta::{FnMetadata, ObjectImpl, ObjectMetadata, TraitKind};

    use super::*;

    fn function(is_async: bool, throws: Option<Type>) -> Metadata {
        Metadata::Func(FnMetadata {
            module_path: "facade".to_owned(),
            name: "open".to_owned(),
            orig_name: None,
            is_async,
            inputs: Vec::new(),
            return_type: None,
            throws,
            checksum: None,
            docstring: None,
        })
    }

    fn object(name: &str, imp: ObjectImpl) -> Metadata {
        let (module_path, name) = ("facade".to_owned(), name.to_owned());
        Metadata::Object(ObjectMetadata {
            module_path,
            name,
            orig_name: None,
            remote: false,
            imp,
            docstring: None,
        })
    }

    #[test]
    fn an_async_call_must_be_able_to_fail() {
        let why = check(&function(true, None)).expect_err("Swift could not cancel it").to_string();
        assert_eq!(why, "open is async and can't fail: let it return a Result, so that Swift can cancel it");
        assert!(check(&function(false, None)).is_ok());
        assert!(check(&function(true, Some(Type::String))).is_ok());
    }

    #[test]
    fn an_object_must_have_a_name_that_is_hidden() {
        assert!(check(&object("Wallet", ObjectImpl::Struct)).is_err());
        assert!(check(&object("NativeWallet", ObjectImpl::Struct)).is_ok());
        assert!(check(&object("Keystore", ObjectImpl::Trait(TraitKind::Both))).is_ok());
    }

    #[test]
    fn what_is_no_library_is_refused_with_its_name() {
        let missing = Library::open("no/such/library.so".into()).err().map(|error| error.to_string());
        assert_eq!(missing.as_deref(), Some("no/such/library.so is not there: build it first"));
        let text = Library::open(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml").into()).err();
        assert!(text.is_some_and(|error| error.to_string().contains("says nothing of its interface")));
    }
}
