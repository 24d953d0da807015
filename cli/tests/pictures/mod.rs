//! Pictures made in code: PNG files of each colour type, and a JPEG file.

#![allow(dead_code)] // each test file uses its part

use qr_scan::Symbol;

/// A PNG file in which a gray pixel is written as `samples` of `colours`.
pub(crate) fn png(symbol: &Symbol, colours: png::ColorType, samples: impl Fn(u8) -> Vec<u8>) -> Vec<u8> {
    let side = symbol.side_px(4);
    let data: Vec<u8> = symbol.to_luma(4).into_iter().flat_map(samples).collect();
    let mut file = Vec::new();
    let side = u32::try_from(side).expect("small");
    let mut encoder = png::Encoder::new(&mut file, side, side);
    encoder.set_color(colours);
    if colours == png::ColorType::Indexed {
        encoder.set_palette(vec![20, 40, 90, 250, 245, 230]); // dark blue, cream
    }
    let mut writer = encoder.write_header().expect("a Vec takes all that is written");
    writer.write_image_data(&data).expect("the samples are as many as the header says");
    writer.finish().expect("a Vec takes all that is written");
    file
}

/// A gray baseline JPEG file (ITU-T T.81) of the symbol with 8 pixels a module: each block of the format is one module, of
/// one gray, so that nothing but the blocks' means has to be written.
pub(crate) fn jpeg(symbol: &Symbol) -> Vec<u8> {
    let side = symbol.side_px(8);
    let [high, low] = u16::try_from(side).expect("small").to_be_bytes();
    let mut file = vec![0xFF, 0xD8];
    let mut segment = |marker: u8, content: &[u8]| {
        let length = u16::try_from(content.len() + 2).expect("short");
        file.extend([0xFF, marker]);
        file.extend(length.to_be_bytes());
        file.extend(content);
    };
    let mut quantisation = vec![0];
    quantisation.extend([8; 64]); // a mean is eight times the gray
    segment(0xDB, &quantisation);
    segment(0xC0, &[8, high, low, high, low, 1, 1, 0x11, 0]);
    // Differences of means: their number of bits, 0 to 11, as codes of four bits.
    let mut means = vec![0x00, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    means.extend(0..12);
    segment(0xC4, &means);
    // The other coefficients: the code 0 for "none".
    segment(0xC4, &[0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    segment(0xDA, &[1, 1, 0x00, 0, 63, 0]);
    let mut bits = String::new();
    let mut before = 0;
    for row in symbol.to_luma(8).chunks(side).step_by(8) {
        for gray in row.iter().step_by(8) {
            let mean = i32::from(*gray) - 128;
            let difference = mean - before;
            before = mean;
            let length = usize::try_from(32 - difference.unsigned_abs().leading_zeros()).expect("small");
            // A negative number is written as the complement of its absolute value.
            let value = if difference < 0 { difference + (1 << length) - 1 } else { difference };
            bits.push_str(&format!("{length:04b}{value:0length$b}")[..4 + length]);
            bits.push('0');
        }
    }
    bits += &"1".repeat((8 - bits.len() % 8) % 8);
    for byte in bits.as_bytes().chunks(8) {
        let byte = byte.iter().fold(0, |byte: u8, bit| byte << 1 | (bit & 1));
        file.push(byte);
        if byte == 0xFF {
            file.push(0);
        }
    }
    file.extend([0xFF, 0xD9]);
    file
}
