//! How a kind of entry stands in a column: by the name that JSON gives it.

use bank_api::log::entry::EntryKind;
use rusqlite::{Row, types::Type};

const ALL: [EntryKind; 6] = [
    EntryKind::Payment,
    EntryKind::Redemption,
    EntryKind::TopUp,
    EntryKind::Purchase,
    EntryKind::Mint,
    EntryKind::Burn,
];

/// The name of a kind.
pub(crate) fn name(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Payment => "payment",
        EntryKind::Redemption => "redemption",
        EntryKind::TopUp => "top-up",
        EntryKind::Purchase => "purchase",
        EntryKind::Mint => "mint",
        EntryKind::Burn => "burn",
    }
}

/// The kind whose name the column holds.
pub(crate) fn read(row: &Row<'_>, index: usize) -> rusqlite::Result<EntryKind> {
    let text = row.get_ref(index)?.as_str()?;
    let known = ALL.into_iter().find(|kind| name(*kind) == text);
    known.ok_or_else(|| rusqlite::Error::InvalidColumnType(index, "kind".to_owned(), Type::Text))
}
