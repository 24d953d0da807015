//! Which entries are meant, and how they are found.
//!
//! ```text
//! from, until         --index entry_by_time--> the numbers between which all of them are
//! direction, kinds, time     SQL, entry by entry, the newest first, until the page is full
//! text                       here, on what is left: SQLite knows only the case of ASCII
//! ```
//!
//! The bank's clock never goes back, so that the numbers of a day are one run. Nothing here needs that to be true: a bank that
//! breaks it makes the search longer, not wrong.

use std::{fmt::Write as _, ops::Range};

use bank_api::{
    id::OrderId,
    log::entry::{Direction, EntryKind},
    time::Timestamp,
};
use data_encoding::HEXLOWER;
use rusqlite::{Row, Transaction, params_from_iter, types::Value};

use super::fold::{fold, fold_into};
use crate::store::{Column, StoreError, Wanted, name_of};

/// Which entries of the history are meant: those of which all holds that is said. The default is all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HistoryFilter {
    /// Found in the other side's name or in the memo, as a person reads them: in any case, with or without accents, however
    /// Lao and Thai vowels and tone marks are encoded. Or the beginning of the order's id, from 8 hexadecimal digits on.
    pub text: Option<String>,
    /// On this side of the account.
    pub direction: Option<Direction>,
    /// Of one of these kinds; of any, when there are none.
    pub kinds: Vec<EntryKind>,
    /// Settled then, or later.
    pub from: Option<Timestamp>,
    /// Settled before then.
    pub until: Option<Timestamp>,
}

/// Less than a UUIDv7's digits of the first minute: fewer would be the beginning of most ids.
const ID_DIGITS: usize = 8;

impl HistoryFilter {
    /// Calls `found` with each entry before number `before`, the newest first, for as long as it says so and is `wanted`. The
    /// row has the columns of `columns`, which begin with [`SEARCHED`].
    pub(super) fn each(
        &self,
        transaction: &Transaction<'_>,
        wanted: &Wanted,
        columns: &str,
        before: i64,
        mut found: impl FnMut(&Row<'_>) -> Result<bool, StoreError>,
    ) -> Result<(), StoreError> {
        debug_assert!(columns.starts_with(SEARCHED), "the text is looked for in the first columns");
        let Some(numbers) = self.numbers(transaction)? else { return Ok(()) };
        let (conditions, values) = self.conditions(numbers.start..numbers.end.min(before));
        let sql = format!("SELECT {columns} FROM entry WHERE {conditions} ORDER BY seq DESC");
        let mut statement = transaction.prepare_cached(&sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        let mut needle = self.text.as_deref().and_then(Needle::new);
        while wanted.is_wanted()
            && let Some(row) = rows.next()?
        {
            let is_meant = needle.as_mut().map_or(Ok(true), |needle| needle.is_in(row))?;
            if is_meant && !found(row)? {
                break;
            }
        }
        Ok(())
    }

    /// The numbers between which the entries of this time are; `None` when there are none. By the index `entry_by_time`
    /// alone.
    fn numbers(&self, transaction: &Transaction<'_>) -> Result<Option<Range<i64>>, StoreError> {
        if self.from.is_none() && self.until.is_none() {
            return Ok(Some(0..i64::MAX));
        }
        let from = self.from.map_or(i64::MIN, Timestamp::micros);
        let until = self.until.map_or(i64::MAX, Timestamp::micros);
        let mut statement = transaction.prepare_cached(
            "SELECT min(seq), max(seq) FROM entry INDEXED BY entry_by_time
             WHERE settled_at >= ?1 AND settled_at < ?2",
        )?;
        let bounds = statement.query_row([from, until], |row| {
            Ok(row.get::<_, Option<i64>>(0)?.zip(row.get::<_, Option<i64>>(1)?))
        })?;
        Ok(bounds.map(|(first, last)| first..last.saturating_add(1)))
    }

    /// What SQLite can tell, by the primary key of `entry`.
    fn conditions(&self, numbers: Range<i64>) -> (String, Vec<Value>) {
        let mut sql = "seq >= ? AND seq < ?".to_owned();
        let mut values = vec![Value::from(numbers.start), Value::from(numbers.end)];
        if let Some(direction) = self.direction {
            sql.push_str(" AND direction = ?");
            values.push(name_of(direction).into());
        }
        for (limit, comparison) in [(self.from, ">="), (self.until, "<")] {
            if let Some(limit) = limit {
                let _ = write!(sql, " AND settled_at {comparison} ?");
                values.push(limit.micros().into());
            }
        }
        let kinds: Vec<String> =
            EVERY_KIND.iter().filter(|kind| self.kinds.contains(kind)).map(name_of).collect();
        if !kinds.is_empty() {
            let places = vec!["?"; kinds.len()].join(", ");
            let _ = write!(sql, " AND kind IN ({places})");
            values.extend(kinds.into_iter().map(Value::from));
        }
        (sql, values)
    }
}

/// Each once and in one order, so that however a filter says it, it is the same statement.
const EVERY_KIND: [EntryKind; 6] = [
    EntryKind::Payment,
    EntryKind::Redemption,
    EntryKind::TopUp,
    EntryKind::Purchase,
    EntryKind::Mint,
    EntryKind::Burn,
];

/// The columns that a text is looked for in.
pub(super) const SEARCHED: &str = "counterparty_name, memo, order_id";

/// A text to be found.
struct Needle {
    folded: String,
    /// The beginning of an id, in hexadecimal digits.
    id: Option<String>,
    /// Where the texts of a row are folded, one after the other.
    hay: String,
}

impl Needle {
    /// `None` for a text of which nothing is left: it is everywhere.
    fn new(text: &str) -> Option<Self> {
        let folded = fold(text).trim().to_owned();
        let digits = folded.replace('-', "");
        let is_id = digits.len() >= ID_DIGITS && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        (!folded.is_empty()).then(|| Self { folded, id: is_id.then_some(digits), hay: String::new() })
    }

    fn is_in(&mut self, row: &Row<'_>) -> Result<bool, StoreError> {
        for column in 0..2 {
            if let Some(text) = row.get_ref(column)?.as_str_or_null().map_err(rusqlite::Error::from)? {
                fold_into(text, &mut self.hay);
                if self.hay.contains(&self.folded) {
                    return Ok(true);
                }
            }
        }
        let Some(digits) = &self.id else { return Ok(false) };
        Ok(HEXLOWER.encode(OrderId::get(row, 2)?.as_bytes()).starts_with(digits.as_str()))
    }
}
