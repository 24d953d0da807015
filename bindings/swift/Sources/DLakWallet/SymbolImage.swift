// Not compiled where this package is tested: there is no Core Graphics on Linux.
#if canImport(CoreGraphics)
  import CoreGraphics
  import Foundation

  extension QRSymbol {
    /// A picture of it with its quiet zone, for the screen. `modulePixels` are a module's side, 1 to 64.
    public func image(modulePixels: Int) throws(WalletError) -> CGImage? {
      let (pixels, side) = try luma(modulePixels: modulePixels)
      guard let provider = CGDataProvider(data: pixels as CFData) else { return nil }
      return CGImage(
        width: side, height: side, bitsPerComponent: 8, bitsPerPixel: 8, bytesPerRow: side,
        space: CGColorSpaceCreateDeviceGray(), bitmapInfo: CGBitmapInfo(rawValue: CGImageAlphaInfo.none.rawValue),
        provider: provider, decode: nil, shouldInterpolate: false, intent: .defaultIntent)
    }
  }
#endif
