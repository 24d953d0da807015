//! Whose app is on which phone.

use std::fmt;

use super::{App, Kind, Script};

/// The app of persons, and that of merchants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// On the phones of those who pay.
    pub persons: App,
    /// On the phones of those who sell; none when the journey has nobody.
    pub merchants: Option<App>,
}

impl Pair {
    /// The app of an owner.
    pub fn app(self, kind: Kind) -> App {
        match kind {
            Kind::Person => self.persons,
            Kind::Merchant => self.merchants.unwrap_or(self.persons),
        }
    }

    /// Both apps that it needs.
    pub fn apps(self) -> impl Iterator<Item = App> {
        [Some(self.persons), self.merchants].into_iter().flatten()
    }
}

impl fmt::Display for Pair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.merchants {
            Some(merchants) => write!(f, "{} pays {merchants}", self.persons),
            None => write!(f, "{}", self.persons),
        }
    }
}

/// All pairs that a journey is run on.
pub fn pairs(script: &Script) -> Vec<Pair> {
    let has_both = [Kind::Person, Kind::Merchant]
        .iter()
        .all(|kind| script.phones.iter().any(|owner| owner.kind == *kind));
    let merchants = if has_both { App::ALL.map(Some).to_vec() } else { vec![None] };
    App::ALL
        .into_iter()
        .flat_map(|persons| merchants.iter().map(move |&merchants| Pair { persons, merchants }))
        .collect()
}
