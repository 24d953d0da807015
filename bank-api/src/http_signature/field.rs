//! Reads the few forms of structured fields (RFC 9651) that signatures and digests are written in.
//!
//! Only the canonical spelling is taken, the one that section 4.1 of the RFC serialises: so the text that arrived is the text
//! that was signed, and nothing is ever written anew to be verified.

use data_encoding::BASE64;

/// What is left of a field's value.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(value: &'a str) -> Self {
        Self { rest: value }
    }

    pub(crate) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    /// What is left, unread.
    pub(crate) fn rest(&self) -> &'a str {
        self.rest
    }

    /// Passes `text`, if it comes next.
    pub(crate) fn skip(&mut self, text: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(text)?;
        Some(())
    }

    /// Everything before `end`, and passes `end`.
    fn until(&mut self, end: char) -> Option<&'a str> {
        let (before, rest) = self.rest.split_once(end)?;
        self.rest = rest;
        Some(before)
    }

    /// The key of a parameter, and passes the `=` after it.
    pub(crate) fn key(&mut self) -> Option<&'a str> {
        self.until('=').filter(|key| is_key(key))
    }

    /// A string without escapes: nothing in our fields needs any.
    pub(crate) fn string(&mut self) -> Option<&'a str> {
        self.skip("\"")?;
        let text = self.until('"')?;
        text.bytes().all(|byte| (b' '..=b'~').contains(&byte) && byte != b'\\').then_some(text)
    }

    /// An integer that is not negative: 1 to 15 digits, without leading zeros.
    pub(crate) fn integer(&mut self) -> Option<i64> {
        let end = self.rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.rest.len());
        let (digits, rest) = self.rest.split_at_checked(end)?;
        let canonical = digits == "0" || !digits.starts_with('0');
        let number = digits.parse().ok().filter(|_| canonical && digits.len() <= 15)?;
        self.rest = rest;
        Some(number)
    }

    /// A byte sequence: base64, with padding, between colons.
    pub(crate) fn byte_sequence(&mut self) -> Option<Vec<u8>> {
        self.skip(":")?;
        BASE64.decode(self.until(':')?.as_bytes()).ok()
    }
}

/// Is it the key of a dictionary's member or of a parameter (RFC 9651, section 3.1.2)?
pub(crate) fn is_key(text: &str) -> bool {
    let starts_well = text.starts_with(|c: char| c.is_ascii_lowercase() || c == '*');
    starts_well && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-.*".contains(&b))
}
