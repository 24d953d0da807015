//! Whose code a symbol is.

use std::path::Path;

/// The crates of Rust itself. What they make of another crate's types (`Vec<Order>`) is that crate's.
const RUST: &[&str] = &[
    "alloc",
    "addr2line",
    "adler2",
    "backtrace_rs",
    "compiler_builtins",
    "core",
    "gimli",
    "hashbrown",
    "miniz_oxide",
    "object",
    "panic_unwind",
    "rustc_demangle",
    "std",
    "std_detect",
    "unwind",
];

/// The name for what is Rust's own.
const STD: &str = "Rust's standard library";

/// Who owns a symbol: a crate, or C code. `file` is the source file that the symbol table names before it.
pub(super) fn owner(symbol: &str, file: &str) -> String {
    if symbol.starts_with("sqlite3") || file == "sqlite3.c" {
        return "SQLite (C)".to_owned();
    }
    if symbol.starts_with("ring_core") || is_c(file) {
        return "ring (C and assembly)".to_owned();
    }
    if ["uniffi_", "ffi_", "UNIFFI_"].iter().any(|prefix| symbol.starts_with(prefix)) {
        return "the border (uniffi's functions)".to_owned();
    }
    let name = format!("{:#}", rustc_demangle::demangle(symbol));
    if name == symbol {
        // No Rust name: assembly's, which has no file, and the few that Rust itself exports.
        return if symbol.contains("rust") { STD } else { "ring (C and assembly)" }.to_owned();
    }
    let mut crates = crates(&name).peekable();
    let first = crates.peek().copied().unwrap_or("std");
    let owner = crates.find(|name| !RUST.contains(name)).unwrap_or(first);
    if RUST.contains(&owner) { STD.to_owned() } else { owner.to_owned() }
}

fn is_c(file: &str) -> bool {
    Path::new(file).extension().is_some_and(|ending| ending == "c" || ending == "S")
}

/// The crates named in a path, in order: the identifiers before a `::` that none stands before.
fn crates(path: &str) -> impl Iterator<Item = &str> {
    path.split(|letter: char| !(letter.is_alphanumeric() || letter == '_' || letter == ':')).filter_map(
        |part| {
            let (first, rest) = part.split_once("::")?;
            (!first.is_empty() && !rest.is_empty()).then_some(first)
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rust_makes_of_a_type_belongs_to_the_type() {
        for (path, owner) in [
            ("wallet_core::sync::head::{{closure}}", "wallet_core"),
            ("core::ptr::drop_in_place<tokio::runtime::Handle>", "tokio"),
            ("<alloc::vec::Vec<u8> as bytes::buf::Buf>::chunk", "bytes"),
            ("core::fmt::Formatter::pad", "core"),
            ("<str>::to_lowercase", ""),
        ] {
            let named: Vec<&str> = crates(path).collect();
            let found = named.iter().find(|name| !RUST.contains(name)).or(named.first());
            assert_eq!(found.copied().unwrap_or_default(), owner, "{path}");
        }
    }

    #[test]
    fn c_code_is_known_by_its_file_or_its_prefix() {
        assert_eq!(owner("sqlite3VdbeExec", ""), "SQLite (C)");
        assert_eq!(owner("balance_nonroot", "sqlite3.c"), "SQLite (C)");
        assert_eq!(owner("ring_core_0_17_14__k25519Precomp", ""), "ring (C and assembly)");
        assert_eq!(owner("ecp_nistz256_precomputed", ""), "ring (C and assembly)");
        assert_eq!(owner("limbs_mul_add_limb", "limbs.c"), "ring (C and assembly)");
        assert_eq!(owner("uniffi_dlak_wallet_fn_func_scan", ""), "the border (uniffi's functions)");
        assert_eq!(owner("rust_eh_personality", ""), STD);
    }

    #[test]
    fn mangled_names_are_read() {
        assert_eq!(owner("_ZN5tokio7runtime4task3raw4poll17h0123456789abcdefE", ""), "tokio");
        assert_eq!(owner("_ZN4core3fmt9Formatter3pad17h0123456789abcdefE", ""), STD);
    }
}
