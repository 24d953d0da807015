//! Codes: what the camera sees, what a text asks for, what a screen shows.

use std::time::SystemTime;

use qr_scan::{Frame, Level, Symbol};
use wallet_core::{CodeKind as CoreKind, PaymentCode as CoreCode, Wallet};

use crate::{AccountId, Amount, NativeError, RequestId, call::run_here, value::instant};

/// How the pixels of a frame lie in its buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum FrameFormat {
    /// One byte a pixel: the Y plane of a camera's YUV image is one.
    Luma,
    /// Android's NV21: a luma plane, then interleaved chroma of half the size.
    Nv21,
    /// Red, green, blue, alpha, one byte each.
    Rgba,
}

/// A point in a frame, in pixels from its top left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Point {
    /// To the right.
    pub x: i32,
    /// Down.
    pub y: i32,
}

/// What a code is, as far as its text says.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum CodeKind {
    /// A DLak code that keeps the rules: it can be prepared.
    Dlak,
    /// A payment code of another scheme.
    Foreign {
        /// The scheme's name.
        scheme: String,
        /// The country or currency that it is for.
        country: String,
    },
    /// A payment code that is damaged, or a DLak code against the rules.
    Broken {
        /// What is wrong with it, for people.
        why: String,
    },
    /// A link or a text.
    NotPayment,
}

impl From<CoreKind> for CodeKind {
    fn from(kind: CoreKind) -> Self {
        match kind {
            CoreKind::Dlak => Self::Dlak,
            CoreKind::Foreign { scheme, country } => Self::Foreign { scheme, country },
            CoreKind::Broken { why } => Self::Broken { why },
            // Also what a later version tells apart from texts.
            _ => Self::NotPayment,
        }
    }
}

/// A code in a camera frame.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ScannedCode {
    /// Its text: what `prepare` takes.
    pub text: String,
    /// Its four corners in the frame: top left, top right, bottom right and bottom left *of the symbol*.
    pub corners: Vec<Point>,
    /// What it is.
    pub kind: CodeKind,
}

/// The codes in a frame. `width` and `height` are in pixels, `stride` (from one row to the next) in bytes. The pixels are not
/// copied. Call it frame by frame from the camera's thread: it takes some milliseconds.
#[uniffi::export]
pub fn scan(
    pixels: &[u8],
    format: FrameFormat,
    width: u32,
    height: u32,
    stride: u32,
) -> Result<Vec<ScannedCode>, NativeError> {
    run_here(|| {
        let [width, height, stride] = [width, height, stride].map(|side| side as usize);
        let frame = match format {
            FrameFormat::Luma => Frame::luma(pixels, width, height, stride),
            FrameFormat::Nv21 => Frame::nv21(pixels, width, height, stride),
            FrameFormat::Rgba => Frame::rgba(pixels, width, height, stride),
        };
        let codes = Wallet::scan(&frame?).into_iter().map(|code| ScannedCode {
            text: code.text,
            corners: code.corners.iter().map(|corner| Point { x: corner.x, y: corner.y }).collect(),
            kind: code.kind.into(),
        });
        Ok(codes.collect())
    })
}

/// What a text is, as far as it says.
#[uniffi::export]
pub fn code_kind(text: String) -> Result<CodeKind, NativeError> {
    run_here(|| Ok(CoreKind::of(&text).into()))
}

/// What a DLak code asks for: sound, and no more than what is printed.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct PaymentCode {
    /// Who is paid.
    pub account: AccountId,
    /// The name in the code: only the payee's word.
    pub printed_name: Option<String>,
    /// How much; none leaves it to the payer.
    pub amount: Option<Amount>,
    /// The payment request that is answered.
    pub request: Option<RequestId>,
    /// From then on it is over, by the bank's clock.
    pub expires_at: Option<SystemTime>,
}

/// Reads the text of a DLak code, without asking anybody. Refuses what can't be paid, and says why.
#[uniffi::export]
pub fn read_code(text: String) -> Result<PaymentCode, NativeError> {
    run_here(|| {
        let code = CoreCode::read(&text)?;
        Ok(PaymentCode {
            account: code.account.into(),
            printed_name: code.printed_name,
            amount: code.amount.map(Into::into),
            request: code.request.map(Into::into),
            expires_at: code.expires_at.map(instant),
        })
    })
}

/// How much of a symbol may be lost (ISO/IEC 18004).
#[derive(Clone, Copy, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum CorrectionLevel {
    /// About 7 %.
    Low,
    /// About 15 %: what payment codes use.
    Medium,
    /// About 25 %.
    Quartile,
    /// About 30 %.
    High,
}

/// A QR symbol: a square of dark and light modules.
#[derive(uniffi::Object)]
pub struct NativeSymbol(Symbol);

/// The smallest symbol that holds `text`.
#[uniffi::export]
pub fn qr_symbol(text: String, level: CorrectionLevel) -> Result<NativeSymbol, NativeError> {
    run_here(|| {
        let level = match level {
            CorrectionLevel::Low => Level::Low,
            CorrectionLevel::Medium => Level::Medium,
            CorrectionLevel::Quartile => Level::Quartile,
            CorrectionLevel::High => Level::High,
        };
        Ok(NativeSymbol(Symbol::new(&text, level)?))
    })
}

#[uniffi::export]
impl NativeSymbol {
    /// Its modules row by row, without the quiet zone: 1 is dark, 0 is light. A side has the square root of as many.
    pub fn modules(&self) -> Result<Vec<u8>, NativeError> {
        run_here(|| {
            let side = self.0.modules();
            let module = |index: usize| u8::from(self.0.is_dark(index % side, index / side));
            Ok((0..side * side).map(module).collect())
        })
    }

    /// Gray pixels row by row, with the quiet zone: a square. `module_px` pixels are a module's side, 1 to 64.
    pub fn luma(&self, module_px: u32) -> Result<Vec<u8>, NativeError> {
        run_here(|| Ok(self.0.to_luma(module_px as usize)))
    }

    /// An SVG file, with the quiet zone.
    pub fn svg(&self) -> Result<String, NativeError> {
        run_here(|| Ok(self.0.to_svg()))
    }
}
