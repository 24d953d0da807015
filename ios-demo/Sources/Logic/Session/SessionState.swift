import DLakWallet

/// Where the app stands with its wallet.
///
/// ```text
/// opening --> noWallet --> open(isLocked: false, profile: nil) --> registered
///         --> open(isLocked: true) <--> open(isLocked: false)
///         --> failed
/// ```
public enum SessionState: Sendable {
  case opening
  /// Nothing is here yet: onboarding begins.
  case noWallet
  /// The wallet's file can't be used.
  case failed(Problem)
  case open(OpenWallet)

  /// The open wallet, if there is one.
  public var wallet: (any WalletPort)? { open?.wallet }

  /// What is known of the open wallet, if there is one.
  public var open: OpenWallet? {
    if case .open(let open) = self { open } else { nil }
  }
}

/// A wallet that is open, and what is known of it.
public struct OpenWallet: Sendable {
  public let wallet: any WalletPort
  public var isLocked: Bool
  /// Does the bank know the wallet?
  public var isRegistered: Bool
  /// The account as the bank described it last.
  public var profile: Profile?

  public init(wallet: any WalletPort, isLocked: Bool, isRegistered: Bool, profile: Profile?) {
    self.wallet = wallet
    self.isLocked = isLocked
    self.isRegistered = isRegistered
    self.profile = profile
  }
}

extension OpenWallet: Equatable {
  public static func == (one: OpenWallet, other: OpenWallet) -> Bool {
    one.wallet === other.wallet && one.isLocked == other.isLocked && one.isRegistered == other.isRegistered
      && one.profile == other.profile
  }
}

extension SessionState: Equatable {}
