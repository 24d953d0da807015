//! The symbol in a terminal: half blocks, two modules above each other in one character.

use super::Symbol;

/// What the terminal that shows the symbol does with colours. Readers want dark modules on light ground; characters are
/// drawn in the terminal's own colours unless it is told others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Terminal {
    /// It understands colours (ANSI): black on white whatever its own are.
    #[default]
    Colour,
    /// No colours, light characters on dark ground, as most terminals have: the *light* modules are drawn.
    DarkGround,
    /// No colours, dark characters on light ground, or a file that is printed: the dark modules are drawn.
    LightGround,
}

/// Black characters on white ground, from the 256 colours whose values themes leave alone.
const BLACK_ON_WHITE: &str = "\u{1B}[38;5;16;48;5;231m";
const RESET: &str = "\u{1B}[0m";

impl Symbol {
    /// The symbol as lines of half blocks, each ended by a line feed, with the quiet zone.
    pub fn to_terminal(&self, terminal: Terminal) -> String {
        let side = self.side();
        let draws_dark = terminal != Terminal::DarkGround;
        let mut text = String::new();
        for row in (0..side).step_by(2) {
            if terminal == Terminal::Colour {
                text.push_str(BLACK_ON_WHITE);
            }
            for column in 0..side {
                // A side is odd: below the last row there is nothing, which must not look like a dark row.
                let drawn = |row: usize| self.is_dark_within(column, row) == draws_dark;
                text.push(match (drawn(row), drawn(row + 1)) {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    (false, false) => ' ',
                });
            }
            if terminal == Terminal::Colour {
                text.push_str(RESET);
            }
            text.push('\n');
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Level;

    fn symbol() -> Symbol {
        Symbol::new("dlak", Level::Medium).unwrap()
    }

    fn modules_of(lines: &str, drawn_is_dark: bool) -> Vec<Vec<bool>> {
        lines
            .lines()
            .flat_map(|line| {
                let half = |full: &'static str| {
                    line.chars().map(|block| full.contains(block) == drawn_is_dark).collect()
                };
                [half("█▀"), half("█▄")]
            })
            .collect()
    }

    #[test]
    fn blocks_are_the_modules_on_light_and_on_dark_ground() {
        for (terminal, drawn_is_dark) in [(Terminal::LightGround, true), (Terminal::DarkGround, false)] {
            let rows = modules_of(&symbol().to_terminal(terminal), drawn_is_dark);
            assert_eq!(rows.len(), 30);
            for (row, columns) in rows.iter().enumerate() {
                assert_eq!(columns.len(), 29);
                for (column, dark) in columns.iter().enumerate() {
                    assert_eq!(*dark, symbol().is_dark_within(column, row), "{terminal:?} {column} {row}");
                }
            }
        }
    }

    #[test]
    fn colours_are_set_and_reset_on_each_line() {
        let plain = symbol().to_terminal(Terminal::LightGround);
        let coloured = symbol().to_terminal(Terminal::Colour);
        assert!(coloured.lines().all(|line| line.starts_with(BLACK_ON_WHITE) && line.ends_with(RESET)));
        assert_eq!(coloured.replace(BLACK_ON_WHITE, "").replace(RESET, ""), plain);
    }
}
