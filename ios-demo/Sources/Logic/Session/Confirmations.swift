import DLakWallet

/// A payment whose owner said yes, until its outcome is there. Waiting for it may be given up: it goes on.
@MainActor
public final class Confirmation {
  public let details: PreviewDetails
  private let task: Task<Outcome<PaymentOutcome>, Never>
  fileprivate var isOver = false

  fileprivate init(_ details: PreviewDetails, _ confirm: @escaping @MainActor () async throws -> PaymentOutcome) {
    self.details = details
    task = Task {
      // Nobody cancels this task; if it were, nobody would know what was paid.
      (try? await attempt(confirm)) ?? .failed(Problem(.closed))
    }
    Task { [task] in
      _ = await task.value
      self.isOver = true
    }
  }

  /// Its outcome.
  public func outcome() async -> Outcome<PaymentOutcome> { await task.value }
}

/// The payments that are being confirmed now. They belong to no screen: a screen that is left, or made anew, finds the one that
/// is running, and never begins it a second time.
@MainActor
final class Confirmations {
  private var running: [OrderId: Confirmation] = [:]

  /// Begins to confirm, or gives the one that was begun with the same order.
  func begin(_ wallet: any WalletPort, _ prepared: any PreparedPayment) -> Confirmation {
    running = running.filter { !$0.value.isOver }
    let details = prepared.details
    if let begun = running[details.orderId] { return begun }
    let confirmation = Confirmation(details) { try await wallet.confirm(prepared) }
    running[details.orderId] = confirmation
    return confirmation
  }

  /// The one with this order, while it runs.
  func running(_ order: OrderId) -> Confirmation? {
    running[order].flatMap { $0.isOver ? nil : $0 }
  }
}
