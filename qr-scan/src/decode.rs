//! Codes in a frame. [`decode`] is all that the rest of the world sees: which decoder stands behind it is decided here.
//!
//! ```text
//!  Frame -> gray -> find and read ----------------------codes-->
//!                    | none
//!                   half as large: find and read -----codes-->    (grain and texture average out)
//!                    | none
//!                   inverted: find and read ----------codes-->    (light modules on dark ground)
//! ```
//!
//! The decoder is rqrr. It asserts what some pictures break, so it runs where a panic ends as "nothing found"; and what
//! would keep it busy for minutes is not given to it. A camera sees anything, and none of it may stop an app.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rqrr::PreparedImage;

use crate::{
    bitmap::{Bitmap, MAX_FINDERS},
    frame::Frame,
    luma::Luma,
};

/// A code that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// What it says, exactly.
    pub text: String,
    /// The corners of its symbol without the quiet zone: top left, top right, bottom right and bottom left *of the
    /// symbol*, however it is turned in the frame.
    pub corners: [Point; 4],
}

/// A place in a frame, in pixels from its top left corner. Perspective may put a corner a little outside of the frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Point {
    /// To the right.
    pub x: i32,
    /// Downwards.
    pub y: i32,
}

impl Code {
    /// The code in a frame of twice the width and height.
    fn doubled(mut self) -> Self {
        for Point { x, y } in &mut self.corners {
            (*x, *y) = (x.saturating_mul(2), y.saturating_mul(2));
        }
        self
    }
}

/// The side of the smallest symbol, version 1, in modules.
const SMALLEST_SYMBOL: usize = 21;

/// All QR codes in `frame` that can be read, in no order that means anything. Never panics.
///
/// A code is read exactly or not at all: one whose bytes are no UTF-8 (an old Latin-1 or Shift-JIS code) is left out,
/// not guessed at. No payment code is lost by that, as they all are UTF-8.
///
/// A frame in which no code is found is looked through again, at half its size and for light codes on dark ground. One
/// with more than 16 codes, or a pattern that looks like it, takes too long for a viewfinder and is not read: go nearer.
pub fn decode(frame: &Frame<'_>) -> Vec<Code> {
    if frame.width().min(frame.height()) < SMALLEST_SYMBOL {
        return Vec::new();
    }
    let picture = frame.to_luma();
    let passes: [fn(&Luma) -> Vec<Code>; 3] = [
        read,
        |picture| read(&picture.halved()).into_iter().map(Code::doubled).collect(),
        |picture| read(&picture.inverted()),
    ];
    passes.iter().map(|pass| pass(&picture)).find(|codes| !codes.is_empty()).unwrap_or_default()
}

/// The dark codes on light ground.
fn read(picture: &Luma) -> Vec<Code> {
    // rqrr leaves nothing behind that a panic could have left half done: all it touches is made in here.
    catch_unwind(AssertUnwindSafe(|| {
        let bitmap = Bitmap::of(picture);
        if bitmap.finders() > MAX_FINDERS {
            return Vec::new();
        }
        let is_dark = |x, y| bitmap.is_dark(x, y);
        let mut prepared = PreparedImage::prepare_from_bitmap(picture.width, picture.height, is_dark);
        let grids = prepared.detect_grids();
        grids.iter().filter_map(|grid| catch_unwind(AssertUnwindSafe(|| read_grid(grid))).ok()?).collect()
    }))
    .unwrap_or_default()
}

fn read_grid<G: rqrr::BitGrid>(grid: &rqrr::Grid<G>) -> Option<Code> {
    let mut bytes = Vec::new();
    grid.decode_to(&mut bytes).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    Some(Code { text, corners: corners(grid.bounds, grid.grid.size()) })
}

/// The symbol's own corners. rqrr's bounds are one module too wide and too high: they map the square of `modules + 1`.
fn corners(bounds: [rqrr::Point; 4], modules: usize) -> [Point; 4] {
    let [p0, p1, p2, p3] = bounds.map(|point| (f64::from(point.x), f64::from(point.y)));
    // The perspective that takes the unit square to the bounds (Heckbert 1989, "Fundamentals of texture mapping").
    let sum = (p0.0 - p1.0 + p2.0 - p3.0, p0.1 - p1.1 + p2.1 - p3.1);
    let right = (p1.0 - p2.0, p1.1 - p2.1);
    let bottom = (p3.0 - p2.0, p3.1 - p2.1);
    let cross = |a: (f64, f64), b: (f64, f64)| a.0 * b.1 - a.1 * b.0;
    let (g, h) = (cross(sum, bottom) / cross(right, bottom), cross(right, sum) / cross(right, bottom));
    let map = |u: f64, v: f64, fallback: rqrr::Point| {
        let along = |p0: f64, p1: f64, p3: f64| {
            ((p1 - p0 + g * p1) * u + (p3 - p0 + h * p3) * v + p0) / (g * u + h * v + 1.0)
        };
        let (x, y) = (along(p0.0, p1.0, p3.0), along(p0.1, p1.1, p3.1));
        // Three bounds in a line have no perspective.
        if x.is_finite() && y.is_finite() {
            Point { x: nearest(x), y: nearest(y) }
        } else {
            Point { x: fallback.x, y: fallback.y }
        }
    };
    let modules = f64::from(u16::try_from(modules).unwrap_or(u16::MAX)); // at most 177
    let end = modules / (modules + 1.0);
    let [b0, b1, b2, b3] = bounds;
    [map(0.0, 0.0, b0), map(end, 0.0, b1), map(end, end, b2), map(0.0, end, b3)]
}

fn nearest(coordinate: f64) -> i32 {
    #[allow(clippy::cast_possible_truncation)] // `as` saturates, and no frame is that large
    let whole = coordinate.round() as i32;
    whole
}
