import DLakWallet
import Foundation
import TestSupport
import Testing

@testable import DLakDemoLogic

@MainActor
struct PINGateTests {
  private let clock = FakeClock()
  private let saved = Saved()
  private let tasks = Tasks()

  private func gate(_ saved: Saved? = nil, use: @escaping @MainActor (String) async throws -> Void = { _ in })
    -> PINGate
  {
    let gate = PINGate(tasks: tasks, clock: clock, saved: saved ?? self.saved)
    gate.use = use
    return gate
  }

  private func type(_ pin: String, into gate: PINGate) {
    for digit in pin { gate.type(digit) }
  }

  /// What the library throws after too many wrong PINs.
  private func wait(_ seconds: Double) -> WalletError {
    let end = clock.now.addingTimeInterval(seconds)
    return failure(.tooManyWrongPins, details: ["retry_at": String(Int64(end.timeIntervalSince1970 * 1_000_000))])
  }

  @Test func thePINThatWasTypedIsUsedAndNothingOfItIsLeft() async {
    var used: [String] = []
    let gate = gate { used.append($0) }
    type("27182", into: gate)
    gate.submit()
    #expect(!gate.state.canSubmit, "too short")
    gate.type("9")
    gate.delete()
    gate.type("8")
    #expect(gate.state.count == 6)
    gate.submit()
    #expect(gate.state.isBusy)
    await settle()
    #expect(used == ["271828"])
    #expect(gate.state == PINPadState())
    #expect(saved.snapshot.isEmpty)
  }

  @Test func aPINHasDigitsOnlyAndNoMoreThanTwelve() {
    let gate = gate()
    type("12x٣34567890123", into: gate)
    #expect(gate.state.count == 12)
  }

  @Test func whatIsTypedIsNeverDescribed() {
    var input = PINInput()
    for digit in "271828" { input.add(digit) }
    #expect(String(describing: input) == "PINInput(6)")
    var dumped = ""
    dump(input, to: &dumped)
    #expect(!dumped.contains("50"), "no code of a digit: \(dumped)")
  }

  @Test func aWrongPINIsSaidAndTypedAnew() async {
    let gate = gate { _ in throw failure(.wrongPin) }
    type("111111", into: gate)
    gate.submit()
    await settle()
    #expect(gate.state == PINPadState(notice: .refused(Problem(.wrongPin))))
    gate.type("2")
    #expect(gate.state == PINPadState(count: 1))
  }

  @Test func afterTooManyWrongOnesTheSecondsAreCountedDownAndNothingCanBeTyped() async {
    let error = wait(2.5)
    let gate = gate { _ in throw error }
    type("111111", into: gate)
    gate.submit()
    await settle()
    #expect(gate.state.notice == .wait(seconds: 3))
    gate.type("1")
    #expect(gate.state.count == 0)
    clock.advance(.seconds(1))
    await settle()
    #expect(gate.state.notice == .wait(seconds: 2))
    clock.advance(.seconds(1))
    await settle()
    clock.advance(.milliseconds(500))
    await settle()
    #expect(gate.state == PINPadState())
    gate.type("1")
    #expect(gate.state.count == 1)
  }

  @Test func theWaitOutlivesTheProcess() async {
    let error = wait(60)
    let gate = gate { _ in throw error }
    type("111111", into: gate)
    gate.submit()
    await settle()
    clock.advance(.seconds(10))
    let reborn = self.gate(saved.afterDeath())
    await settle()
    #expect(reborn.state.notice == .wait(seconds: 50))
  }
}
