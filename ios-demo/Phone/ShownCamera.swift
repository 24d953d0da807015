import DLakDemoLogic
import Foundation

/// A camera that sees the picture that it is shown, frame after frame, as gray pixels like a real one's luma plane.
@MainActor
final class ShownCamera: CodeCamera {
  private var shown: LumaFrame?

  let light = Light.none
  func setLight(isOn: Bool) {}

  /// Holds a picture in front of it.
  func show(_ picture: GrayPicture) {
    shown = LumaFrame(picture.luma, shape: FrameShape(width: picture.width, height: picture.height))
  }

  func look(onFrame: @escaping @Sendable (any CameraFrame) -> Void) async -> CameraTrouble {
    while !Task.isCancelled {
      if let shown { await Task.detached { onFrame(shown) }.value }
      try? await Task.sleep(for: .milliseconds(33))
    }
    return .none
  }
}
