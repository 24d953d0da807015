//! Photos of others, read in place from `DLAK_CORPORA`, or `../shared/corpora` beside the workspace. They are not part of
//! this repository; without them the run says that it was skipped.

use std::{
    env, fs,
    io::{self, Cursor, Write as _},
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::{Duration, Instant},
};

use qr_scan::{Frame, decode};

struct Photo {
    path: PathBuf,
    /// None in a photo without any code.
    texts: Vec<String>,
}

/// None if the corpus is not there.
fn photos() -> Option<Vec<Photo>> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora");
    let folder = env::var_os("DLAK_CORPORA").map_or_else(beside, PathBuf::from).join("qr-photos");
    let manifest = folder.join("manifest.jsonl");
    let Ok(lines) = fs::read_to_string(&manifest) else {
        // Not `eprintln!`, which the test runner hides for tests that pass.
        let line = format!("SKIPPED qr-photos: no {} (set DLAK_CORPORA to its folder)\n", manifest.display());
        io::stderr().write_all(line.as_bytes()).expect("standard error is open");
        return None;
    };
    let photo = |line: &str| {
        let entry: serde_json::Value = serde_json::from_str(line).expect("each line is JSON");
        let path = folder.join(entry["path"].as_str().expect("each photo has a path"));
        let count = entry["texts"].as_u64().expect("each photo says how many texts it has");
        let text = |number: u64| {
            let extension = if number == 1 { "txt".into() } else { format!("{number}.txt") };
            fs::read_to_string(path.with_extension(extension)).expect("each text is there, in UTF-8")
        };
        Photo { texts: (1..=count).map(text).collect(), path }
    };
    Some(lines.lines().map(photo).collect())
}

struct Gray {
    pixels: Vec<u8>,
    width: usize,
    height: usize,
}

fn load(path: &Path) -> Gray {
    let file = fs::read(path).expect("the photo is there");
    if path.extension().is_some_and(|extension| extension == "png") {
        load_png(file)
    } else {
        load_jpeg(file)
    }
}

fn load_jpeg(file: Vec<u8>) -> Gray {
    use zune_jpeg::zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions};
    let options = DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::Luma);
    let mut decoder = zune_jpeg::JpegDecoder::new_with_options(ZCursor::new(file), options);
    let pixels = decoder.decode().expect("the photo is a sound JPEG");
    let (width, height) = decoder.dimensions().expect("it has been decoded");
    Gray { pixels, width, height }
}

fn load_png(file: Vec<u8>) -> Gray {
    let mut decoder = png::Decoder::new(Cursor::new(file));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().expect("the photo is a sound PNG");
    let mut data = vec![0; reader.output_buffer_size().expect("it fits memory")];
    let info = reader.next_frame(&mut data).expect("the photo is a sound PNG");
    let gray = |pixel: &[u8]| match *pixel {
        [gray] | [gray, _] => gray,
        [red, green, blue] | [red, green, blue, _] => {
            let sum = 77 * u32::from(red) + 150 * u32::from(green) + 29 * u32::from(blue);
            u8::try_from(sum >> 8).expect("the weights add up to 256")
        }
        _ => unreachable!("a pixel has one to four samples"),
    };
    Gray {
        pixels: data[..info.buffer_size()].chunks(info.color_type.samples()).map(gray).collect(),
        width: usize::try_from(info.width).expect("small"),
        height: usize::try_from(info.height).expect("small"),
    }
}

#[derive(Default)]
struct Tally {
    with_code: usize,
    decoded: usize,
    wrong: Vec<String>,
    times: Vec<Duration>,
}

/// What [`decode`] finds in one photo: a text that the photo does not hold is worse than none.
fn look(photo: &Photo, tally: &mut Tally) {
    let gray = load(&photo.path);
    let frame = Frame::luma(&gray.pixels, gray.width, gray.height, gray.width).expect("a photo has pixels");
    let start = Instant::now();
    let codes = decode(&frame);
    tally.times.push(start.elapsed());
    let is_right = |text: &String| {
        photo.texts.contains(text)
            || UNLABELLED
                .iter()
                .any(|(name, texts)| photo.path.ends_with(name) && texts.contains(&text.as_str()))
    };
    tally.with_code += usize::from(!photo.texts.is_empty());
    tally.decoded += usize::from(codes.iter().any(|code| is_right(&code.text)));
    for code in codes.iter().filter(|code| !is_right(&code.text)) {
        tally.wrong.push(format!("{}: {:?}", photo.path.display(), code.text));
    }
}

#[test]
fn most_photos_are_read_and_no_text_is_made_up() {
    let Some(photos) = photos() else { return };
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut tally = Tally::default();
        while let Some(photo) = photos.get(next.fetch_add(1, Ordering::Relaxed)) {
            look(photo, &mut tally);
        }
        tally
    };
    let mut all = Tally::default();
    thread::scope(|scope| {
        let workers: Vec<_> = (0..thread::available_parallelism().map_or(1, usize::from))
            .map(|_| scope.spawn(worker))
            .collect();
        for worker in workers {
            let tally = worker.join().expect("no photo makes the decoder panic");
            all.with_code += tally.with_code;
            all.decoded += tally.decoded;
            all.wrong.extend(tally.wrong);
            all.times.extend(tally.times);
        }
    });
    all.times.sort();
    let at = |percent: usize| all.times[(all.times.len() - 1) * percent / 100];
    println!(
        "{} of {} decoded, median {:?}, 95th percentile {:?}",
        all.decoded,
        all.with_code,
        at(50),
        at(95)
    );
    assert_eq!(all.wrong, Vec::<String>::new());
    assert!(all.decoded >= FLOOR, "{} of {} decoded, it was {FLOOR}", all.decoded, all.with_code);
}

/// What was reached when this was last changed. It only goes up. Some ten of the others are old Japanese codes that are
/// read, but hold no UTF-8.
const FLOOR: usize = 169;

/// Codes that can be seen in a photo although its label does not name them.
const UNLABELLED: [(&str, &[&str]); 1] =
    [("boofcv/brightness/image010.jpg", &["Version 1 QR", "Version 2 QR Code Test Image"])];
