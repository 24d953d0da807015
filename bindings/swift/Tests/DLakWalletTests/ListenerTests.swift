import DLakWallet
import Foundation
import Sandbox
import Testing

/// A listener that does what a test wants.
private struct Heard: EventListener {
  let handle: @Sendable (Event) throws -> Void

  func handle(_ event: Event) throws {
    try handle(event)
  }
}

@Suite struct ListenerTests {
  private struct Broken: Error {}

  @Test func aListenerThatThrowsIsToldTheNextEventToo() async throws {
    let bank = try await SandboxBank.shared.value
    let khamla = try await Owner(bank)
    let count = Locked(0)
    let listener = Heard { event in
      if case .topUp = event { count.with { $0 += 1 } }
      throw Broken()
    }
    let subscription = try khamla.wallet.listen(listener)
    for number in 1...3 {
      try await khamla.wallet.topUp(.kip(1))
      await eventually("event \(number)") { count.with { $0 } == number }
    }
    subscription.cancel()
    #expect(try await khamla.wallet.sync().balance == .kip(3))
  }

  @Test func aSlowListenerHoldsNobodyUpAndIsToldThatItMissedSome() async throws {
    let bank = try await SandboxBank.shared.value
    let khamla = try await Owner(bank, with: .kip(1_000))
    let noy = try await Owner(bank)
    let (held, missed) = (DispatchSemaphore(value: 0), Locked(false))
    let listener = Heard { event in
      if event == .missed { missed.with { $0 = true } }
      held.wait()
    }
    let subscription = try khamla.wallet.listen(listener)
    let code = try await noy.wallet.staticCode(amount: .kip(1))
    // The queue holds 256 events; a payment has three at least.
    for _ in 0..<100 {
      _ = try await khamla.wallet.confirm(try await khamla.wallet.prepare(code))
    }
    #expect(try await khamla.wallet.sync().balance == .kip(900))
    for _ in 0..<1_000 { held.signal() }
    await eventually("it missed some") { missed.with { $0 } }
    subscription.cancel()
  }

  @Test func aListenerMayCallTheWalletAndEndItself() async throws {
    let bank = try await SandboxBank.shared.value
    let khamla = try await Owner(bank)
    let wallet = khamla.wallet
    let seen = Locked<[Amount]>([])
    let subscription = Locked<Subscription?>(nil)
    let listener = Heard { [weak wallet] event in
      guard case .topUp = event, let wallet else { return }
      _ = try wallet.account
      let report = try blockOn { try await wallet.sync() }
      seen.with { $0.append(report.balance) }
      subscription.with { $0?.cancel() }
    }
    let made = try wallet.listen(listener)
    subscription.with { $0 = made }
    try await wallet.topUp(.kip(2))
    await eventually("it has synced") { seen.with { $0 } == [.kip(2)] }
    try await wallet.topUp(.kip(3))
    #expect(try await wallet.sync().balance == .kip(5))
    #expect(seen.with { $0 } == [.kip(2)])
  }

  @Test func aListenerMayCloseTheWallet() async throws {
    let khamla = try await Owner(try await SandboxBank.shared.value)
    let wallet = khamla.wallet
    let closed = Locked(false)
    let subscription = try wallet.listen(
      Heard { [weak wallet] _ in
        guard let wallet else { return }
        try blockOn { await wallet.close() }
        closed.with { $0 = true }
      })
    // It may be over before the top-up has given its answer.
    let topUp = await code { try await wallet.topUp(.kip(1)) }
    #expect([nil, .closed].contains(topUp))
    await eventually("it is closed") { closed.with { $0 } }
    #expect(await code { try await wallet.sync() } == .closed)
    _ = subscription
  }
}
