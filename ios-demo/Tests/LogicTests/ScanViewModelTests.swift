import DLakWallet
import Foundation
import TestSupport
import Testing

@testable import DLakDemoLogic

/// What the camera sees, frame by frame, with the library's own reading of codes.
@MainActor
struct ScanViewModelTests {
  /// A camera that is shown frames by the test.
  private final class ShownCamera: CodeCamera {
    var light = Light.none
    private var looks = 0
    private var onFrame: (@Sendable (any CameraFrame) -> Void)?

    func setLight(isOn: Bool) {}

    func look(onFrame: @escaping @Sendable (any CameraFrame) -> Void) async -> CameraTrouble {
      looks += 1
      let mine = looks
      self.onFrame = onFrame
      try? await Task.sleep(for: .seconds(3600))
      if mine == looks { self.onFrame = nil }
      return .broken
    }

    func see(_ text: String, times: Int = 2) async throws {
      try await until("the camera looks") { onFrame != nil }
      let (pixels, side) = try QRSymbol(text).luma(modulePixels: 4)
      for _ in 0..<times {
        onFrame?(LumaFrame(pixels, shape: FrameShape(width: side, height: side)))
        await settle()
      }
    }
  }

  @MainActor
  private final class Opened {
    var codes: [String] = []
  }

  private let camera = ShownCamera()
  private let clock = FakeClock()
  private let opened = Opened()

  private func screen() -> ScanViewModel {
    ScanViewModel(camera: camera, clock: clock) { [opened] in opened.codes.append($0) }
  }

  @Test func aCodeIsTakenWhenTwoFramesShowIt() async throws {
    let screen = screen()
    defer { screen.end() }
    screen.look()
    try await camera.see(Samples.dlakCode(), times: 1)
    #expect(opened.codes.isEmpty)
    try await camera.see(Samples.dlakCode(), times: 1)
    #expect(opened.codes == [Samples.dlakCode()])
  }

  @Test func whileOneIsOpenNothingElseIsTaken() async throws {
    let screen = screen()
    defer { screen.end() }
    screen.look()
    try await camera.see(Samples.dlakCode())
    try await camera.see(Samples.dlakCode("MEE KATI"), times: 5)
    #expect(opened.codes == [Samples.dlakCode()])
    // Back from it, another one is.
    screen.lookAway()
    screen.look()
    try await camera.see(Samples.dlakCode("MEE KATI"), times: 5)
    #expect(opened.codes.last == Samples.dlakCode("MEE KATI"))
  }
}
