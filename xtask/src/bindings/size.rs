//! What the library's bytes are for, crate by crate, as told by the symbols before they are stripped.
//!
//! Code and named constants are known by their symbols. Literals have no names, and unwind tables and relocations belong
//! to all: these are said as such. The lines add up to the file.

use std::{collections::BTreeMap, fs};

use anyhow::Context;
use object::{
    Object as _, ObjectSection as _, ObjectSymbol as _, SectionFlags, SectionIndex, SymbolKind,
    elf::SHF_ALLOC,
};

use super::{Library, as_for_phones, library, library::BUDGET_BYTES, owner::owner};
use crate::table::table;

/// Owners of fewer bytes are one line together.
const SMALL_BYTES: u64 = 10_000;

/// Looks at the library as it ships, for this machine and as for phones, and says what they weigh. Fails when one is not
/// fit to ship; tells what the phones' one weighs.
pub(crate) fn weigh(library: &Library) -> anyhow::Result<Option<u64>> {
    println!("as it ships for this machine: {}", library::inspect(&library.stripped)?.summary());
    let Some(phone) = as_for_phones(library)? else { return Ok(None) };
    let facts = library::inspect(&phone)?;
    println!("linked as for phones: {}; {BUDGET_BYTES} bytes are allowed", facts.summary());
    Ok(Some(facts.bytes))
}

/// Prints whose code the library for this machine is.
pub(crate) fn print(library: &Library) -> anyhow::Result<()> {
    weigh(library)?;
    let facts = library::inspect(&library.stripped)?;
    let rows = by_owner(library)?.into_iter().map(|(owner, bytes)| {
        #[allow(clippy::cast_precision_loss)] // megabytes
        let share = bytes as f64 * 100.0 / facts.bytes as f64;
        vec![owner, bytes.to_string(), format!("{share:.1} %")]
    });
    print!("{}", table(&rows.collect::<Vec<_>>()));
    Ok(())
}

/// Who, and how many bytes; the most first.
fn by_owner(library: &Library) -> anyhow::Result<Vec<(String, u64)>> {
    let whole = fs::read(&library.whole).with_context(|| library.whole.display().to_string())?;
    let total = fs::metadata(&library.stripped)?.len();
    let mut rows = read(&whole)?;
    let named: u64 = rows.iter().map(|(_, bytes)| bytes).sum();
    rows.push(("headers and padding of the file".to_owned(), total.saturating_sub(named)));
    rows.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    Ok(rows)
}

fn read(data: &[u8]) -> anyhow::Result<Vec<(String, u64)>> {
    let file = object::File::parse(data)?;
    let mut owners: BTreeMap<String, u64> = BTreeMap::new();
    let mut named: BTreeMap<usize, u64> = BTreeMap::new();
    let mut source = "";
    // Where one symbol ends the next begins: several names for one place are counted once.
    let mut seen = std::collections::BTreeSet::new();
    for symbol in file.symbols() {
        if symbol.kind() == SymbolKind::File {
            source = symbol.name().unwrap_or_default();
            continue;
        }
        let Some(section) = symbol.section_index() else { continue };
        if symbol.size() == 0
            || !takes_space(&file, section)
            || !seen.insert((symbol.address(), symbol.size()))
        {
            continue;
        }
        // Symbols that all files see come last, and are no file's.
        let source = if symbol.is_local() { source } else { "" };
        *owners.entry(owner(symbol.name().unwrap_or_default(), source)).or_default() += symbol.size();
        *named.entry(section.0).or_default() += symbol.size();
    }
    let mut rows: Vec<(String, u64)> = Vec::new();
    let (mut small, mut count) = (0, 0);
    for (owner, bytes) in owners {
        if bytes < SMALL_BYTES {
            small += bytes;
            count += 1;
        } else {
            rows.push((owner, bytes));
        }
    }
    rows.push((format!("{count} smaller crates together"), small));
    rows.extend(unnamed(&file, &named));
    Ok(rows)
}

/// Is the section part of what ships, and of the file?
fn takes_space(file: &object::File<'_>, section: SectionIndex) -> bool {
    file.section_by_index(section).is_ok_and(|section| section.file_range().is_some_and(|(_, size)| size > 0))
}

/// What no symbol names, by what it is for.
fn unnamed(file: &object::File<'_>, named: &BTreeMap<usize, u64>) -> Vec<(String, u64)> {
    let mut kinds: BTreeMap<&str, u64> = BTreeMap::new();
    for section in file.sections() {
        let ships =
            matches!(section.flags(), SectionFlags::Elf { sh_flags, .. } if sh_flags.contains(SHF_ALLOC));
        let Some((_, size)) = section.file_range().filter(|_| ships) else { continue };
        let kind = match section.name().unwrap_or_default() {
            ".eh_frame" | ".eh_frame_hdr" | ".gcc_except_table" => {
                "(tables for unwinding: what makes a panic an error)"
            }
            ".rela.dyn" | ".rela.plt" | ".relr.dyn" => "(relocations)",
            ".dynsym" | ".dynstr" | ".hash" | ".gnu.hash" | ".gnu.version" => "(names of the exports)",
            ".rodata" | ".data.rel.ro" => "(texts and constants without a name, tables of methods)",
            _ => "(code and data without a name)",
        };
        let unnamed = size.saturating_sub(named.get(&section.index().0).copied().unwrap_or_default());
        *kinds.entry(kind).or_default() += unnamed;
    }
    kinds.into_iter().map(|(kind, bytes)| (kind.to_owned(), bytes)).collect()
}
