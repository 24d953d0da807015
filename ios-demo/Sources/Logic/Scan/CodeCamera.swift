import DLakWallet
import Foundation

/// What looks for codes: the phone's camera, or what a test shows it.
@MainActor
public protocol CodeCamera: AnyObject {
  /// Its light.
  var light: Light { get }
  func setLight(isOn: Bool)
  /// Looks until its task is cancelled, or until it can't: then it says why. Each frame is given to `onFrame` on a queue of the
  /// camera's, one at a time, the newest only: what came while the last one was read is left out.
  func look(onFrame: @escaping @Sendable (any CameraFrame) -> Void) async -> CameraTrouble
}

public enum Light: Hashable, Sendable {
  case none
  case off
  case on
}

/// Why the camera does not look.
public enum CameraTrouble: Hashable, Sendable {
  /// This phone has none.
  case none
  /// Another app has it, or somebody switched all cameras off.
  case taken
  /// It does not work.
  case broken
  /// The owner said no, and only the system's settings can change that.
  case notAllowed
}

/// What the camera sees at one moment. Only good while it is being looked at.
public protocol CameraFrame {
  var shape: FrameShape { get }
  /// The codes in it. Takes some milliseconds.
  func scan() throws(WalletError) -> [ScannedCode]
}

/// A frame's size, and how it must be turned to stand upright on the screen.
public struct FrameShape: Hashable, Sendable {
  public let width: Int
  public let height: Int
  /// Degrees clockwise: 0, 90, 180 or 270.
  public let turn: Int

  public init(width: Int, height: Int, turn: Int = 0) {
    self.width = width
    self.height = height
    self.turn = turn
  }
}

/// A phone without a camera.
@MainActor
public final class NoCamera: CodeCamera {
  public init() {}

  public let light = Light.none
  public func setLight(isOn: Bool) {}
  public func look(onFrame: @escaping @Sendable (any CameraFrame) -> Void) async -> CameraTrouble { .none }
}

/// Pixels in gray that lie in memory: a picture's, or a test's.
public struct LumaFrame: CameraFrame, Sendable {
  public let shape: FrameShape
  private let frame: Frame

  public init(_ pixels: Data, shape: FrameShape) {
    self.shape = shape
    frame = Frame(pixels, format: .luma, width: shape.width, height: shape.height)
  }

  public func scan() throws(WalletError) -> [ScannedCode] { try frame.codes() }
}
