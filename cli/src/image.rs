//! Pictures as camera frames: PNG and JPEG files to the pixels that `qr-scan` reads.

use std::{
    fs::File,
    io::{Cursor, Read as _},
    path::Path,
};

use anyhow::{Context as _, bail, ensure};
use qr_scan::{Frame, FrameError, MAX_PIXELS, MAX_SIDE};
use zune_jpeg::zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions};

/// The largest file that is read. A photo has a tenth of it.
const MAX_FILE_BYTES: u64 = 256 << 20;

/// The pixels of a picture, row by row without padding.
pub(crate) struct Image {
    pixels: Vec<u8>,
    width: usize,
    height: usize,
    layout: Layout,
}

enum Layout {
    Gray,
    Rgba,
}

impl Image {
    /// Reads a PNG or JPEG file; what it is is told by its content, not by its name.
    pub(crate) fn open(path: &Path) -> anyhow::Result<Self> {
        let mut file = Vec::new();
        File::open(path)
            .and_then(|opened| opened.take(MAX_FILE_BYTES + 1).read_to_end(&mut file))
            .context("can't be read")?;
        ensure!(file.len() as u64 <= MAX_FILE_BYTES, "is larger than {} MiB", MAX_FILE_BYTES >> 20);
        match file.as_slice() {
            [0x89, b'P', b'N', b'G', ..] => Self::from_png(file).context("is a damaged PNG file"),
            [0xFF, 0xD8, 0xFF, ..] => Self::from_jpeg(file).context("is a damaged JPEG file"),
            _ => bail!("is neither a PNG nor a JPEG file"),
        }
    }

    /// The pixels as a camera would give them.
    pub(crate) fn frame(&self) -> Result<Frame<'_>, FrameError> {
        let Self { pixels, width, height, .. } = self;
        match self.layout {
            Layout::Gray => Frame::luma(pixels, *width, *height, *width),
            Layout::Rgba => Frame::rgba(pixels, *width, *height, *width * 4),
        }
    }

    fn from_png(file: Vec<u8>) -> anyhow::Result<Self> {
        let limits = png::Limits { bytes: MAX_PIXELS * 4 };
        let mut decoder = png::Decoder::new_with_limits(Cursor::new(file), limits);
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info()?;
        let (width, height) = (reader.info().width.try_into()?, reader.info().height.try_into()?);
        check_size(width, height)?;
        let mut data = vec![0; reader.output_buffer_size().context("it does not fit memory")?];
        let info = reader.next_frame(&mut data)?;
        data.truncate(info.buffer_size());
        let (pixels, layout) = match info.color_type {
            png::ColorType::Grayscale => (data, Layout::Gray),
            png::ColorType::Rgba => (data, Layout::Rgba),
            png::ColorType::GrayscaleAlpha => {
                let (pairs, _) = data.as_chunks();
                (pairs.iter().flat_map(|&[gray, alpha]| [gray, gray, gray, alpha]).collect(), Layout::Rgba)
            }
            png::ColorType::Rgb => (opaque(&data), Layout::Rgba),
            png::ColorType::Indexed => bail!("its colours can't be read"), // they are expanded above
        };
        Ok(Self { pixels, width, height, layout })
    }

    fn from_jpeg(file: Vec<u8>) -> anyhow::Result<Self> {
        let options = DecoderOptions::default().set_max_width(MAX_SIDE).set_max_height(MAX_SIDE);
        let mut decoder = zune_jpeg::JpegDecoder::new_with_options(ZCursor::new(file), options);
        decoder.decode_headers()?;
        let (width, height) = decoder.dimensions().context("it says nothing of its size")?;
        check_size(width, height)?;
        // The luma of a photo is what its gray is; the few pictures in other colours, as for print, become RGB first.
        let is_photo = matches!(decoder.input_colorspace(), Some(ColorSpace::YCbCr | ColorSpace::Luma));
        let colours = if is_photo { ColorSpace::Luma } else { ColorSpace::RGB };
        decoder.set_options(options.jpeg_set_out_colorspace(colours));
        let data = decoder.decode()?;
        let (pixels, layout) = if is_photo { (data, Layout::Gray) } else { (opaque(&data), Layout::Rgba) };
        Ok(Self { pixels, width, height, layout })
    }
}

/// Before memory is asked for: a few bytes of a file can claim any size.
fn check_size(width: usize, height: usize) -> anyhow::Result<()> {
    let fits = width <= MAX_SIDE && height <= MAX_SIDE && width * height <= MAX_PIXELS;
    ensure!(fits, "{width} x {height} pixels are too many");
    Ok(())
}

fn opaque(rgb: &[u8]) -> Vec<u8> {
    let (pixels, _) = rgb.as_chunks();
    pixels.iter().flat_map(|&[red, green, blue]| [red, green, blue, u8::MAX]).collect()
}
