// Compiled by Xcode only, and not run where this project is tested.
import CoreGraphics
import DLakDemoLogic
import PhotosUI
import UIKit

/// Lets the owner choose a photo. The system's own screen shows the photos: the app sees the chosen one only, and needs no permission.
@MainActor
final class PictureChooser: NSObject, PHPickerViewControllerDelegate {
  private var chosen: CheckedContinuation<NSItemProvider?, Never>?

  /// The photo in gray, in the sizes in which to look for codes; none when it can't be opened, nil when they chose none.
  func choose(over screen: UIViewController?) async -> [any CameraFrame & Sendable]? {
    guard let screen, chosen == nil else { return nil }
    var configuration = PHPickerConfiguration()
    configuration.filter = .images
    let picker = PHPickerViewController(configuration: configuration)
    picker.delegate = self
    // Only its own buttons end it: a swipe is told to nobody.
    picker.isModalInPresentation = true
    let provider = await withCheckedContinuation { continuation in
      chosen = continuation
      screen.present(picker, animated: true)
    }
    guard let provider else { return nil }
    guard let data = await data(of: provider), let picture = UIImage(data: data)?.cgImage else { return [] }
    // A large photo is read small first: its code mostly fills it.
    return [1280, 2400].compactMap { frame(of: picture, longest: $0) }
  }

  func picker(_ picker: PHPickerViewController, didFinishPicking results: [PHPickerResult]) {
    picker.dismiss(animated: true)
    chosen?.resume(returning: results.first?.itemProvider)
    chosen = nil
  }

  private func data(of provider: NSItemProvider) async -> Data? {
    await withCheckedContinuation { continuation in
      _ = provider.loadDataRepresentation(for: .image) { data, _ in continuation.resume(returning: data) }
    }
  }

  private func frame(of picture: CGImage, longest: Int) -> LumaFrame? {
    let scale = min(1, Double(longest) / Double(max(picture.width, picture.height)))
    let (width, height) = (Int(Double(picture.width) * scale), Int(Double(picture.height) * scale))
    guard width > 0, height > 0 else { return nil }
    var pixels = Data(count: width * height)
    let isDrawn = pixels.withUnsafeMutableBytes { bytes in
      let context = CGContext(
        data: bytes.baseAddress, width: width, height: height, bitsPerComponent: 8, bytesPerRow: width,
        space: CGColorSpaceCreateDeviceGray(), bitmapInfo: CGImageAlphaInfo.none.rawValue)
      context?.draw(picture, in: CGRect(x: 0, y: 0, width: width, height: height))
      return context != nil
    }
    return isDrawn ? LumaFrame(pixels, shape: FrameShape(width: width, height: height)) : nil
  }
}
