//! A frame as a camera or a picture file gives it: borrowed pixels with dimensions that hold.
//!
//! ```text
//!        width          padding
//!  +------------------+---------+
//!  | row 0                      |    stride: bytes from the start of one row to the start of the next
//!  | row 1                      |    The last row may end with its last pixel: cameras leave its padding out.
//!  | ...              +---------+
//!  +------------------+
//! ```
//!
//! The invariant: once a `Frame` exists, every pixel of it lies inside its buffer. Everything that comes from outside is
//! checked here, so that nothing behind it can run out of bounds, overflow or ask for memory without limit.

use std::fmt;

use crate::luma::Luma;

/// The most pixels of a side.
pub const MAX_SIDE: usize = 16_384;
/// The most pixels of a frame: 64 Mi, more than the photos of today's phones have.
pub const MAX_PIXELS: usize = 64 << 20;

/// Pixels of one picture, borrowed.
#[derive(Clone, Copy)]
pub struct Frame<'a> {
    data: &'a [u8],
    width: usize,
    height: usize,
    stride: usize,
    layout: Layout,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    Luma,
    Rgba,
    /// Its luma plane comes first and is all that is read.
    Nv21,
}

/// Why a buffer is no frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FrameError {
    /// No pixels.
    #[error("a frame of {width} x {height} pixels has no pixels")]
    Empty {
        /// In pixels.
        width: usize,
        /// In pixels.
        height: usize,
    },
    /// More than [`MAX_SIDE`] or [`MAX_PIXELS`].
    #[error(
        "a frame of {width} x {height} pixels is too large: scale it down to {MAX_SIDE} a side and {MAX_PIXELS} in all"
    )]
    TooLarge {
        /// In pixels.
        width: usize,
        /// In pixels.
        height: usize,
    },
    /// Rows would overlap.
    #[error("a stride of {stride} bytes is less than the {needed} bytes of a row")]
    StrideTooSmall {
        /// What was given, in bytes.
        stride: usize,
        /// The bytes of a row's pixels.
        needed: usize,
    },
    /// Pixels would lie outside the buffer.
    #[error("the frame's buffer has {bytes} bytes, its dimensions need {needed}")]
    BufferTooShort {
        /// What was given.
        bytes: usize,
        /// What the dimensions need; `usize::MAX` if that is more than any buffer can have.
        needed: usize,
    },
}

impl<'a> Frame<'a> {
    /// A luma (gray) plane, one byte a pixel: 0 is black, 255 white. `stride` is in bytes, `width` and `height` in
    /// pixels. The Y plane of a camera's YUV 4:2:0 image, of whatever chroma layout, is one.
    pub fn luma(data: &'a [u8], width: usize, height: usize, stride: usize) -> Result<Self, FrameError> {
        let frame = Self { data, width, height, stride, layout: Layout::Luma };
        frame.check_dimensions()?;
        frame.check_rows(width)?;
        frame.check_length(plane(width, height, stride))
    }

    /// Red, green, blue, alpha, one byte each, alpha not premultiplied. What is transparent is taken for white paper.
    /// `stride` is in bytes, `width` and `height` in pixels.
    pub fn rgba(data: &'a [u8], width: usize, height: usize, stride: usize) -> Result<Self, FrameError> {
        let frame = Self { data, width, height, stride, layout: Layout::Rgba };
        frame.check_dimensions()?;
        frame.check_rows(width * 4)?; // no overflow: a side is at most MAX_SIDE
        frame.check_length(plane(width * 4, height, stride))
    }

    /// Android's NV21: a luma plane of `height` rows, then a plane of half as many rows with one V and one U byte for each 2 x 2
    /// pixels, both of the same `stride` (in bytes). The whole image must be there although only luma is read: a shorter
    /// buffer means that its dimensions are wrong. With the luma plane alone at hand use [`luma`](Self::luma).
    pub fn nv21(data: &'a [u8], width: usize, height: usize, stride: usize) -> Result<Self, FrameError> {
        let frame = Self { data, width, height, stride, layout: Layout::Nv21 };
        frame.check_dimensions()?;
        frame.check_rows(width)?;
        let chroma = plane(width.next_multiple_of(2), height.div_ceil(2), stride);
        frame.check_length(stride.saturating_mul(height).saturating_add(chroma))
    }

    /// In pixels.
    pub const fn width(&self) -> usize {
        self.width
    }

    /// In pixels.
    pub const fn height(&self) -> usize {
        self.height
    }

    fn check_dimensions(self) -> Result<(), FrameError> {
        let Self { width, height, .. } = self;
        if width == 0 || height == 0 {
            Err(FrameError::Empty { width, height })
        } else if width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS {
            Err(FrameError::TooLarge { width, height })
        } else {
            Ok(())
        }
    }

    fn check_rows(self, needed: usize) -> Result<(), FrameError> {
        let stride = self.stride;
        if stride < needed { Err(FrameError::StrideTooSmall { stride, needed }) } else { Ok(()) }
    }

    fn check_length(self, needed: usize) -> Result<Self, FrameError> {
        let bytes = self.data.len();
        if bytes < needed { Err(FrameError::BufferTooShort { bytes, needed }) } else { Ok(self) }
    }

    /// The frame as gray pixels without padding.
    pub(crate) fn to_luma(self) -> Luma {
        let mut pixels = Vec::with_capacity(self.width * self.height);
        // A stride is at least one byte, as a row is not empty.
        for row in self.data.chunks(self.stride).take(self.height) {
            match self.layout {
                Layout::Luma | Layout::Nv21 => pixels.extend(row.iter().take(self.width)),
                Layout::Rgba => {
                    let (row, _) = row.as_chunks::<4>();
                    pixels.extend(row.iter().take(self.width).copied().map(gray));
                }
            }
        }
        Luma::new(pixels, self.width, self.height)
    }
}

/// The bytes of a plane whose last row may end with its last pixel. The height is not zero. Saturates: no buffer is as
/// long as `usize::MAX`.
fn plane(row: usize, height: usize, stride: usize) -> usize {
    stride.saturating_mul(height - 1).saturating_add(row)
}

/// ITU-R BT.601 luma of a pixel before white.
fn gray([red, green, blue, alpha]: [u8; 4]) -> u8 {
    // The weights add up to 256, so that white stays white.
    let luma = (77 * u32::from(red) + 150 * u32::from(green) + 29 * u32::from(blue)) >> 8;
    let alpha = u32::from(alpha);
    let seen = (luma * alpha + 255 * (255 - alpha)) / 255;
    u8::try_from(seen).unwrap_or(u8::MAX) // a mean of two bytes is at most 255
}

impl fmt::Debug for Frame<'_> {
    /// The form only: pixels show whatever the camera saw.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Frame")
            .field("layout", &self.layout)
            .field("width", &self.width)
            .field("height", &self.height)
            .field("stride", &self.stride)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Make = fn(&'static [u8], usize, usize, usize) -> Result<Frame<'static>, FrameError>;
    static BYTES: [u8; 64] = [0; 64];
    const MAKERS: [Make; 3] = [Frame::luma, Frame::rgba, Frame::nv21];

    #[test]
    fn a_frame_without_pixels_is_refused() {
        for make in MAKERS {
            for (width, height) in [(0, 1), (1, 0), (0, 0), (0, usize::MAX)] {
                let error = make(&BYTES, width, height, 64).unwrap_err();
                assert_eq!(error, FrameError::Empty { width, height });
            }
        }
    }

    #[test]
    fn a_frame_that_is_too_large_is_refused_before_anything_is_multiplied() {
        for make in MAKERS {
            for (width, height) in
                [(MAX_SIDE + 1, 1), (1, usize::MAX), (usize::MAX, usize::MAX), (8193, 8192)]
            {
                let error = make(&BYTES, width, height, usize::MAX).unwrap_err();
                assert_eq!(error, FrameError::TooLarge { width, height });
            }
        }
    }

    #[test]
    fn rows_that_would_overlap_are_refused() {
        let short = |stride, needed| Some(FrameError::StrideTooSmall { stride, needed });
        assert_eq!(Frame::luma(&[0; 64], 4, 4, 3).err(), short(3, 4));
        assert_eq!(Frame::rgba(&[0; 64], 4, 4, 15).err(), short(15, 16));
        assert_eq!(Frame::nv21(&[0; 64], 4, 4, 0).err(), short(0, 4));
    }

    #[test]
    fn a_buffer_must_hold_every_pixel_but_not_the_padding_of_the_last_row() {
        for (make, needed) in [
            (Frame::luma as Make, 10 * 2 + 5),
            (Frame::rgba as Make, 20 * 2 + 20),
            (Frame::nv21 as Make, 10 * 3 + 10 + 6),
        ] {
            let stride = if needed == 60 { 20 } else { 10 };
            assert!(make(&BYTES[..needed], 5, 3, stride).is_ok());
            let bytes = needed - 1;
            let error = make(&BYTES[..bytes], 5, 3, stride).unwrap_err();
            assert_eq!(error, FrameError::BufferTooShort { bytes, needed });
        }
    }

    #[test]
    fn a_stride_that_no_buffer_can_have_is_no_overflow() {
        for make in MAKERS {
            let error = make(&BYTES, 4, 4, usize::MAX / 2).unwrap_err();
            assert_eq!(error, FrameError::BufferTooShort { bytes: 64, needed: usize::MAX });
        }
    }

    #[test]
    fn padding_and_chroma_are_not_read() {
        let luma = [1, 2, 99, 3, 4];
        let expected = Luma::new(vec![1, 2, 3, 4], 2, 2);
        assert_eq!(Frame::luma(&luma, 2, 2, 3).unwrap().to_luma(), expected);
        let nv21 = [1, 2, 99, 3, 4, 99, 77, 77];
        assert_eq!(Frame::nv21(&nv21, 2, 2, 3).unwrap().to_luma(), expected);
    }

    #[test]
    fn colours_become_gray_and_what_is_transparent_becomes_white() {
        assert_eq!(gray([255, 255, 255, 255]), 255);
        assert_eq!(gray([0, 0, 0, 255]), 0);
        assert_eq!(gray([0, 0, 0, 0]), 255);
        assert_eq!(gray([0, 0, 0, 128]), 127);
        let [red, green, blue] = [[255, 0, 0, 255], [0, 255, 0, 255], [0, 0, 255, 255]].map(gray);
        assert!(green > red && red > blue);
    }

    #[test]
    fn a_frame_shows_its_form_and_not_its_pixels() {
        let shown = format!("{:?}", Frame::luma(&[201; 4], 2, 2, 2).unwrap());
        assert!(shown.contains("width: 2") && !shown.contains("201"), "{shown}");
    }
}
