//! From the text of a code to a picture, and from its pixels back.

use qr_scan::{Frame, Level, Symbol};
use wallet_core::{ScannedCode, Wallet};

/// A picture's gray pixels, row by row without padding.
#[derive(Clone, Debug)]
pub struct Picture {
    /// One byte a pixel.
    pub luma: Vec<u8>,
    /// Pixels of a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
}

impl Picture {
    /// Reads a PNG file's bytes, as an image library on a phone would.
    pub fn from_png(file: &[u8]) -> Self {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(file));
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().unwrap();
        let mut luma = vec![0; reader.output_buffer_size().unwrap()];
        let frame = reader.next_frame(&mut luma).unwrap();
        assert_eq!(frame.color_type, png::ColorType::Grayscale, "a symbol is black and white");
        luma.truncate(frame.buffer_size());
        Self { luma, width: frame.width as usize, height: frame.height as usize }
    }

    /// What the camera sees of it.
    pub fn frame(&self) -> Frame<'_> {
        Frame::luma(&self.luma, self.width, self.height, self.width).unwrap()
    }
}

/// The code with this text as a PNG file's bytes.
pub fn png_of(code: &str) -> Vec<u8> {
    Symbol::new(code, Level::Medium).unwrap().to_png(6)
}

/// Shows the code as a PNG and scans its pixels. There must be exactly one code in it.
pub fn scan(code: &str) -> ScannedCode {
    let picture = Picture::from_png(&png_of(code));
    let mut seen = Wallet::scan(&picture.frame());
    assert_eq!(seen.len(), 1, "codes in the picture of one");
    seen.remove(0)
}
