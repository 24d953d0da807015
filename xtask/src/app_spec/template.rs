//! A text with named places for what is only known when it is shown: `Pay {amount} to {name}`.

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Shown as it stands.
    Words(String),
    /// The name of what is put here.
    Placeholder(String),
}

/// A text, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Template(Vec<Piece>);

impl Template {
    /// Takes a text apart, or says what is wrong with it.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        if text.trim().is_empty() {
            return Err("the text is empty".to_owned());
        }
        if let Some(control) = text.chars().find(|letter| letter.is_control() && *letter != '\n') {
            return Err(format!("the text has a control character, {}", control.escape_unicode()));
        }
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(brace) = rest.find(['{', '}']) {
            let (words, from_brace) = rest.split_at(brace);
            let Some((name, after)) = from_brace
                .strip_prefix('{')
                .and_then(|inside| inside.split_once('}'))
                .filter(|(name, _)| is_name(name))
            else {
                return Err(format!(
                    "a placeholder is {{name}} in small letters, and this is not: {from_brace}"
                ));
            };
            if !words.is_empty() {
                pieces.push(Piece::Words(words.to_owned()));
            }
            pieces.push(Piece::Placeholder(name.to_owned()));
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Words(rest.to_owned()));
        }
        Ok(Self(pieces))
    }

    pub(super) fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// The placeholders in the order in which they stand, each once.
    pub(super) fn placeholders(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for piece in &self.0 {
            if let Piece::Placeholder(name) = piece
                && !names.contains(&name.as_str())
            {
                names.push(name);
            }
        }
        names
    }

    /// What is shown around the placeholders.
    pub(super) fn words(&self) -> impl Iterator<Item = char> + '_ {
        self.0.iter().flat_map(|piece| match piece {
            Piece::Words(words) => words.chars(),
            Piece::Placeholder(_) => "".chars(),
        })
    }
}

/// Keys and placeholders: small letters, digits, underscores; a letter first.
pub(super) fn is_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_taken_apart_at_its_placeholders() {
        let template = Template::parse("{amount} to {name}: {amount}!").unwrap();
        assert_eq!(template.placeholders(), ["amount", "name"]);
        assert_eq!(
            template.pieces(),
            [
                Piece::Placeholder("amount".to_owned()),
                Piece::Words(" to ".to_owned()),
                Piece::Placeholder("name".to_owned()),
                Piece::Words(": ".to_owned()),
                Piece::Placeholder("amount".to_owned()),
                Piece::Words("!".to_owned()),
            ]
        );
    }

    #[test]
    fn an_empty_text_is_refused() {
        for empty in ["", " ", "\n"] {
            assert_eq!(Template::parse(empty), Err("the text is empty".to_owned()));
        }
    }

    #[test]
    fn a_brace_that_is_no_placeholder_is_refused() {
        for wrong in ["{", "}", "{}", "{Name}", "{1}", "{a b}", "{{name}}", "a } b", "{name"] {
            let refusal = Template::parse(wrong).unwrap_err();
            assert!(refusal.starts_with("a placeholder is {name}"), "{wrong}: {refusal}");
        }
    }

    #[test]
    fn a_control_character_is_refused_but_a_new_line_is_not() {
        assert!(Template::parse("a\tb").unwrap_err().contains("\\u{9}"));
        assert!(Template::parse("a\nb").is_ok());
    }
}
