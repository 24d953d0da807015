//! The words of a line: separated by spaces, or between quotation marks.

use std::collections::HashMap;

/// A word of a line. What begins with `$` stands for something that is known later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Word {
    /// Itself.
    Text(String),
    /// What has this name, with its `$`: a value of a routine, or what the runner knows of an owner.
    Value(String),
}

impl Word {
    /// As it is written.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Value(text) => text,
        }
    }

    /// With the routine's value in its place, if it is one.
    pub fn filled(&self, given: &HashMap<&str, &str>) -> Self {
        let Self::Value(name) = self else { return self.clone() };
        match given.get(&name[1..]) {
            Some(value) if value.starts_with('$') => Self::Value((*value).to_owned()),
            Some(value) => Self::Text((*value).to_owned()),
            None => self.clone(),
        }
    }
}

/// Splits a line into its words.
pub(super) fn split(line: &str) -> Result<Vec<Word>, String> {
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let word = if let Some(quoted) = rest.strip_prefix('"') {
            let (text, after) = quoted.split_once('"').ok_or("a quotation mark is missing")?;
            rest = after;
            Word::Text(text.to_owned())
        } else {
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let (text, after) = rest.split_at(end);
            rest = after;
            if text.len() > 1 && text.starts_with('$') {
                Word::Value(text.to_owned())
            } else {
                Word::Text(text.to_owned())
            }
        };
        words.push(word);
        rest = rest.trim_start();
    }
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Word {
        Word::Text(text.to_owned())
    }

    #[test]
    fn words_are_split_at_spaces_and_kept_together_by_quotation_marks() {
        let words = split(r#"  see  pay_paid_to "Han Kafe"  $KIP $"#).unwrap();
        assert_eq!(
            words,
            [text("see"), text("pay_paid_to"), text("Han Kafe"), Word::Value("$KIP".to_owned()), text("$")]
        );
        assert!(split(r#"see "Han Kafe"#).is_err());
        assert_eq!(split("").unwrap(), []);
    }

    #[test]
    fn a_routines_values_are_filled_in_and_those_of_the_runner_left() {
        let given = HashMap::from([("KIP", "5000"), ("CODE", "$code")]);
        let filled: Vec<Word> =
            split("a $KIP $CODE $words").unwrap().iter().map(|word| word.filled(&given)).collect();
        assert_eq!(
            filled,
            [text("a"), text("5000"), Word::Value("$code".to_owned()), Word::Value("$words".to_owned())]
        );
    }
}
