import DLakWallet

/// A place on the screen, in points of the view from its top left corner.
public struct Spot: Hashable, Sendable {
  public let x: Double
  public let y: Double
}

/// How a camera's frame fills a view: turned upright, as large as it must be to leave nothing empty, its middle in the view's
/// middle; what is too much is cut off.
public struct FrameFit: Hashable, Sendable {
  private let frame: FrameShape
  private let viewWidth: Double
  private let viewHeight: Double

  public init(_ frame: FrameShape, viewWidth: Double, viewHeight: Double) {
    self.frame = frame
    self.viewWidth = viewWidth
    self.viewHeight = viewHeight
  }

  private var isOnItsSide: Bool { frame.turn % 180 != 0 }
  private var uprightWidth: Double { Double(isOnItsSide ? frame.height : frame.width) }
  private var uprightHeight: Double { Double(isOnItsSide ? frame.width : frame.height) }
  private var scale: Double { max(viewWidth / uprightWidth, viewHeight / uprightHeight) }

  /// Where a point of the frame is seen.
  public func spot(_ point: Point) -> Spot {
    let (width, height) = (frame.width, frame.height)
    let (px, py) = (Int(point.x), Int(point.y))
    let (x, y) =
      switch frame.turn {
      case 90: (height - py, px)
      case 180: (width - px, height - py)
      case 270: (py, width - px)
      default: (px, py)
      }
    return Spot(
      x: Double(x) * scale - (uprightWidth * scale - viewWidth) / 2,
      y: Double(y) * scale - (uprightHeight * scale - viewHeight) / 2)
  }
}
