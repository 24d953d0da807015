import Foundation

/// A wallet. Every call may be made from any task or thread, many at once.
///
/// ```text
/// create, restore, open --> locked <-- unlock, lock --> unlocked: may pay
///                              \________ close ________/
/// ```
///
/// Cancelling a task stops the call that it waits for, which throws `CancellationError`. What the call has begun is in
/// the wallet's file, and goes on with ``follow()`` or ``resume()``: money is neither lost nor paid twice.
///
/// A wallet that is not used any more is freed, like any object. Who wants to open its folder again waits for
/// ``close()``.
public final class Wallet: Sendable {
  let native: NativeWallet

  private init(_ native: NativeWallet) {
    self.native = native
  }

  /// Makes a new wallet: unlocked, and not known to the bank before ``register(enrolmentCode:)``.
  ///
  /// - Parameters:
  ///   - pin: 6 to 12 digits; see ``checkNewPIN(_:)``.
  ///   - deviceName: what the owner calls this device.
  ///   - trust: how the bank is believed. Without it the bank's word is taken for its keys, once.
  /// - Returns: the wallet, and the words for its owner to write down.
  public static func create(
    _ configuration: WalletConfiguration,
    pin: String,
    deviceName: String,
    trust: BankTrust? = nil
  ) async throws -> (wallet: Wallet, words: RecoveryWords) {
    let keystore = KeystoreAdapter(configuration.keystore)
    let created = try await call {
      try await createWallet(
        config: try configuration.native, keystore: keystore, pin: pin, deviceName: deviceName, trust: trust)
    }
    return (Wallet(created.wallet), RecoveryWords(list: created.words))
  }

  /// Restores a wallet from its words, as a new device of it: unlocked. The history comes with the next ``sync()``.
  public static func restore(
    _ configuration: WalletConfiguration,
    words: RecoveryWords,
    pin: String,
    deviceName: String,
    trust: BankTrust? = nil
  ) async throws -> Wallet {
    let keystore = KeystoreAdapter(configuration.keystore)
    return Wallet(
      try await call {
        try await restoreWallet(
          config: try configuration.native, keystore: keystore, words: words.phrase, pin: pin,
          deviceName: deviceName, trust: trust)
      })
  }

  /// Opens the wallet that is there: locked.
  public static func open(_ configuration: WalletConfiguration) async throws -> Wallet {
    let keystore = KeystoreAdapter(configuration.keystore)
    return Wallet(
      try await call { try await openWallet(config: try configuration.native, keystore: keystore) })
  }

  /// Closes the wallet: calls under way end with ``ErrorCode/closed``, later ones too. When this returns the folder can
  /// be opened again. Also in a task that was cancelled.
  public func close() async {
    let native = native
    // A task of its own is not cancelled with the caller's. Closing only fails where the system gives no threads, and
    // then the wallet is closed all the same.
    await Task { try? await native.stopAndWait() }.value
  }

  /// Checks a PIN that its owner wants to have, before anything is made with it.
  public static func checkNewPIN(_ pin: String) throws(WalletError) {
    try callNow { try checkNewPin(pin: pin) }
  }

  // MARK: - Lock

  /// May the wallet not pay?
  public var isLocked: Bool {
    get throws(WalletError) { try callNow { try native.isLocked() } }
  }

  /// Lets the spending key go. What is on its way goes on: it is signed.
  public func lock() throws(WalletError) {
    try callNow { try native.lock() }
  }

  /// Opens the spending key. Wrong PINs (``ErrorCode/wrongPin``) cost growing waits
  /// (``ErrorCode/tooManyWrongPins``, with ``WalletError/retryAt``).
  public func unlock(pin: String) async throws {
    try await call { try await native.unlock(pin: pin) }
  }

  /// Sets another PIN.
  public func changePIN(from old: String, to new: String) async throws {
    try await call { try await native.changePin(old: old, new: new) }
  }

  /// The 24 words, for the owner to write down again.
  public func words(pin: String) async throws -> RecoveryWords {
    RecoveryWords(list: try await call { try await native.words(pin: pin) })
  }

  // MARK: - Money

  /// What the wallet holds, from the store.
  public func balance() async throws -> Balance {
    try await call { try await native.balance() }
  }

  /// Takes in what is new in the account.
  @discardableResult
  public func sync() async throws -> SyncReport {
    try await call { try await native.sync() }
  }

  /// Resumes what is unfinished, then follows the bank: for the app's own task, while it is in front.
  ///
  /// Does not return: it throws `CancellationError` when the task is cancelled, and ``ErrorCode/closed`` when the
  /// wallet is closed. A bank that is away is waited for.
  public func follow() async throws {
    try await call { try await native.run() }
  }

  /// Goes on with the payments and top-ups whose end is not known; gives the payments.
  @discardableResult
  public func resume() async throws -> [Payment] {
    try await call { try await native.resume() }
  }

  /// What did not verify, the oldest first; empty when all is well.
  public func divergences() async throws -> [Divergence] {
    try await call { try await native.divergences() }
  }

  /// A limit as it crosses the border: the library has its own, far below.
  func count(_ limit: Int) -> UInt32 {
    UInt32(clamping: limit)
  }
}
