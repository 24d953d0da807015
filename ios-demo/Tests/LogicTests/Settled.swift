import TestSupport

@testable import DLakDemoLogic

/// All that can go on now has gone on: what waits for a clock, a gate or an event still does.
@MainActor
func settle() async {
  for _ in 0..<200 { await Task.yield() }
}

/// A session whose owner is in.
@MainActor
func openSession(_ wallet: FakeWallet, _ clock: FakeClock) async throws -> Session {
  let session = Session(FakeWallets(wallet), clock: clock)
  await session.open()
  try await session.unlock(pin: FakeWallet.pin)
  return session
}

extension Saved {
  /// What a process that died has left.
  func afterDeath() -> Saved { Saved(snapshot) }
}
