//! Camera frames to text, text to QR symbols. Knows nothing of payments.
//!
//! ```text
//!  camera, PNG, JPEG                                                   screen, printer, terminal
//!  luma | RGBA | NV21 --> Frame --> decode --> Code          text --> Symbol --> PNG | SVG | blocks
//!                        (checked)           (text, corners)        (checked)
//! ```
//!
//! [`Frame`] borrows pixels as a camera gives them and checks their dimensions once. [`decode()`] is the one door to
//! whatever reads the codes in it. [`Symbol`] is a text as modules, for a screen that draws them itself or as a file.
//!
//! ```
//! use qr_scan::{Frame, Level, Symbol, decode};
//!
//! let symbol = Symbol::new("ຮ້ານກາເຟ", Level::Medium)?;
//! let side = symbol.side_px(4);
//! let pixels = symbol.to_luma(4);
//!
//! let codes = decode(&Frame::luma(&pixels, side, side, side)?);
//! assert_eq!(codes[0].text, "ຮ້ານກາເຟ");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod bitmap;
mod decode;
mod frame;
mod luma;
mod symbol;

pub use decode::{Code, Point, decode};
pub use frame::{Frame, FrameError, MAX_PIXELS, MAX_SIDE};
pub use symbol::{Level, MAX_MODULE_PX, QUIET_ZONE, Symbol, SymbolError, Terminal};
