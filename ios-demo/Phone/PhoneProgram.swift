import DLakDemoLogic
import DLakDemoViews
import DLakWallet
import Foundation
import SwiftUI

/// A phone for the journeys of both apps (`app-spec/journeys`): the app's models and views over the real library, told by lines of
/// input what its owner does. A process of its own, which can be killed like one.
@main
struct PhoneProgram {
  @MainActor
  static func main() async {
    let phone = ProcessInfo.processInfo.environment
    guard let disk = phone["DLAK_PHONE_DISK"], let bank = phone["DLAK_PHONE_BANK"].flatMap(URL.init(string:)),
      let language = phone["DLAK_PHONE_LANGUAGE"].flatMap(Language.init(rawValue:))
    else {
      say("failed: DLAK_PHONE_DISK, DLAK_PHONE_BANK and DLAK_PHONE_LANGUAGE say whose phone it is")
      return
    }
    let camera = ShownCamera()
    let app = AppModel(parts(disk: URL(filePath: disk, directoryHint: .isDirectory), bank, language, camera))
    let owner = Owner(app: app, camera: camera)
    app.start()
    app.session.willEnterForeground()
    // As a screen is drawn: what has appeared begins its work, also while nobody is told anything.
    let screen = Task {
      while !Task.isCancelled {
        owner.glance()
        try? await Task.sleep(for: .milliseconds(30))
      }
    }
    say("ready")
    for await line in lines() {
      let words = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      do {
        say("ok \(try await owner.does(words[0], Array(words.dropFirst())))")
      } catch {
        // One line: what is on the screen says more than where the phone was.
        say("failed \(words[0]): \(error) | on the screen: \(owner.screen)".replacing("\n", with: " "))
      }
    }
    screen.cancel()
  }

  /// The app's parts on this phone: the real library and its files; a camera that is shown pictures.
  @MainActor
  private static func parts(disk: URL, _ bank: URL, _ language: Language, _ camera: ShownCamera) -> Parts {
    let configuration = WalletConfiguration(
      folder: disk.appending(path: "wallet", directoryHint: .isDirectory),
      bank: bank,
      keystore: FileKeystore(folder: disk.appending(path: "keys", directoryHint: .isDirectory)))
    return Parts(
      wallets: RealWallets(configuration, deviceName: "phone"),
      settings: .file(disk.appending(path: "settings.json"), first: Settings(language: language)),
      camera: camera,
      phoneLanguages: [language.tag],
      kept: .file(disk.appending(path: "place.json")))
  }

  /// What begins so is said to the journey's runner.
  private static func say(_ text: String) {
    FileHandle.standardOutput.write(Data("phone> \(text)\n".utf8))
  }

  /// What is told, line by line, until nobody tells anything any more. Read beside the app, which goes on meanwhile.
  private static func lines() -> AsyncStream<String> {
    AsyncStream { continuation in
      Thread.detachNewThread {
        while let line = readLine() { continuation.yield(line) }
        continuation.finish()
      }
    }
  }
}
