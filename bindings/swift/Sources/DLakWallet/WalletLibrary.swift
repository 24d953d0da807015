/// What an app's own tests want to know of the library below.
public enum WalletLibrary {
  /// Every code that a call can fail with, sorted: for a test that the app has words for each.
  public static func errorCodes() throws(WalletError) -> [ErrorCodeInfo] {
    try callNow { try errorCodeTable() }
  }

  /// Breaks something inside the library, on purpose: the call fails with ``ErrorCode/libraryFault``, and everything
  /// goes on working.
  public static func provokeFault() async throws {
    try await call { try await provokePanic() }
  }
}
