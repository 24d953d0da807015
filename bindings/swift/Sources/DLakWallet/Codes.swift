import Foundation

extension CodeKind {
  /// What a text is, as far as it says.
  public init(of text: String) throws(WalletError) {
    self = try callNow { try codeKind(text: text) }
  }
}

extension PaymentCode {
  /// Reads the text of a DLak code, without asking anybody. Refuses what can't be paid, and says why.
  public static func read(_ text: String) throws(WalletError) -> PaymentCode {
    try callNow { try readCode(text: text) }
  }
}

/// A QR symbol: a square of dark and light modules.
public struct QRSymbol: Sendable {
  private let native: NativeSymbol
  private let modules: Data

  /// Light modules around the symbol, without which it is not found.
  static let quietZone = 4

  /// How many modules a side has, without the quiet zone.
  public let side: Int

  /// The smallest symbol that holds `text`; ``ErrorCode/textTooLong`` when there is none.
  public init(_ text: String, correction: CorrectionLevel = .medium) throws(WalletError) {
    native = try callNow { try qrSymbol(text: text, level: correction) }
    let native = native
    modules = try callNow { try native.modules() }
    side = modules.count.squareRoot
  }

  /// Is the module in column `x` and row `y` dark? Outside of the symbol nothing is.
  public func isDark(x: Int, y: Int) -> Bool {
    guard (0..<side).contains(x), (0..<side).contains(y) else { return false }
    return modules[modules.startIndex + y * side + x] == 1
  }

  /// Gray pixels row by row, with the quiet zone: a square of `side` pixels, for the screen or a `Frame`.
  ///
  /// `modulePixels` are a module's side, 1 to 64.
  public func luma(modulePixels: Int) throws(WalletError) -> (pixels: Data, side: Int) {
    let modulePixels = min(max(modulePixels, 1), 64)
    let pixels = try callNow { try native.luma(modulePx: UInt32(modulePixels)) }
    return (pixels, (side + 2 * Self.quietZone) * modulePixels)
  }

  /// An SVG file, with the quiet zone: for print.
  public func svg() throws(WalletError) -> String {
    try callNow { try native.svg() }
  }
}

extension Int {
  /// The side of a square of as many modules; symbols have at most 177.
  fileprivate var squareRoot: Int {
    (0...177).first { $0 * $0 >= self } ?? 0
  }
}
