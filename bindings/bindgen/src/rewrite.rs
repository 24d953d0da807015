//! Changing generated text, and noticing when the generator no longer writes what is changed.

use anyhow::bail;

/// A generated file under change. Every step names what it does, and fails when it finds another number of places
/// than it knows of: a new version of uniffi then stops the build, rather than losing a fix in silence.
pub(crate) struct Rewrite {
    text: String,
}

/// How often a step's text must be found.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Times {
    /// So often, no more and no less.
    Exactly(usize),
    /// It depends on the facade, and may be not at all.
    Any,
    /// Once for each of something that a facade has many of.
    Some,
}

impl Times {
    fn allows(self, found: usize) -> bool {
        match self {
            Self::Exactly(times) => found == times,
            Self::Any => true,
            Self::Some => found > 0,
        }
    }
}

impl Rewrite {
    pub(crate) fn new(text: String) -> Self {
        Self { text }
    }

    pub(crate) fn into_text(self) -> String {
        self.text
    }

    /// Replaces a text wherever it stands.
    pub(crate) fn replace(&mut self, step: &str, times: Times, from: &str, to: &str) -> anyhow::Result<()> {
        expect(step, times, self.text.matches(from).count())?;
        self.text = self.text.replace(from, to);
        Ok(())
    }

    /// Replaces lines: `change` gives the new line, or nothing for one that stays.
    pub(crate) fn lines(
        &mut self,
        step: &str,
        times: Times,
        mut change: impl FnMut(&str) -> Option<String>,
    ) -> anyhow::Result<()> {
        let mut changed = 0;
        let mut text = String::with_capacity(self.text.len() + 4096);
        for line in self.text.lines() {
            if let Some(new) = change(line) {
                changed += 1;
                text.push_str(&new);
            } else {
                text.push_str(line);
            }
            text.push('\n');
        }
        expect(step, times, changed)?;
        self.text = text;
        Ok(())
    }
}

fn expect(step: &str, times: Times, found: usize) -> anyhow::Result<()> {
    if !times.allows(found) {
        bail!(
            "{step}: {times:?} was expected in the generated code, {found} were found; did uniffi's templates change?"
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_not_there_as_often_as_known_stops_the_build() {
        let mut text = Rewrite::new("one two two".to_owned());
        let error = text.replace("naming two", Times::Exactly(1), "two", "2").expect_err("it is there twice");
        assert!(error.to_string().starts_with("naming two: Exactly(1) was expected"), "{error}");
        assert!(text.replace("naming three", Times::Some, "three", "3").is_err());
        assert_eq!(text.into_text(), "one two two");
    }

    #[test]
    fn what_is_found_as_often_as_known_is_replaced() -> anyhow::Result<()> {
        let mut text = Rewrite::new("one two two".to_owned());
        text.replace("naming two", Times::Exactly(2), "two", "2")?;
        text.replace("naming three", Times::Any, "three", "3")?;
        text.lines("shouting", Times::Exactly(1), |line| Some(line.to_uppercase()))?;
        assert_eq!(text.into_text(), "ONE 2 2\n");
        Ok(())
    }
}
