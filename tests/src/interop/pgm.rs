//! A picture as a file that needs no library: binary PGM (Netpbm's `P5`), with 8 bits a pixel.

use qr_scan::{Frame, FrameError, Level, Symbol};

use super::Trouble;

/// Pixels of a module in the pictures that are written.
const MODULE_PX: usize = 4;

/// Gray pixels, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pgm {
    width: usize,
    height: usize,
    luma: Vec<u8>,
}

impl Pgm {
    /// The QR symbol of this text.
    pub fn of_code(text: &str) -> Result<Self, Trouble> {
        let symbol = Symbol::new(text, Level::Medium)?;
        let side = symbol.side_px(MODULE_PX);
        Ok(Self { width: side, height: side, luma: symbol.to_luma(MODULE_PX) })
    }

    /// The file's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = format!("P5\n{} {}\n255\n", self.width, self.height).into_bytes();
        bytes.extend_from_slice(&self.luma);
        bytes
    }

    /// Reads a file as [`Self::to_bytes`] writes it: the format has comments and other depths, which nobody uses here.
    pub fn read(file: &[u8]) -> Result<Self, Trouble> {
        let mut parts = file.splitn(4, |byte| *byte == b'\n');
        let mut line =
            || parts.next().and_then(|line| std::str::from_utf8(line).ok()).ok_or("not a PGM file");
        if line()? != "P5" {
            return Err("not a binary PGM file".into());
        }
        let (width, height) = line()?.split_once(' ').ok_or("a PGM file without a size")?;
        let (width, height) = (width.parse::<usize>()?, height.parse::<usize>()?);
        if line()? != "255" {
            return Err("a PGM file with another depth than 255".into());
        }
        let luma = parts.next().unwrap_or_default().to_vec();
        if width.checked_mul(height) != Some(luma.len()) {
            return Err(format!("{width} times {height} pixels are not {}", luma.len()).into());
        }
        Ok(Self { width, height, luma })
    }

    /// What a camera sees of it.
    pub fn frame(&self) -> Result<Frame<'_>, FrameError> {
        Frame::luma(&self.luma, self.width, self.height, self.width)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_read_as_it_was_written() {
        let picture = Pgm::of_code("hello").unwrap();
        assert_eq!(Pgm::read(&picture.to_bytes()).unwrap(), picture);
        // A pixel may have the byte that ends lines.
        let lines = Pgm { width: 2, height: 1, luma: vec![b'\n', b'\n'] };
        assert_eq!(Pgm::read(&lines.to_bytes()).unwrap(), lines);
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        for file in ["", "P5", "P2\n1 1\n255\nx", "P5\n1\n255\nx", "P5\n1 1\n15\nx", "P5\n2 1\n255\nx"] {
            assert!(Pgm::read(file.as_bytes()).is_err(), "{file:?}");
        }
    }
}
