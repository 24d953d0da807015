// Not compiled where this package is tested: there is no CoreVideo on Linux.
#if canImport(CoreVideo)
  import CoreVideo

  extension Frame {
    /// The codes in a camera's picture: 420v or 420f, whose first plane is luma, or one plane of gray. Its pixels are
    /// not copied.
    public static func codes(in picture: CVPixelBuffer) throws(WalletError) -> [ScannedCode] {
      switch CVPixelBufferGetPixelFormatType(picture) {
      case kCVPixelFormatType_420YpCbCr8BiPlanarVideoRange, kCVPixelFormatType_420YpCbCr8BiPlanarFullRange,
        kCVPixelFormatType_OneComponent8:
        break
      default:
        throw WalletError(.badFrame, "ask the camera for a format with a luma plane: 420v or 420f")
      }
      guard CVPixelBufferLockBaseAddress(picture, .readOnly) == kCVReturnSuccess else {
        throw WalletError(.badFrame, "the picture can't be read")
      }
      defer { CVPixelBufferUnlockBaseAddress(picture, .readOnly) }
      let isPlanar = CVPixelBufferIsPlanar(picture)
      let start = isPlanar ? CVPixelBufferGetBaseAddressOfPlane(picture, 0) : CVPixelBufferGetBaseAddress(picture)
      let width = isPlanar ? CVPixelBufferGetWidthOfPlane(picture, 0) : CVPixelBufferGetWidth(picture)
      let height = isPlanar ? CVPixelBufferGetHeightOfPlane(picture, 0) : CVPixelBufferGetHeight(picture)
      let stride =
        isPlanar ? CVPixelBufferGetBytesPerRowOfPlane(picture, 0) : CVPixelBufferGetBytesPerRow(picture)
      // CoreVideo does not say how many bytes a plane has: rows of `stride` bytes, the last one as wide as it is.
      let count = height > 0 ? (height - 1) * stride + width : 0
      return try codes(
        in: UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count),
        width: width, height: height, stride: stride)
    }
  }
#endif
