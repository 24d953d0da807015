// Compiled by Xcode only, and not run where this project is tested.
import AVFoundation
import DLakDemoLogic
import DLakDemoViews
import DLakWallet
import SwiftUI
import UIKit

/// What views may do with the phone, on a phone.
@MainActor
struct Phone {
  let camera: PhoneCamera
  private let pictures = PictureChooser()
  private let kept = KeptBrightness()

  init(camera: PhoneCamera) {
    self.camera = camera
  }

  var scanning: Scanning {
    let (camera, pictures) = (camera, pictures)
    return Scanning(
      preview: { AnyView(CameraPreview(session: camera.session)) },
      permission: {
        switch AVCaptureDevice.authorizationStatus(for: .video) {
        case .authorized: .allowed
        case .notDetermined: .canAsk
        default: .refused
        }
      },
      ask: { await AVCaptureDevice.requestAccess(for: .video) },
      choosePicture: { await pictures.choose(over: Self.screen) })
  }

  /// What is copied stays on this device, and goes after ten minutes.
  var clipboard: Clipboard {
    Clipboard(
      text: { UIPasteboard.general.string },
      clear: { UIPasteboard.general.items = [] },
      copy: { text in
        UIPasteboard.general.setItems(
          [["public.utf8-plain-text": text]],
          options: [.localOnly: true, .expirationDate: Date(timeIntervalSinceNow: 600)])
      })
  }

  var sharing: Sharing {
    Sharing(
      text: { Self.share([$0]) },
      picture: { words in
        let renderer = ImageRenderer(content: ReceiptPicture(words: words))
        renderer.scale = 3
        guard let picture = renderer.uiImage else { return false }
        return Self.share([picture])
      },
      code: { code in
        guard let picture = (try? QRSymbol(code))?.picture else { return false }
        return Self.share([picture])
      })
  }

  var brightness: Brightness {
    let kept = kept
    return Brightness(raise: { kept.raise() }, restore: { kept.restore() })
  }

  private static var screen: UIViewController? {
    let scenes = UIApplication.shared.connectedScenes.compactMap { $0 as? UIWindowScene }
    var screen = scenes.first { $0.activationState == .foregroundActive }?.keyWindow?.rootViewController
    while let above = screen?.presentedViewController { screen = above }
    return screen
  }

  private static func share(_ items: [Any]) -> Bool {
    guard let screen else { return false }
    screen.present(UIActivityViewController(activityItems: items, applicationActivities: nil), animated: true)
    return true
  }
}

/// The brightness that the owner had, while codes make it brighter.
@MainActor
private final class KeptBrightness {
  private var before: CGFloat = 0
  private var screens = 0

  func raise() {
    if screens == 0 { before = UIScreen.main.brightness }
    screens += 1
    UIScreen.main.brightness = 1
  }

  func restore() {
    guard screens > 0 else { return }
    screens -= 1
    if screens == 0 { UIScreen.main.brightness = before }
  }
}

extension QRSymbol {
  /// As a picture that can be printed.
  fileprivate var picture: UIImage? {
    (try? image(modulePixels: 16)).flatMap { $0 }.map { UIImage(cgImage: $0) }
  }
}
