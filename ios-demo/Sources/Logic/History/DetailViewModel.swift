import DLakWallet
import Foundation
import Observation

/// The proof that a payment was made.
public enum ReceiptState: Hashable, Sendable {
  /// There is none: it is not settled, or somebody else paid, or another phone did.
  case none
  case loading
  /// Signed by the bank, in the ledger that it signed, and about this very payment: this phone checked.
  case verified(Receipt)
  case failed(Problem)
}

/// All that is known of one payment.
public struct Detail: Hashable, Sendable {
  public let movement: Movement
  /// The name of this wallet's owner, as the bank knows it.
  public var ownerName: String?
  /// Nil while it has no entry.
  public var balanceAfter: Amount?
  /// Of a pending payment: after this the bank never settles it.
  public var expiresAt: Date?
  /// Why the bank refused it; nil when it did not: it came too late.
  public var reason: ErrorCode?
  public var receipt = ReceiptState.none

  public init(
    movement: Movement, ownerName: String? = nil, balanceAfter: Amount? = nil, expiresAt: Date? = nil,
    reason: ErrorCode? = nil, receipt: ReceiptState = .none
  ) {
    self.movement = movement
    self.ownerName = ownerName
    self.balanceAfter = balanceAfter
    self.expiresAt = expiresAt
    self.reason = reason
    self.receipt = receipt
  }
}

/// One payment with its receipt, always as the wallet has it: what is pending becomes paid while its owner looks.
@MainActor
@Observable
public final class DetailViewModel: ScreenModel {
  /// Nil before it was read.
  public internal(set) var detail: Detail?
  public internal(set) var problem: Problem?

  @ObservationIgnored private let seq: UInt64?
  @ObservationIgnored private let orderId: OrderId?
  @ObservationIgnored private let session: Session
  @ObservationIgnored private let tasks = Tasks()
  @ObservationIgnored private var reading: Task<Void, Never>?

  init(seq: UInt64?, orderId: String?, session: Session) {
    self.seq = seq
    self.orderId = orderId.map(OrderId.init(rawValue:))
    self.session = session
    tasks.begin { [weak self, session] in
      try await session.readings { _ in try await self?.read() }
    }
    tasks.begin { [weak self, session] in
      for await isOffline in changes(of: { session.reach.isOffline }) where !isOffline {
        if case .failed = self?.detail?.receipt { self?.ask() }
      }
    }
  }

  /// Asks again for what could not be had.
  public func retry() {
    ask()
  }

  public func end() {
    reading?.cancel()
    tasks.cancel()
  }

  private func ask() {
    reading?.cancel()
    reading = tasks.begin { [weak self] in try await self?.read() }
  }

  private func read() async throws {
    let wallet = try await session.openWallet()
    let found = try await attempt { try await find(wallet) }
    try Task.checkCancellation()
    switch found {
    case .failed(let failed): show(failed)
    case .done(nil): show(Problem(.paymentUnknown))
    case .done(let found?): try await show(found, wallet)
    }
  }

  private func show(_ failed: Problem) {
    detail = nil
    problem = failed
  }

  private func show(_ found: (detail: Detail, hasReceipt: Bool), _ wallet: any WalletPort) async throws {
    var now = found.detail
    problem = nil
    if case .verified = detail?.receipt {
      now.receipt = detail?.receipt ?? .none
      detail = now
      return
    }
    now.receipt = found.hasReceipt ? .loading : .none
    detail = now
    guard found.hasReceipt else { return }
    let receipt = try await receipt(wallet, now.movement)
    try Task.checkCancellation()
    detail?.receipt = receipt
  }

  /// With: does this phone have a receipt of it? Nil when there is no such payment.
  private func find(_ wallet: any WalletPort) async throws -> (detail: Detail, hasReceipt: Bool)? {
    let entry = try await entry(wallet)
    var payment: Payment?
    if let id = entry?.orderId ?? orderId {
      // Nil when this phone did not make it.
      payment = try await attempt { try await wallet.payment(id) }.value
    }
    guard let movement = entry.map(Movement.init) ?? payment.map(Movement.init) else { return nil }
    var detail = Detail(movement: movement, ownerName: session.state.open?.profile?.name)
    detail.balanceAfter = entry?.balanceAfter
    detail.expiresAt = payment?.expiresAt
    if case .rejected(let reason) = payment?.state { detail.reason = reason }
    return (detail, payment?.state == .settled)
  }

  private func entry(_ wallet: any WalletPort) async throws -> HistoryItem? {
    if let seq, seq < .max {
      return try await wallet.history(matching: HistoryFilter(), before: seq + 1, limit: 1).first { $0.seq == seq }
    }
    guard let orderId else { return nil }
    return try await wallet.historyEntry(orderId)
  }

  private func receipt(_ wallet: any WalletPort, _ movement: Movement) async throws -> ReceiptState {
    let asked = try await attempt {
      // The proof is fetched once, then kept.
      let receipt = try await session.reach.of { try await wallet.receipt(movement.orderId) }
      return try await wallet.verifyReceipt(receipt.text)
    }
    switch asked {
    case .failed(let failed): return .failed(failed)
    case .done(let receipt):
      let isOfIt = receipt.orderId == movement.orderId && receipt.amount == movement.amount
      return isOfIt ? .verified(receipt) : .failed(Problem(.badReceipt))
    }
  }
}
