//! The languages that the apps speak.

/// A language of the apps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    English,
    Lao,
    Thai,
}

impl Language {
    pub(super) const ALL: [Self; 3] = [Self::English, Self::Lao, Self::Thai];

    /// ISO 639-1: the field of an entry, and the ending of Android's folders.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Lao => "lo",
            Self::Thai => "th",
        }
    }

    /// Is this a letter of the language's own script?
    pub(super) fn writes(self, letter: char) -> bool {
        match self {
            Self::English => letter.is_ascii_alphabetic(),
            Self::Lao => ('\u{e80}'..='\u{eff}').contains(&letter),
            Self::Thai => ('\u{e00}'..='\u{e7f}').contains(&letter),
        }
    }

    /// Languages whose letters have no business in a text of this one. Latin letters are everywhere: names, units.
    pub(super) fn never_mixed_with(self) -> &'static [Self] {
        match self {
            Self::English => &[Self::Lao, Self::Thai],
            Self::Lao => &[Self::Thai],
            Self::Thai => &[Self::Lao],
        }
    }
}
