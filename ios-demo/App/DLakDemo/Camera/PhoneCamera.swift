// Compiled by Xcode only, and not run where this project is tested: there is no camera on Linux.
import AVFoundation
import DLakDemoLogic
import DLakWallet
import Observation

/// The back camera. Frames are read on a queue of its own, the newest only, where they lie: their luma plane is handed to the library
/// without a copy.
@MainActor
@Observable
final class PhoneCamera: CodeCamera {
  private(set) var light = Light.none
  @ObservationIgnored let session = AVCaptureSession()
  @ObservationIgnored private let queue = DispatchQueue(label: "la.dlak.demo.camera", qos: .userInitiated)
  @ObservationIgnored private let reader = FrameReader()
  @ObservationIgnored private var device: AVCaptureDevice?
  /// How often anybody looked: the newest look has the camera.
  @ObservationIgnored private var looks = 0

  func setLight(isOn: Bool) {
    guard let device, device.hasTorch, (try? device.lockForConfiguration()) != nil else { return }
    device.torchMode = isOn ? .on : .off
    device.unlockForConfiguration()
    light = isOn ? .on : .off
  }

  func look(onFrame: @escaping @Sendable (any CameraFrame) -> Void) async -> CameraTrouble {
    guard AVCaptureDevice.authorizationStatus(for: .video) == .authorized else { return .notAllowed }
    if device == nil, let trouble = connect() { return trouble }
    looks += 1
    let mine = looks
    reader.onFrame = onFrame
    let running = Running(session)
    queue.async { running.start() }
    let trouble = await interruption()
    // Whoever looks again has the camera now.
    if mine == looks {
      reader.onFrame = nil
      queue.async { running.stop() }
    }
    return trouble
  }

  /// Nil: it is connected.
  private func connect() -> CameraTrouble? {
    guard let camera = AVCaptureDevice.default(.builtInWideAngleCamera, for: .video, position: .back) else {
      return CameraTrouble.none
    }
    guard let input = try? AVCaptureDeviceInput(device: camera) else { return .taken }
    let output = AVCaptureVideoDataOutput()
    // Its first plane is luma: see `Frame.codes(in:)`.
    output.videoSettings = [kCVPixelBufferPixelFormatTypeKey as String: kCVPixelFormatType_420YpCbCr8BiPlanarFullRange]
    output.alwaysDiscardsLateVideoFrames = true
    output.setSampleBufferDelegate(reader, queue: queue)
    session.beginConfiguration()
    defer { session.commitConfiguration() }
    // Enough for a code that fills a third of the view, and few enough to read in a moment.
    session.sessionPreset = .hd1280x720
    guard session.canAddInput(input), session.canAddOutput(output) else { return .broken }
    session.addInput(input)
    session.addOutput(output)
    device = camera
    light = camera.hasTorch ? .off : .none
    return nil
  }

  /// Waits until the task is cancelled, or iOS takes the camera away.
  private func interruption() async -> CameraTrouble {
    let center = NotificationCenter.default
    return await withTaskGroup(of: CameraTrouble?.self) { group in
      group.addTask {
        for await _ in center.notifications(named: AVCaptureSession.wasInterruptedNotification).map({ _ in () }) {
          return .taken
        }
        return nil
      }
      group.addTask {
        for await _ in center.notifications(named: AVCaptureSession.runtimeErrorNotification).map({ _ in () }) {
          return .broken
        }
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first ?? .broken
    }
  }
}

/// Starting and stopping takes its time: it is done on the camera's queue, where nothing else touches the session's running.
private struct Running: @unchecked Sendable {
  private let session: AVCaptureSession

  init(_ session: AVCaptureSession) {
    self.session = session
  }

  func start() { session.startRunning() }
  func stop() { session.stopRunning() }
}

/// Takes the frames on the camera's queue.
private final class FrameReader: NSObject, AVCaptureVideoDataOutputSampleBufferDelegate, @unchecked Sendable {
  private let lock = NSLock()
  private var handler: (@Sendable (any CameraFrame) -> Void)?

  var onFrame: (@Sendable (any CameraFrame) -> Void)? {
    get { lock.withLock { handler } }
    set { lock.withLock { handler = newValue } }
  }

  func captureOutput(
    _ output: AVCaptureOutput, didOutput sampleBuffer: CMSampleBuffer, from connection: AVCaptureConnection
  ) {
    guard let picture = CMSampleBufferGetImageBuffer(sampleBuffer) else { return }
    onFrame?(PixelFrame(picture))
  }
}

/// A camera's picture, where it lies.
private struct PixelFrame: CameraFrame {
  private let picture: CVPixelBuffer

  init(_ picture: CVPixelBuffer) {
    self.picture = picture
  }

  /// The sensor lies on its side in a phone that stands upright.
  var shape: FrameShape {
    FrameShape(width: CVPixelBufferGetWidth(picture), height: CVPixelBufferGetHeight(picture), turn: 90)
  }

  func scan() throws(WalletError) -> [ScannedCode] { try Frame.codes(in: picture) }
}
