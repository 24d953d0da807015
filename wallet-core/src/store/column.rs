//! How our values stand in columns: one place for both directions.

use std::str::FromStr;

use bank_api::{
    amount::{Amount, Balance},
    id::{AccountId, OrderId, RequestId},
    log::hash::Hash,
    time::Timestamp,
};
use rusqlite::{Row, types::Type};

use super::StoreError;

/// A value that a column holds.
pub(crate) trait Column: Sized {
    /// The column's value, or `None` when it is none of ours.
    fn read(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<Self>>;

    /// The column's value, or an error that names the column.
    fn get(row: &Row<'_>, index: usize) -> rusqlite::Result<Self> {
        Self::read(row, index)?.ok_or_else(|| {
            let name = row.as_ref().column_name(index).unwrap_or("?").to_owned();
            rusqlite::Error::InvalidColumnType(index, name, Type::Null)
        })
    }

    /// The column's value, `None` for NULL.
    fn optional(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<Self>> {
        if row.get_ref(index)?.data_type() == Type::Null { Ok(None) } else { Self::get(row, index).map(Some) }
    }
}

macro_rules! bytes_column {
    ($($type:ty),+) => {$(
        impl Column for $type {
            fn read(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<Self>> {
                row.get(index).map(|bytes| Some(Self::from_bytes(bytes)))
            }
        }
    )+};
}
bytes_column!(AccountId, OrderId, RequestId, Hash);

impl Column for Amount {
    fn read(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<Self>> {
        row.get(index).map(Self::from_signed_att)
    }
}

impl Column for Balance {
    fn read(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<Self>> {
        row.get(index).map(|att| Some(Self::from_att(att)))
    }
}

impl Column for Timestamp {
    fn read(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<Self>> {
        row.get(index).map(|micros| Self::from_micros(micros).ok())
    }
}

/// A number that counts something: SQLite's integers are signed.
impl Column for u64 {
    fn read(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<Self>> {
        row.get::<_, i64>(index).map(|number| Self::try_from(number).ok())
    }
}

/// A value whose text form the column holds.
pub(crate) fn parsed<T: FromStr>(row: &Row<'_>, index: usize) -> rusqlite::Result<T> {
    let text: String = row.get(index)?;
    let name = row.as_ref().column_name(index).unwrap_or("?").to_owned();
    text.parse().map_err(|_| rusqlite::Error::InvalidColumnType(index, name, Type::Text))
}

/// A count as SQLite holds it. Counts come from the bank: one that is too large is refused, never wrapped.
pub(crate) fn count(number: u64) -> Result<i64, StoreError> {
    i64::try_from(number).map_err(|_| StoreError::Damaged(format!("the number {number} is out of range")))
}

/// The enum whose serde name the text is, as JSON writes it.
pub(crate) fn named<T: serde::de::DeserializeOwned>(row: &Row<'_>, index: usize) -> rusqlite::Result<T> {
    let text: String = row.get(index)?;
    let name = row.as_ref().column_name(index).unwrap_or("?").to_owned();
    serde_json::from_value(serde_json::Value::String(text))
        .map_err(|_| rusqlite::Error::InvalidColumnType(index, name, Type::Text))
}

/// The serde name of a unit variant.
pub(crate) fn name_of<T: serde::Serialize>(value: T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        other => unreachable!("only unit variants are stored by name, not {other:?}"),
    }
}
