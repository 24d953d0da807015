import Foundation

/// Where a wallet lives, which bank it talks to, and what keeps its secrets.
public struct WalletConfiguration: Sendable {
  /// The folder of the wallet's file: private to the app, and in no backup. Made when the wallet is.
  ///
  /// Not in the container of an app group: the file is locked while the wallet is open, and iOS ends apps that it
  /// suspends with a locked file there.
  public var folder: URL
  /// The bank's address: `https://…`, or plain http to this very machine.
  public var bank: URL
  /// What keeps the secrets of this device.
  public var keystore: any Keystore
  /// The PEM certificates of the authorities that may speak for the bank; needed for https.
  public var certificates: [Data]
  /// How long the keystore may take, with the person who must unlock the phone for it.
  public var keystoreTimeout: Duration

  /// A wallet in `folder`, at the bank with this address.
  public init(
    folder: URL,
    bank: URL,
    keystore: any Keystore,
    certificates: [Data] = [],
    keystoreTimeout: Duration = .seconds(60)
  ) {
    self.folder = folder
    self.bank = bank
    self.keystore = keystore
    self.certificates = certificates
    self.keystoreTimeout = keystoreTimeout
  }

  var native: NativeWalletConfig {
    get throws(WalletError) {
      guard folder.isFileURL else {
        throw WalletError(.badArgument, "the folder of the wallet is no file URL")
      }
      return NativeWalletConfig(
        folder: folder.path(percentEncoded: false),
        bankUrl: bank.absoluteString,
        certificates: certificates,
        keystoreTimeout: try keystoreTimeout.seconds("the keystore's timeout"))
    }
  }
}
