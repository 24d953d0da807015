import DLakWallet
import Foundation
import Sandbox
import Testing

/// A log that does what a test wants.
private struct Sink: LogSink {
  let take: @Sendable (LogRecord) throws -> Void

  func log(_ record: LogRecord) throws {
    try take(record)
  }
}

// There is one log for the whole process.
@Suite(.serialized) struct LogTests {
  private struct Full: Error {}

  @Test func aFaultIsLoggedByItsPlaceAlone() async throws {
    let records = Locked<[LogRecord]>([])
    try WalletLog.send(.warn, to: Sink { record in records.with { $0.append(record) } })
    #expect(await code { try await WalletLibrary.provokeFault() } == .libraryFault)
    await eventually("the fault is in the log") {
      records.with { $0.contains { $0.level == .error && $0.message.contains("call.rs") } }
    }
    #expect(records.with { $0.allSatisfy { !$0.message.contains("on purpose") } })
    try WalletLog.send(.warn, to: nil)
  }

  @Test func aLogThatThrowsOrHangsOrCallsBackHoldsNobodyUp() async throws {
    let bank = try await SandboxBank.shared.value
    let khamla = try await Owner(bank)
    let calls = Locked(0)
    let hang = DispatchSemaphore(value: 0)
    let odd: [@Sendable (LogRecord) throws -> Void] = [
      { _ in throw Full() },
      { _ in hang.wait() },
      { [weak wallet = khamla.wallet] _ in
        guard let wallet else { return }
        _ = try wallet.isLocked
        _ = try blockOn { try await wallet.balance() }
      },
    ]
    for take in odd {
      calls.with { $0 = 0 }
      try WalletLog.send(
        .debug,
        to: Sink { record in
          calls.with { $0 += 1 }
          try take(record)
        })
      for _ in 0..<5 {
        #expect(await code { try await WalletLibrary.provokeFault() } == .libraryFault)
      }
      await eventually("it was called") { calls.with { $0 } > 0 }
      try await within { try await khamla.wallet.topUp(.kip(1)) }
    }
    try WalletLog.send(.debug, to: nil)
    for _ in 0..<10_000 { hang.signal() }
    #expect(try await khamla.wallet.sync().balance == .kip(3))
  }
}
