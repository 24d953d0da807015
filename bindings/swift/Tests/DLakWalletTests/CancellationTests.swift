import DLakWallet
import Foundation
import Sandbox
import Testing

@Suite struct CancellationTests {
  /// A bank of its own for each test, since the proxy holds back whatever comes next.
  private func stage() async throws -> (proxy: FaultProxy, bank: SandboxBank, things: Things) {
    let (proxy, bank) = try await FaultProxy.withBank()
    return (proxy, bank, try await Things(bank, at: proxy.url))
  }

  @Test func aTaskThatIsCancelledAlreadyMakesNoCall() async throws {
    let things = try await Things(try await SandboxBank.shared.value)
    for call in AsyncCall.all {
      let task = Task {
        // Until it is cancelled.
        while !Task.isCancelled { await Task.yield() }
        try await call.make(things)
      }
      task.cancel()
      await #expect(throws: CancellationError.self, "\(call.name)") { try await task.value }
    }
    try await expectNothingMoved(things)
  }

  @Test func aCallThatWaitsForTheBankEndsWithItsTask() async throws {
    let (proxy, bank, things) = try await stage()
    for call in AsyncCall.all where call.asksBank {
      try await proxy.tell("stall HTTP/1.1")
      let task = Task { try await call.make(things) }
      // The bank has done it, and its answer is held back.
      try await proxy.tell("stalled")
      task.cancel()
      await #expect(throws: CancellationError.self, "\(call.name)") { try await task.value }
      try await proxy.tell("heal")
    }
    try await expectEverythingEnds(things)
    await bank.stop()
    await proxy.stop()
  }

  @Test func aWalletThatIsMadeOrOpenedEndsWithItsTask() async throws {
    let (proxy, bank, things) = try await stage()
    let folder = try Folder()
    let configuration = folder.wallet(bank: proxy.url)
    let calls: [@Sendable () async throws -> Void] = [
      { _ = try await Wallet.create(configuration, pin: Owner.pin, deviceName: "phone") },
      {
        let words = things.owner.words
        _ = try await Wallet.restore(configuration, words: words, pin: Owner.pin, deviceName: "phone")
      },
    ]
    for call in calls {
      try await proxy.tell("stall HTTP/1.1")
      let task = Task { try await call() }
      try await proxy.tell("stalled")
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      try await proxy.tell("heal")
    }
    // Nothing is half made: the folder is free for a wallet.
    let (wallet, _) = try await Wallet.create(configuration, pin: Owner.pin, deviceName: "phone")
    await wallet.close()
    let open = Task { try await Wallet.open(configuration) }
    open.cancel()
    // It may have been quicker. Then the wallet is there.
    switch await open.result {
    case .success(let wallet): await wallet.close()
    case .failure(let error): #expect(error is CancellationError)
    }
    try await eventually("the folder is free") {
      do {
        await (try await Wallet.open(configuration)).close()
        return true
      } catch let error as WalletError where error.code == .walletInUse {
        return false
      }
    }
    await bank.stop()
    await proxy.stop()
  }

  @Test func whereverACallIsCancelledTheMoneyIsRight() async throws {
    let bank = try await SandboxBank.shared.value
    let things = try await Things(bank)
    let quick = AsyncCall.all.filter { !["run", "unlock", "words", "changePin", "revokeDevice"].contains($0.name) }
    for call in quick {
      for pause in 0..<8 {
        let task = Task { try await call.make(things) }
        try? await Task.sleep(for: .microseconds(pause * pause * 200))
        task.cancel()
        if case .failure(let error) = await task.result, call.name != "register" {
          #expect(error is CancellationError, "\(call.name): \(error)")
        }
      }
    }
    try await expectEverythingEnds(things)
  }

  /// Nothing was paid, bought or given back since the things were made.
  private func expectNothingMoved(_ things: Things) async throws {
    let wallet = things.owner.wallet
    try await wallet.resume()
    try await wallet.sync()
    #expect(try await wallet.payments().count == 1)
    #expect(try await wallet.balance().available == .kip(100_000 - 1_000 + 1_000))
    #expect(try await wallet.balance().reserved == .zero)
  }

  /// What was begun goes on and ends, and the balance is what the history says.
  private func expectEverythingEnds(_ things: Things) async throws {
    let wallet = things.owner.wallet
    try await eventually("every payment is final") {
      try await wallet.resume().allSatisfy { payment in
        if case .pending = payment.outcome { false } else { true }
      }
    }
    try await wallet.sync()
    let balance = try await wallet.balance()
    #expect(balance.reserved == .zero)
    #expect(balance.available == balance.settled)
    // Each payment that is settled is in the history once, and nothing else went out.
    let paid = try await wallet.payments(limit: 1_000).filter { $0.state == .settled }
    let entries = try await wallet.history(limit: 1_000)
    let debits = entries.filter { $0.direction == .debit }
    #expect(Set(debits.map(\.orderId)) == Set(paid.map(\.orderId)))
    #expect(debits.count == paid.count)
    var expected = Amount.zero
    for entry in entries.reversed() {
      expected = try entry.direction == .credit ? expected + entry.amount : expected - entry.amount
      #expect(entry.balanceAfter == expected)
    }
    #expect(balance.settled == expected)
  }
}
