import DLakWallet
import Foundation
import TestSupport
import Testing

@testable import DLakDemoLogic

/// Taking payments: what was paid is believed when it is in the wallet, and none is lost.
@MainActor
struct TillViewModelTests {
  private let clock = FakeClock()
  private let wallet = FakeWallet()
  private let saved = Saved()
  private let first = RequestId(rawValue: "request-1")

  init() {
    let clock = clock
    var made = 0
    wallet.onRequest = { amount, memo, validFor in
      made += 1
      return PaymentRequest(
        id: RequestId(rawValue: "request-\(made)"), amount: amount, memo: memo, code: "code-\(made)",
        expiresAt: clock.now.addingTimeInterval(Double(validFor.components.seconds)))
    }
  }

  private func till(_ saved: Saved? = nil, in session: Session? = nil) async throws -> TillViewModel {
    let opened: Session
    if let session { opened = session } else { opened = try await openSession(wallet, clock) }
    let till = TillViewModel(session: opened, clock: clock, saved: saved ?? self.saved)
    await settle()
    return till
  }

  private func ask(_ till: TillViewModel, _ amount: Amount = .kip(15_000)) async {
    till.type(AmountEntry(amount))
    till.request()
    await settle()
  }

  /// Money that comes in, with its entry.
  private func comes(_ seq: UInt64, _ amount: Amount, _ name: String, _ request: String?) async {
    let id = request.map(RequestId.init(rawValue:))
    wallet.entries.append(Samples.entry(seq, amount, .credit, name: name, request: id))
    wallet.happening.send(
      .received(seq: seq, orderId: Samples.orderId(seq), amount: amount, fromName: name, request: id))
    await settle()
  }

  /// Time goes by, a second after the other.
  private func wait(_ seconds: Int) async {
    for _ in 0..<seconds {
      clock.advance(.seconds(1))
      for _ in 0..<20 { await Task.yield() }
    }
    await settle()
  }

  private func open(_ till: TillViewModel) throws -> (request: PaymentRequest, left: Duration) {
    guard case .open(let request, let left) = till.asking else { throw NeverSo(description: "\(till.asking)") }
    return (request, left)
  }

  private func paid(_ till: TillViewModel) throws -> Income? {
    guard case .paid(_, let income) = till.asking else { throw NeverSo(description: "\(till.asking)") }
    return income
  }

  @Test func anAmountBecomesACodeAndItsPaymentShowsWithWhoPaid() async throws {
    let till = try await till()
    await ask(till)
    #expect(try open(till).request.code == "code-1")
    await comes(7, .kip(15_000), "Noy", "request-1")
    #expect(try paid(till)?.name == "Noy")
    till.next()
    #expect(till.asking == .none)
    #expect(till.entry.isEmpty)
  }

  @Test func moneyForSomethingElseIsNotTakenForTheCustomersOfNow() async throws {
    let till = try await till()
    await ask(till)
    await comes(7, .kip(15_000), "Noy", "request-of-before")
    _ = try open(till)
    #expect(till.other?.name == "Noy")
    await comes(8, .kip(15_000), "Somphone", nil)
    _ = try open(till)
    #expect(till.other?.name == "Somphone")
    till.sawOther()
    #expect(till.other == nil)
  }

  @Test func theOwnersOwnTopUpIsNoCustomer() async throws {
    let till = try await till()
    wallet.entries.append(Samples.entry(7, .kip(15_000), .credit, name: "NAGA", kind: .topUp))
    wallet.happening.send(
      .received(seq: 7, orderId: Samples.orderId(7), amount: .kip(15_000), fromName: "NAGA", request: nil))
    await settle()
    #expect(till.other == nil)
  }

  @Test func aDoubleTapMakesOneCode() async throws {
    let till = try await till()
    till.type(AmountEntry(.kip(15_000)))
    for _ in 0..<3 { till.request() }
    await settle()
    till.request()
    await settle()
    #expect(wallet.calls.count { $0 == "request" } == 1)
  }

  @Test func aPaymentThatCameWhileTheProcessWasDeadShowsAfterTheRestart() async throws {
    await ask(try await till())
    wallet.entries.append(Samples.entry(7, .kip(15_000), .credit, name: "Noy", request: first))
    wallet.requests[first] = .paid
    #expect(try paid(try await till(saved.afterDeath()))?.name == "Noy")
    // And again, for a process that dies while that is shown.
    #expect(try paid(try await till(saved.afterDeath()))?.name == "Noy")
  }

  @Test func aCodeWhoseTimeIsOverIsTakenAwayAndOverOnlyWhenTheBankSaysSo() async throws {
    let till = try await till()
    await ask(till)
    wallet.fail["requestStatus"] = failure(.bankUnreachable)
    await wait(Int(Counter.validFor.components.seconds) + 1)
    guard case .unclear(_, let problem) = till.asking else { throw NeverSo(description: "\(till.asking)") }
    #expect(problem?.isOffline == true)
    wallet.fail = [:]
    wallet.requests[first] = .expired
    await wait(60)
    guard case .expired = till.asking else { throw NeverSo(description: "\(till.asking)") }
    till.again()
    await settle()
    #expect(try open(till).request.code == "code-2")
  }

  @Test func aPaymentAtTheLastMomentIsNotLost() async throws {
    let till = try await till()
    await ask(till)
    await wait(Int(Counter.validFor.components.seconds) - 1)
    wallet.requests[first] = .paid
    await wait(3)
    #expect(try paid(till) == nil)
    // The event comes late, and is the same money.
    await comes(7, .kip(15_000), "Noy", "request-1")
    #expect(try paid(till)?.name == "Noy")
    #expect(till.other == nil)
  }

  @Test func theSecondsThatAreLeftAreCountedDown() async throws {
    let till = try await till()
    await ask(till)
    await wait(90)
    #expect(try open(till).left == .seconds(510))
  }

  @Test func withoutTheBankThereIsNoCodeAndTheSameCanBeTriedAgain() async throws {
    wallet.fail["request"] = failure(.bankUnreachable, isRetryable: true)
    let till = try await till()
    await ask(till)
    #expect(
      till.asking == .refused(.kip(15_000), memo: nil, Problem(.bankUnreachable, isRetryable: true)))
    wallet.fail = [:]
    till.again()
    await settle()
    _ = try open(till)
  }

  @Test func whoCancelsComesBackToTheAmountAsItWas() async throws {
    let till = try await till()
    await ask(till)
    till.cancel()
    #expect(till.asking == .none)
    #expect(till.entry.amount == .kip(15_000))
    #expect(SavedRequest(saved: saved).request == nil)
  }
}
