import DLakWallet

/// What is done now and then while nobody looks: payments whose answer was lost are settled, and the ledger is brought up to date.
/// The wallet stays locked: neither needs the PIN, and nothing new is ever paid here.
@MainActor
public struct BackgroundSync {
  private let session: Session

  public init(session: Session) {
    self.session = session
  }

  /// Says whether all went well. iOS decides when the next one is.
  public func run() async throws(CancellationError) -> Bool {
    let outcome = try await session.work { wallet in
      guard try await wallet.isRegistered() else { return }
      _ = try await wallet.resume()
      _ = try await wallet.sync()
    }
    return outcome?.problem == nil
  }
}
