import DLakDemoLogic
import DLakWallet
import SwiftUI

/// A QR code, dark on white also where all else is dark: cameras read it so.
struct QRCodeView: View {
  private let symbol: QRSymbol?
  private let spoken: Said

  /// `spoken` is what VoiceOver says of it.
  init(_ text: String, spoken: Said) {
    // A text that is too long for any symbol has none; the bank's codes are short.
    symbol = try? QRSymbol(text)
    self.spoken = spoken
  }

  var body: some View {
    Canvas { context, size in
      guard let symbol else { return }
      // Four light modules around it belong to the symbol: ISO/IEC 18004, 5.3.8.
      let module = min(size.width, size.height) / CGFloat(symbol.side + 8)
      var dark = Path()
      for y in 0..<symbol.side {
        for x in 0..<symbol.side where symbol.isDark(x: x, y: y) {
          dark.addRect(CGRect(x: CGFloat(x + 4) * module, y: CGFloat(y + 4) * module, width: module, height: module))
        }
      }
      context.fill(dark, with: .color(.black))
    }
    .aspectRatio(1, contentMode: .fit)
    .background(Color.white, in: .rect(cornerRadius: 16))
    .frame(maxWidth: 320)
    .frame(maxWidth: .infinity)
    .accessibilityElement()
    .spoken(spoken)
  }
}
