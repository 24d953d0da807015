import Sandbox
import Testing

/// What waits for the other tests must not hang itself.
@Suite struct PatienceTests {
  @Test(.timeLimit(.minutes(1))) func whatNeverEndsAndCannotBeCancelledIsGivenUp() async throws {
    let held = Locked<CheckedContinuation<Void, Never>?>(nil)
    await #expect(throws: TookTooLong.self) {
      try await within(.milliseconds(50)) {
        await withCheckedContinuation { continuation in held.with { $0 = continuation } }
      }
    }
    held.with { $0?.resume() }
  }

  @Test func whatEndsInTimeGivesWhatItGives() async throws {
    struct Broken: Error {}
    #expect(try await within { 7 } == 7)
    await #expect(throws: Broken.self) { try await within { throw Broken() } }
  }

  @Test func whoIsCancelledCancelsWhatItWaitsFor() async throws {
    let waiting = Task { try await within { try await Task.sleep(for: .seconds(3_600)) } }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
  }
}
