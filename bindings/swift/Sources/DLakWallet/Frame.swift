import Foundation

/// A camera's frame. Its pixels are not copied, neither here nor on their way to the library.
public struct Frame: Sendable {
  /// The pixels, row by row.
  public let pixels: Data
  /// How they lie in ``pixels``.
  public let format: FrameFormat
  /// Pixels in a row.
  public let width: Int
  /// Rows.
  public let height: Int
  /// Bytes from one row to the next.
  public let stride: Int

  /// Pixels that lie in a `Data`. Without `stride` the rows follow each other without a gap.
  public init(_ pixels: Data, format: FrameFormat = .luma, width: Int, height: Int, stride: Int? = nil) {
    self.pixels = pixels
    self.format = format
    self.width = width
    self.height = height
    self.stride = stride ?? (format == .rgba ? width.multipliedReportingOverflow(by: 4).partialValue : width)
  }

  /// The codes in it: some milliseconds of work, for the camera's own queue. ``ErrorCode/badFrame`` when the pixels do
  /// not fill the frame that they should.
  public func codes() throws(WalletError) -> [ScannedCode] {
    guard let width = UInt32(exactly: width), let height = UInt32(exactly: height),
      let stride = UInt32(exactly: stride), pixels.count <= Int32.max
    else {
      throw WalletError(
        .badFrame, "a frame can't be \(width) x \(height), \(stride) bytes a row, with \(pixels.count) bytes")
    }
    return try callNow {
      try scan(pixels: pixels, format: format, width: width, height: height, stride: stride)
    }
  }

  /// The codes in pixels that belong to somebody else, like a camera: they are only looked at during the call.
  public static func codes(
    in pixels: UnsafeRawBufferPointer, format: FrameFormat = .luma, width: Int, height: Int, stride: Int? = nil
  ) throws(WalletError) -> [ScannedCode] {
    let data: Data
    if let start = pixels.baseAddress {
      // Nobody writes: `Data` wants a pointer that could.
      let bytes = UnsafeMutableRawPointer(mutating: start)
      data = Data(bytesNoCopy: bytes, count: pixels.count, deallocator: .none)
    } else {
      data = Data()
    }
    return try Frame(data, format: format, width: width, height: height, stride: stride).codes()
  }
}
