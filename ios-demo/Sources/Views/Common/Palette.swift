import SwiftUI

/// The blue of the flag, the yellow heart of a champa flower, green for what went well, and the red of the flag for what went wrong.
struct Palette: Sendable {
  let primary: Color
  let onPrimary: Color
  let primaryGround: Color
  let onPrimaryGround: Color
  let accent: Color
  let accentGround: Color
  let onAccentGround: Color
  let goodGround: Color
  let onGoodGround: Color
  let good: Color
  let bad: Color
  let badGround: Color
  let onBadGround: Color
  let ground: Color
  let card: Color
  let line: Color
  let quiet: Color

  static let light = Palette(
    primary: Color(hex: 0x1F3A8A), onPrimary: Color(hex: 0xFFFFFF), primaryGround: Color(hex: 0xDDE3FB),
    onPrimaryGround: Color(hex: 0x0C1B4D), accent: Color(hex: 0x8A5A00), accentGround: Color(hex: 0xFFE6B3),
    onAccentGround: Color(hex: 0x3A2600), goodGround: Color(hex: 0xC9F2DB), onGoodGround: Color(hex: 0x00311C),
    good: Color(hex: 0x0B6B43), bad: Color(hex: 0xB3261E), badGround: Color(hex: 0xF9DEDC),
    onBadGround: Color(hex: 0x410E0B), ground: Color(hex: 0xF8F9FD), card: Color(hex: 0xFFFFFF),
    line: Color(hex: 0xCBD0E0), quiet: Color(hex: 0x4A5068))

  static let dark = Palette(
    primary: Color(hex: 0xB7C4FF), onPrimary: Color(hex: 0x0E2161), primaryGround: Color(hex: 0x2A4397),
    onPrimaryGround: Color(hex: 0xDDE3FB), accent: Color(hex: 0xF5C15C), accentGround: Color(hex: 0x5E4100),
    onAccentGround: Color(hex: 0xFFE6B3), goodGround: Color(hex: 0x005231), onGoodGround: Color(hex: 0xC9F2DB),
    good: Color(hex: 0x7FD9A8), bad: Color(hex: 0xFFB4AB), badGround: Color(hex: 0x8C1D18),
    onBadGround: Color(hex: 0xF9DEDC), ground: Color(hex: 0x10131F), card: Color(hex: 0x1D2131),
    line: Color(hex: 0x3E445A), quiet: Color(hex: 0xBEC4DA))
}

extension Color {
  /// As it is written in HTML: `0xRRGGBB`.
  nonisolated init(hex: UInt32) {
    self.init(
      red: Double((hex >> 16) & 0xFF) / 255, green: Double((hex >> 8) & 0xFF) / 255, blue: Double(hex & 0xFF) / 255)
  }
}
