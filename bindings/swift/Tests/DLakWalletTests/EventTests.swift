import DLakWallet
import Foundation
import Sandbox
import Testing

@Suite struct EventTests {
  @Test func aPaymentTellsOfEachOfItsSteps() async throws {
    let bank = try await SandboxBank.shared.value
    let khamla = try await Owner(bank, with: .kip(5_000))
    let noy = try await Owner(bank)
    let events = khamla.wallet.events
    let payment = try await khamla.pay(noy, .kip(1_000)).payment
    let states = try await within {
      var states: [PaymentState] = []
      for await case .payment(payment.orderId, let state) in events {
        states.append(state)
        if state == .settled { break }
      }
      return states
    }
    #expect(states == [.created, .submitted, .settled])
  }

  @Test func whoFollowsIsToldOfMoneyThatComesIn() async throws {
    let bank = try await SandboxBank.shared.value
    let khamla = try await Owner(bank, with: .kip(5_000))
    let noy = try await Owner(bank)
    let events = noy.wallet.events
    let following = Task { try await noy.wallet.follow() }
    let payment = try await khamla.pay(noy, .kip(1_000)).payment
    let received = try await within {
      await events.first { if case .received = $0 { true } else { false } }
    }
    #expect(
      received
        == .received(
          seq: 1, orderId: payment.orderId, amount: .kip(1_000), fromName: khamla.name, request: nil))
    #expect(try await noy.wallet.balance().available == .kip(1_000))
    following.cancel()
    await #expect(throws: CancellationError.self) { try await following.value }
  }

  @Test func balancesBeginWithTheOneNowAndTellEachOtherOne() async throws {
    let bank = try await SandboxBank.shared.value
    let khamla = try await Owner(bank, with: .kip(5_000))
    let noy = try await Owner(bank)
    let balances = Locked<[Balance]>([])
    let watching = Task {
      for try await balance in khamla.wallet.balances { balances.with { $0.append(balance) } }
    }
    await eventually("the balance now") { balances.with { $0.map(\.available) } == [.kip(5_000)] }
    _ = try await khamla.pay(noy, .kip(1_000))
    try await khamla.wallet.sync()
    await eventually("the balance then") { balances.with { $0.last?.settled } == .kip(4_000) }
    watching.cancel()
    try await watching.value
    let seen = balances.with { $0 }
    #expect(zip(seen, seen.dropFirst()).allSatisfy { $0 != $1 })
    #expect(seen.dropFirst().allSatisfy { $0.available == .kip(4_000) })
  }

  @Test func eachReadingOfEventsIsToldEverything() async throws {
    let bank = try await SandboxBank.shared.value
    let khamla = try await Owner(bank)
    let (first, second) = (khamla.wallet.events, khamla.wallet.events)
    let topUp = try await khamla.wallet.topUp(.kip(1))
    for events in [first, second] {
      let told = try await within {
        await events.first { if case .topUp(topUp.id, .done) = $0 { true } else { false } }
      }
      #expect(told != nil)
    }
  }

  @Test func whoStopsWaitingTakesNoEventAway() async throws {
    let khamla = try await Owner(try await SandboxBank.shared.value)
    let events = khamla.wallet.events
    for _ in 0..<200 {
      let waiting = Task { await events.first { _ in true } }
      waiting.cancel()
      #expect(await waiting.value == nil)
    }
    let topUp = try await khamla.wallet.topUp(.kip(1))
    #expect(try await within { await events.first { _ in true } } == .topUp(id: topUp.id, state: .done))
  }

  @Test func aLoopOverEventsEndsWithItsTask() async throws {
    let khamla = try await Owner(try await SandboxBank.shared.value)
    let events = khamla.wallet.events
    let listening = Task { await events.first { _ in false } }
    let watching = Task { try await khamla.wallet.balances.first { _ in false } }
    listening.cancel()
    watching.cancel()
    #expect(try await within { await listening.value } == nil)
    #expect(try await within { try await watching.value } == nil)
  }
}
