//! The symbol as pixels and as a PNG file.

use super::Symbol;

/// The most pixels of a module's side: a symbol of the largest version is 11,840 pixels wide then.
pub const MAX_MODULE_PX: usize = 64;

impl Symbol {
    /// Pixels of a side of [`to_luma`](Self::to_luma) and [`to_png`](Self::to_png), with the quiet zone.
    pub fn side_px(&self, module_px: usize) -> usize {
        self.side() * module_px.clamp(1, MAX_MODULE_PX)
    }

    /// Gray pixels, row by row without padding: 0 where it is dark, 255 where it is light, with the quiet zone. Each
    /// module is a square of `module_px` pixels, from 1 to [`MAX_MODULE_PX`]; other values are taken for the nearest.
    pub fn to_luma(&self, module_px: usize) -> Vec<u8> {
        let module_px = module_px.clamp(1, MAX_MODULE_PX);
        let side_px = self.side_px(module_px);
        let mut pixels = Vec::with_capacity(side_px * side_px);
        for row in 0..self.side() {
            let start = pixels.len();
            for column in 0..self.side() {
                let gray = if self.is_dark_within(column, row) { 0 } else { u8::MAX };
                pixels.extend(std::iter::repeat_n(gray, module_px));
            }
            for _ in 1..module_px {
                pixels.extend_from_within(start..start + side_px);
            }
        }
        pixels
    }

    /// A PNG file of one bit a pixel, with the quiet zone. `module_px` as in [`to_luma`](Self::to_luma).
    pub fn to_png(&self, module_px: usize) -> Vec<u8> {
        let side_px = self.side_px(module_px);
        let mut packed = Vec::with_capacity(side_px.div_ceil(8) * side_px);
        for row in self.to_luma(module_px).chunks(side_px) {
            packed.extend(row.chunks(8).map(|eight| {
                eight.iter().zip(0..8).fold(0, |byte, (gray, bit)| byte | (gray & (0x80 >> bit)))
            }));
        }
        let side_px = u32::try_from(side_px).unwrap_or(u32::MAX); // 11,840 at most
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, side_px, side_px);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        encoder
            .write_header()
            .and_then(|mut writer| {
                writer.write_image_data(&packed)?;
                writer.finish()
            })
            .expect(
                "a Vec takes all that is written, and the rows are as many and as long as the header says",
            );
        file
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Level;

    fn symbol() -> Symbol {
        Symbol::new("dlak", Level::Medium).unwrap()
    }

    #[test]
    fn module_sizes_out_of_range_are_taken_for_the_nearest() {
        assert_eq!(symbol().side_px(0), 29);
        assert_eq!(symbol().to_luma(0), symbol().to_luma(1));
        assert_eq!(symbol().side_px(usize::MAX), 29 * MAX_MODULE_PX);
    }

    #[test]
    fn the_quiet_zone_is_light_and_four_modules_wide() {
        let (pixels, side) = (symbol().to_luma(3), symbol().side_px(3));
        for (at, pixel) in pixels.iter().enumerate() {
            let inside = |place: usize| (12..side - 12).contains(&place);
            assert!(*pixel == u8::MAX || (inside(at % side) && inside(at / side)));
        }
        assert_eq!(pixels[12 * side + 12], 0);
    }

    #[test]
    fn a_png_holds_the_pixels_of_the_symbol() {
        for module_px in [1, 2, 3, 8] {
            let file = symbol().to_png(module_px);
            let mut decoder = png::Decoder::new(std::io::Cursor::new(file));
            decoder.set_transformations(png::Transformations::EXPAND);
            let mut reader = decoder.read_info().unwrap();
            let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
            reader.next_frame(&mut pixels).unwrap();
            assert_eq!(pixels, symbol().to_luma(module_px));
        }
    }
}
