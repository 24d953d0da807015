//! Pictures made in code: symbols on a ground, turned, light on dark, in the layouts of cameras.

#![allow(dead_code)] // each test file uses its part

use qr_scan::{Frame, QUIET_ZONE, Symbol};

/// A gray picture.
#[derive(Clone)]
pub(crate) struct Scene {
    pub(crate) pixels: Vec<u8>,
    pub(crate) width: usize,
    pub(crate) height: usize,
}

impl Scene {
    pub(crate) fn light(width: usize, height: usize) -> Self {
        Self { pixels: vec![220; width * height], width, height }
    }

    /// Nothing but the symbol and its quiet zone.
    pub(crate) fn of(symbol: &Symbol, module_px: usize) -> Self {
        let side = symbol.side_px(module_px);
        Self { pixels: symbol.to_luma(module_px), width: side, height: side }
    }

    /// The symbol with the corner of its first module at `left` and `top`.
    pub(crate) fn with(mut self, symbol: &Symbol, module_px: usize, left: usize, top: usize) -> Self {
        let side = symbol.side_px(module_px);
        let quiet = QUIET_ZONE * module_px;
        for (row, line) in symbol.to_luma(module_px).chunks(side).enumerate() {
            let start = (top - quiet + row) * self.width + left - quiet;
            self.pixels[start..start + side].copy_from_slice(line);
        }
        self
    }

    /// Turned by 90 degrees clockwise.
    pub(crate) fn turned(&self) -> Self {
        let (width, height) = (self.height, self.width);
        let pixel = |at: usize| self.pixels[(self.height - 1 - at % width) * self.width + at / width];
        Self { pixels: (0..width * height).map(pixel).collect(), width, height }
    }

    pub(crate) fn inverted(mut self) -> Self {
        self.pixels.iter_mut().for_each(|pixel| *pixel = !*pixel);
        self
    }

    pub(crate) fn frame(&self) -> Frame<'_> {
        Frame::luma(&self.pixels, self.width, self.height, self.width).expect("a scene has all its pixels")
    }

    /// Rows of `stride` bytes; what is between them is dark, to be seen if it is read.
    pub(crate) fn to_strided(&self, stride: usize) -> Vec<u8> {
        let mut data = vec![0; stride * self.height];
        for (row, line) in self.pixels.chunks(self.width).enumerate() {
            data[row * stride..row * stride + self.width].copy_from_slice(line);
        }
        data
    }

    pub(crate) fn to_rgba(&self, stride: usize) -> Vec<u8> {
        let mut data = vec![0; stride * self.height];
        for (row, line) in self.pixels.chunks(self.width).enumerate() {
            for (column, &gray) in line.iter().enumerate() {
                let at = row * stride + column * 4;
                data[at..at + 4].copy_from_slice(&[gray, gray, gray, 255]);
            }
        }
        data
    }

    pub(crate) fn to_nv21(&self, stride: usize) -> Vec<u8> {
        let mut data = self.to_strided(stride);
        data.resize(data.len() + stride * self.height.div_ceil(2), 128);
        data
    }
}
