//! Gray pixels without padding, as the decoder takes them.

/// A gray picture: `pixels` has exactly `width * height` bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Luma {
    pub(crate) pixels: Vec<u8>,
    pub(crate) width: usize,
    pub(crate) height: usize,
}

impl Luma {
    pub(crate) fn new(pixels: Vec<u8>, width: usize, height: usize) -> Self {
        debug_assert_eq!(pixels.len(), width * height);
        Self { pixels, width, height }
    }

    /// Black for white.
    pub(crate) fn inverted(&self) -> Self {
        Self { pixels: self.pixels.iter().map(|pixel| !pixel).collect(), ..*self }
    }

    /// Half as wide and high, each pixel the mean of four. An odd last row or column is left out.
    pub(crate) fn halved(&self) -> Self {
        let (width, height) = (self.width / 2, self.height / 2);
        let mut pixels = Vec::with_capacity(width * height);
        for rows in self.pixels.chunks_exact(self.width * 2).take(height) {
            let (upper, lower) = rows.split_at(self.width);
            for (upper, lower) in upper.chunks_exact(2).zip(lower.chunks_exact(2)) {
                let sum: u16 = upper.iter().chain(lower).map(|&pixel| u16::from(pixel)).sum();
                pixels.push(u8::try_from((sum + 2) / 4).unwrap_or(u8::MAX)); // a mean of bytes is a byte
            }
        }
        Self::new(pixels, width, height)
    }
}

#[cfg(test)]
mod tests {
    use super::Luma;

    #[test]
    fn a_halved_picture_has_the_mean_of_four_pixels_and_no_odd_edge() {
        let picture = Luma::new(vec![0, 2, 9, 4, 6, 9, 9, 9, 9], 3, 3);
        assert_eq!(picture.halved(), Luma::new(vec![3], 1, 1));
    }
}
