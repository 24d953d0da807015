import DLakWallet
import Foundation

/// What went wrong, as a value that a screen can show: the screen has the words for the code.
public struct Problem: Hashable, Sendable {
  public let code: ErrorCode
  /// May the same be tried again as it is?
  public let isRetryable: Bool
  /// The values of a sentence about it, by name: see `WalletError.details`.
  public let details: [String: String]

  public init(_ code: ErrorCode, isRetryable: Bool = false, details: [String: String] = [:]) {
    self.code = code
    self.isRetryable = isRetryable
    self.details = details
  }

  public init(_ error: WalletError) {
    self.init(error.code, isRetryable: error.isRetryable, details: error.details)
  }

  /// Is it that the bank is not to be had now?
  public var isOffline: Bool { Self.offline.contains(code) }

  /// May the same go well in a while, or once the owner did what the advice says: made room, or set the clock?
  public var canBeTriedAgain: Bool { isRetryable || Self.healedByItsOwner.contains(code) }

  /// When the PIN may be tried again: for `.tooManyWrongPins`.
  public var retryAt: Date? {
    details["retry_at"].flatMap { Int64($0) }.map { Date(timeIntervalSince1970: Double($0) / 1_000_000) }
  }

  /// Is it a wallet that can't be opened any more, and comes back whole from its words?
  public var isHealedByWords: Bool { Self.healedByWords.contains(code) }

  /// Of a call that moves money: is it certain that it moved none, and will not?
  public var isNothingMoved: Bool { !Self.uncertain.contains(code) }

  /// See `Wallet.confirm(_:)`: after these it is not known whether anything was paid.
  private static let uncertain: Set<ErrorCode> = [.closed, .ledgerDiverged, .libraryFault, .shuttingDown]

  private static let offline: Set<ErrorCode> = [.bankUnreachable, .unavailable]

  private static let healedByItsOwner: Set<ErrorCode> = [
    .clockSkew, .diskError, .diskFull, .keystore, .outOfMemory, .walletInUse,
  ]

  private static let healedByWords: Set<ErrorCode> = [
    .kdfOutOfBounds, .keysDamaged, .keystoreSecretMissing, .walletDamaged,
  ]
}

/// What came of a call: a value, or a problem.
public enum Outcome<Value: Sendable>: Sendable {
  case done(Value)
  case failed(Problem)

  /// The value, if there is one.
  public var value: Value? {
    if case .done(let value) = self { value } else { nil }
  }

  /// The problem, if there is one.
  public var problem: Problem? {
    if case .failed(let problem) = self { problem } else { nil }
  }
}

extension Outcome: Equatable where Value: Equatable {}

/// Makes a call of the wallet. What the wallet throws is a problem; a task that was cancelled stays cancelled.
@MainActor
public func attempt<Value: Sendable>(
  _ call: @MainActor () async throws -> Value
) async throws(CancellationError) -> Outcome<Value> {
  do {
    return .done(try await call())
  } catch let error as WalletError {
    return .failed(Problem(error))
  } catch is CancellationError {
    throw CancellationError()
  } catch {
    // The wallet throws nothing else; should it, nobody knows what it means.
    return .failed(Problem(.libraryFault))
  }
}
