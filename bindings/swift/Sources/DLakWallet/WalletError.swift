import Foundation

/// Why a call failed.
///
/// ```swift
/// do {
///   try await wallet.unlock(pin: pin)
/// } catch let error as WalletError where error.code == .wrongPin {
///   shake()
/// }
/// ```
///
/// A call that was cancelled throws `CancellationError` instead, like all of Swift.
public struct WalletError: Error, Hashable, Sendable {
  /// What went wrong: apps decide by it, and translate it.
  public let code: ErrorCode
  /// What happened and what to do, in English, for the log. Holds nothing of the owner.
  public let message: String
  /// May the same call succeed when it is made again, with nothing else changed?
  public let isRetryable: Bool
  /// The values that a sentence in the owner's language needs, by name. Below they have types.
  public let details: [String: String]

  /// What a wallet throws. Public for what stands in for a wallet in an app's tests.
  public init(
    _ code: ErrorCode, _ message: String, isRetryable: Bool = false, details: [String: String] = [:]
  ) {
    self.code = code
    self.message = message
    self.isRetryable = isRetryable
    self.details = details
  }

  init(_ native: NativeError) {
    switch native {
    case .Failed(let code, let detail, let retryable, let details):
      self.code = code
      message = detail
      isRetryable = retryable
      self.details = details
    }
  }

  /// What the generated code throws, in the words of this package.
  init(from error: any Error) {
    switch error {
    case let error as WalletError: self = error
    case let error as NativeError: self.init(error)
    // Only a library and a package of different versions can come here.
    default: self.init(.libraryFault, "the wallet's library gave something that can't be understood")
    }
  }
}

extension WalletError {
  /// With ``ErrorCode/tooManyWrongPins``: when the next PIN may be tried.
  public var retryAt: Date? { instant("retry_at") }
  /// With ``ErrorCode/insufficientFunds``: what there is.
  public var available: Amount? { amount("available") }
  /// With ``ErrorCode/amountFixed``: what the code asks for.
  public var fixedAmount: Amount? { amount("amount") }
  /// With ``ErrorCode/codeExpired``: when its time was over.
  public var expiredAt: Date? { instant("expired_at") }
  /// With ``ErrorCode/wordCount``: how many words were given.
  public var wordCount: Int? { details["count"].flatMap { Int($0) } }
  /// With ``ErrorCode/unknownWord``: which word it is, from 1.
  public var wordPosition: Int? { details["position"].flatMap { Int($0) } }
  /// With ``ErrorCode/foreignCode``: the scheme's name.
  public var scheme: String? { details["scheme"] }
  /// With ``ErrorCode/foreignCode``: the country or currency that the code is for.
  public var country: String? { details["country"] }
  /// With ``ErrorCode/tooLong``: how long the text may be.
  public var limit: Int? { details["limit"].flatMap { Int($0) } }
  /// When the bank said no: why, if it said.
  public var reason: ErrorCode? { details["reason"].map(ErrorCode.init(rawValue:)) }

  private func amount(_ name: String) -> Amount? {
    details[name].flatMap { UInt64($0) }.flatMap { Amount(att: $0) }
  }

  private func instant(_ name: String) -> Date? {
    details[name].flatMap { Int64($0) }.map { Date(timeIntervalSince1970: Double($0) / 1_000_000) }
  }
}

extension WalletError: LocalizedError, CustomStringConvertible {
  /// The message: in English, whatever the locale. Apps translate the code.
  public var errorDescription: String? { message }

  /// Code and message, for logs.
  public var description: String { "\(code): \(message)" }
}
