//! A text as a QR symbol, and its pictures.
//!
//! Texts are written as one segment: digits as numeric, upper-case texts as alphanumeric, all others as bytes of UTF-8 without
//! ECI, which is how payment apps expect them. Never as kanji: the UTF-8 of some texts happens to look like Shift-JIS, and a
//! reader that believes it shows nonsense.

mod png;
mod svg;
mod terminal;

use std::fmt;

use qrcode::{EcLevel, QrCode, Version, bits::Bits, types::QrError};

pub use png::MAX_MODULE_PX;
pub use terminal::Terminal;

/// The light border that a reader needs, in modules (ISO/IEC 18004, section 6.3.8). All pictures have it.
pub const QUIET_ZONE: usize = 4;

/// How much of a symbol may be lost (ISO/IEC 18004, section 7.5.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Level {
    /// About 7 %.
    Low,
    /// About 15 %: what payment codes use.
    #[default]
    Medium,
    /// About 25 %: for a symbol with a logo.
    Quartile,
    /// About 30 %.
    High,
}

/// Why a text is no symbol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SymbolError {
    /// More than the largest symbol holds.
    #[error("a text of {bytes} bytes does not fit a QR code at this level of error correction: shorten it")]
    TooLong {
        /// The text's size.
        bytes: usize,
    },
}

/// A QR symbol: a square of dark and light modules.
#[derive(Clone, PartialEq, Eq)]
pub struct Symbol {
    dark: Vec<bool>,
    modules: usize,
}

impl Symbol {
    /// The smallest symbol that holds `text`.
    pub fn new(text: &str, level: Level) -> Result<Self, SymbolError> {
        let level = match level {
            Level::Low => EcLevel::L,
            Level::Medium => EcLevel::M,
            Level::Quartile => EcLevel::Q,
            Level::High => EcLevel::H,
        };
        let too_long = SymbolError::TooLong { bytes: text.len() };
        let bits = (1..=40).find_map(|version| bits(text.as_bytes(), Version::Normal(version), level).ok());
        let code = QrCode::with_bits(bits.ok_or(too_long)?, level).map_err(|_| too_long)?;
        let modules = code.width();
        Ok(Self {
            dark: code.into_colors().into_iter().map(|color| color == qrcode::Color::Dark).collect(),
            modules,
        })
    }

    /// Modules of a side, without the quiet zone: 21 to 177.
    pub const fn modules(&self) -> usize {
        self.modules
    }

    /// Whether the module in this column and row is dark; those outside of the symbol are light.
    pub fn is_dark(&self, column: usize, row: usize) -> bool {
        column < self.modules
            && self
                .dark
                .get(row.saturating_mul(self.modules).saturating_add(column))
                .is_some_and(|dark| *dark)
    }

    /// Modules of a side, with the quiet zone.
    const fn side(&self) -> usize {
        self.modules + 2 * QUIET_ZONE
    }

    /// As [`is_dark`](Self::is_dark), counted from the corner of the quiet zone.
    fn is_dark_within(&self, column: usize, row: usize) -> bool {
        column
            .checked_sub(QUIET_ZONE)
            .zip(row.checked_sub(QUIET_ZONE))
            .is_some_and(|(column, row)| self.is_dark(column, row))
    }
}

fn bits(text: &[u8], version: Version, level: EcLevel) -> Result<Bits, QrError> {
    let mut bits = Bits::new(version);
    if !text.is_empty() && text.iter().all(u8::is_ascii_digit) {
        bits.push_numeric_data(text)?;
    } else if !text.is_empty() && text.iter().all(|byte| is_alphanumeric(*byte)) {
        bits.push_alphanumeric_data(text)?;
    } else {
        bits.push_byte_data(text)?;
    }
    bits.push_terminator(level)?;
    Ok(bits)
}

/// The characters of alphanumeric mode (ISO/IEC 18004, section 7.3.4).
const fn is_alphanumeric(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'A'..=b'Z' | b' ' | b'$' | b'%' | b'*' | b'+' | b'-' | b'.' | b'/' | b':')
}

impl fmt::Debug for Symbol {
    /// The size only: the modules say what stands in it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Symbol").field("modules", &self.modules).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn modules(text: &str, level: Level) -> usize {
        Symbol::new(text, level).unwrap().modules()
    }

    #[test]
    fn the_capacities_of_the_standard_hold() {
        for (level, numeric, alphanumeric, bytes) in [
            (Level::Low, 7089, 4296, 2953),
            (Level::Medium, 5596, 3391, 2331),
            (Level::Quartile, 3993, 2420, 1663),
            (Level::High, 3057, 1852, 1273),
        ] {
            for (character, capacity) in [("1", numeric), ("A", alphanumeric), ("a", bytes)] {
                assert_eq!(modules(&character.repeat(capacity), level), 177);
                let error = Symbol::new(&character.repeat(capacity + 1), level);
                assert_eq!(error, Err(SymbolError::TooLong { bytes: capacity + 1 }));
            }
        }
    }

    #[test]
    fn a_symbol_is_the_smallest_that_holds_its_text() {
        assert_eq!(modules("", Level::Medium), 21);
        assert_eq!(modules(&"a".repeat(14), Level::Medium), 21);
        assert_eq!(modules(&"a".repeat(15), Level::Medium), 25);
        assert_eq!(modules(&"A".repeat(20), Level::Medium), 21);
        assert_eq!(modules(&"A".repeat(21), Level::Medium), 25);
    }

    /// These 18 bytes look like 9 kanji, of which the smallest symbol holds 10; of bytes it holds 17.
    #[test]
    fn what_looks_like_kanji_is_written_as_bytes() {
        assert_eq!(modules("文国文国文国", Level::Low), 25);
    }

    #[test]
    fn what_is_outside_of_the_symbol_is_light() {
        let symbol = Symbol::new("dlak", Level::Low).unwrap();
        assert!(symbol.is_dark(0, 0) && symbol.is_dark(20, 0) && symbol.is_dark(0, 20));
        assert!(!symbol.is_dark(21, 0) && !symbol.is_dark(0, 21) && !symbol.is_dark(usize::MAX, usize::MAX));
        assert!(!symbol.is_dark_within(3, 4) && symbol.is_dark_within(4, 4));
    }
}
