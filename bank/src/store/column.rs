//! How our values stand in columns: one place for both directions.

use std::str::FromStr;

use bank_api::{
    amount::{Amount, Balance},
    id::{AccountId, OrderId, RequestId},
    key::{KeyId, PublicKey},
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
bytes_column!(AccountId, OrderId, RequestId, KeyId, Hash);

impl Column for PublicKey {
    fn read(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<Self>> {
        row.get::<_, [u8; 32]>(index).map(|bytes| Self::from_ed25519(&bytes).ok())
    }
}

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

/// A value whose text form the column holds, `None` for NULL.
pub(crate) fn optional_parsed<T: FromStr>(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<T>> {
    if row.get_ref(index)?.data_type() == Type::Null { Ok(None) } else { parsed(row, index).map(Some) }
}

/// A count as SQLite holds it. One that is too large is refused, never wrapped.
pub(crate) fn count(number: u64) -> Result<i64, StoreError> {
    i64::try_from(number).map_err(|_| StoreError::Damaged(format!("the number {number} is out of range")))
}
