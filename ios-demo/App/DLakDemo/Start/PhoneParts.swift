// Compiled by Xcode only, and not run where this project is tested.
import DLakDemoLogic
import DLakWallet
import Foundation
import UIKit

extension Parts {
  /// The app's parts on a phone.
  @MainActor
  static func phone(camera: any CodeCamera) -> Parts {
    let folder = Places.folder()
    let settings = SettingsStore.file(folder.appending(path: "settings.json"))
    let bank = Bank.fromInfo()
    let configuration = WalletConfiguration(
      folder: folder.appending(path: "wallet", directoryHint: .isDirectory),
      bank: bank.url,
      keystore: SecureEnclaveKeystore(service: "la.dlak.demo.wallet"),
      certificates: bank.certificates)
    return Parts(
      wallets: RealWallets(configuration, deviceName: UIDevice.current.model, trust: bank.trust),
      settings: settings,
      biometrics: BiometricVault(service: "la.dlak.demo.pin") {
        $0.text(in: settings.settings.language ?? .preferred(of: Locale.preferredLanguages))
      },
      camera: camera,
      kept: .file(folder.appending(path: "place.json")))
  }
}

/// Where the app keeps its files.
private enum Places {
  /// A folder of its own: in no backup, since its wallet comes back from the words; and locked by iOS until the phone was unlocked
  /// once, since payments end in the background.
  static func folder() -> URL {
    var folder = URL.applicationSupportDirectory.appending(path: "DLak", directoryHint: .isDirectory)
    // A failure shows when the wallet is opened: it says that the disk refuses.
    try? FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true,
      attributes: [.protectionKey: FileProtectionType.completeUntilFirstUserAuthentication])
    var values = URLResourceValues()
    values.isExcludedFromBackup = true
    try? folder.setResourceValues(values)
    return folder
  }
}

/// The bank that this build is for: from `DLakBank` in Info.plist.
private struct Bank {
  let url: URL
  /// Authorities that may speak for the bank; none: those of the phone.
  let certificates: [Data]
  /// The bank's keys. Without them its own word is taken for them, once: for trying out only.
  let trust: BankTrust?

  static func fromInfo() -> Bank {
    let info = Bundle.main.object(forInfoDictionaryKey: "DLakBank") as? [String: String] ?? [:]
    let url = info["url"].flatMap(URL.init(string:))
    let certificates = Bundle.main.urls(forResourcesWithExtension: "der", subdirectory: nil) ?? []
    var trust: BankTrust?
    if let network = info["network"], let receipts = info["receiptKey"], let log = info["logKey"], !receipts.isEmpty {
      trust = BankTrust(network: network, receiptKey: receipts, logKey: log)
    }
    return Bank(
      // Without an address there is no bank: the app says that it can't be reached.
      url: url ?? URL(filePath: "/"),
      certificates: certificates.compactMap { try? Data(contentsOf: $0) },
      trust: trust)
  }
}
