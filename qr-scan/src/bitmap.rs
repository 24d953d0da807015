//! Dark and light pixels, and the finder patterns among them.
//!
//! rqrr tries its way through pairs of finder patterns, on a copy of the frame each: a picture with a few hundred of them,
//! which anyone can print, keeps it busy for minutes. So they are counted before, as it would find them, and a picture
//! with more than [`MAX_FINDERS`] is not given to it.

use crate::luma::Luma;

/// The most finder patterns of a picture that is looked through: those of 16 codes.
pub(crate) const MAX_FINDERS: usize = 48;

/// A picture of dark and light pixels, row by row.
pub(crate) struct Bitmap {
    dark: Vec<bool>,
    width: usize,
}

impl Bitmap {
    /// Dark is what is 5 % darker than the pixels around it in its row: a mean that fades with the distance, over an
    /// eighth of the width, from both sides (rqrr's own rule, after Wellner 1993, "Adaptive thresholding for the DigitalDesk").
    pub(crate) fn of(picture: &Luma) -> Self {
        let width = picture.width;
        // No overflow below: a width is at most 16,384, so this is at most 2,048.
        let reach = u32::try_from(width / 8).unwrap_or(u32::MAX).max(1);
        let (mut falling, mut rising) = (0_u32, 0_u32);
        let mut sums = vec![0_u32; width];
        let mut dark = Vec::with_capacity(picture.pixels.len());
        for (number, row) in picture.pixels.chunks_exact(width).enumerate() {
            sums.fill(0);
            for (left, right) in (0..width).zip((0..width).rev()) {
                // Rows are gone through to and fro, so that a mean goes on where it was.
                let (down, up) = if number % 2 == 0 { (right, left) } else { (left, right) };
                falling = falling * (reach - 1) / reach + u32::from(row[down]);
                rising = rising * (reach - 1) / reach + u32::from(row[up]);
                sums[down] += falling;
                sums[up] += rising;
            }
            dark.extend(
                row.iter().zip(&sums).map(|(pixel, sum)| u32::from(*pixel) < sum * 95 / (200 * reach)),
            );
        }
        Self { dark, width }
    }

    pub(crate) fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.width && self.dark.get(y * self.width + x).is_some_and(|dark| *dark)
    }

    /// How many finder patterns there are: a ring around a stone, dark, light, dark, light, dark as 1 : 1 : 3 : 1 : 1 in a
    /// row (ISO/IEC 18004, section 12, with rqrr's tolerances).
    pub(crate) fn finders(&self) -> usize {
        let mut areas = Areas::default();
        let mut hits = Vec::new();
        let mut above: Vec<Run> = Vec::new();
        for row in self.dark.chunks_exact(self.width) {
            let runs = areas.runs_of(row, &above);
            hits.extend(runs.windows(3).filter_map(|three| match three {
                [left, stone, right] if is_profile(left, stone, right) => {
                    Some([left.area, stone.area, right.area])
                }
                _ => None,
            }));
            above = runs;
        }
        // Only now is it known what is connected with what, and how large it is.
        let mut rings: Vec<usize> = hits
            .into_iter()
            .filter_map(|hit| {
                let [left, stone, right] = hit.map(|area| areas.root(area));
                let percent = areas.pixels[stone] * 100 / areas.pixels[right];
                (left == right && stone != right && 10 < percent && percent < 70).then_some(right)
            })
            .collect();
        rings.sort_unstable();
        rings.dedup();
        rings.len()
    }
}

/// Dark pixels beside each other in a row.
#[derive(Clone, Copy)]
struct Run {
    start: usize,
    end: usize,
    /// An index into [`Areas`].
    area: usize,
}

fn is_profile(left: &Run, stone: &Run, right: &Run) -> bool {
    let gaps = [stone.start - left.end, right.start - stone.end];
    let [left, middle, right] = [left, stone, right].map(|run| run.end - run.start);
    let module = (left + gaps[0] + gaps[1] + right) / 4;
    let error = module * 3 / 4;
    let fits = |length: usize, modules: usize| length.abs_diff(modules * module) <= error;
    [left, gaps[0], gaps[1], right].into_iter().all(|length| fits(length, 1)) && fits(middle, 3)
}

/// Connected dark areas: a forest, each area's root the one that was seen first.
#[derive(Default)]
struct Areas {
    parent: Vec<usize>,
    /// How large the areas are, at their roots.
    pixels: Vec<usize>,
}

impl Areas {
    /// The runs of a row, each connected with those above it.
    fn runs_of(&mut self, row: &[bool], above: &[Run]) -> Vec<Run> {
        let mut runs = Vec::new();
        let mut above = above.iter().peekable();
        let mut start = 0;
        for same in row.chunk_by(PartialEq::eq) {
            let end = start + same.len();
            if same[0] {
                let area = self.parent.len();
                self.parent.push(area);
                self.pixels.push(same.len());
                while above.next_if(|run| run.end <= start).is_some() {}
                while let Some(run) = above.peek().filter(|run| run.start < end) {
                    self.connect(run.area, area);
                    // The next run of this row may touch it as well.
                    if run.end > end {
                        break;
                    }
                    above.next();
                }
                runs.push(Run { start, end, area });
            }
            start = end;
        }
        runs
    }

    fn root(&mut self, mut area: usize) -> usize {
        while self.parent[area] != area {
            self.parent[area] = self.parent[self.parent[area]];
            area = self.parent[area];
        }
        area
    }

    fn connect(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        let (first, second) = (one.min(other), one.max(other));
        if first != second {
            self.parent[second] = first;
            self.pixels[first] += self.pixels[second];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bitmap(rows: &[&str]) -> Bitmap {
        let width = rows.first().map_or(0, |row| row.len());
        Bitmap { dark: rows.iter().flat_map(|row| row.bytes().map(|byte| byte == b'#')).collect(), width }
    }

    const FINDER: [&str; 7] = ["#######", "#     #", "# ### #", "# ### #", "# ### #", "#     #", "#######"];

    #[test]
    fn a_ring_around_a_stone_is_a_finder_pattern() {
        assert_eq!(bitmap(&FINDER).finders(), 1);
        let two: Vec<_> = FINDER.iter().map(|row| format!("{row} {row}")).collect();
        assert_eq!(bitmap(&two.iter().map(String::as_str).collect::<Vec<_>>()).finders(), 2);
    }

    #[test]
    fn bars_are_none_and_a_stone_that_hangs_on_its_ring_is_none() {
        assert_eq!(bitmap(&["# ### #", "# ### #", "# ### #"]).finders(), 0);
        let mut hanging = FINDER;
        hanging[1] = "#  #  #";
        assert_eq!(bitmap(&hanging).finders(), 0);
    }

    #[test]
    fn areas_that_meet_further_down_are_one() {
        // A fork: its arms are two areas until the row that joins them.
        let mut areas = Areas::default();
        let mut above = Vec::new();
        for row in ["# # #", "# # #", "### #", "#   #", "#####"] {
            let row: Vec<bool> = row.bytes().map(|byte| byte == b'#').collect();
            above = areas.runs_of(&row, &above);
        }
        let roots: Vec<_> = (0..areas.parent.len()).map(|area| areas.root(area)).collect();
        assert!(roots.iter().all(|root| *root == 0), "{roots:?}");
        assert_eq!(areas.pixels[0], 3 + 3 + 4 + 2 + 5);
    }

    #[test]
    fn a_picture_without_contrast_is_light() {
        for gray in [0, 128, 255] {
            let bitmap = Bitmap::of(&Luma::new(vec![gray; 64 * 48], 64, 48));
            assert_eq!(bitmap.finders(), 0);
        }
    }
}
