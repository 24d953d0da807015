import DLakWallet
import Foundation
import Sandbox
import Testing

@Suite struct CloseTests {
  @Test func everyCallOnAClosedWalletSaysSo() async throws {
    let things = try await Things(try await SandboxBank.shared.value)
    let wallet = things.owner.wallet
    await wallet.close()
    for call in AsyncCall.all {
      #expect(await code { try await call.make(things) } == .closed, "\(call.name)")
    }
    for call in SyncCall.all {
      #expect(await code { try call.make(wallet) } == .closed, "\(call.name)")
    }
    for await event in wallet.events { Issue.record("a closed wallet told of \(event)") }
    for try await balance in wallet.balances { Issue.record("a closed wallet holds \(balance)") }
    await wallet.close()
  }

  @Test func callsUnderWayEndWhenTheWalletIsClosed() async throws {
    let (proxy, bank) = try await FaultProxy.withBank()
    let things = try await Things(bank, at: proxy.url)
    let wallet = things.owner.wallet
    let events = wallet.events
    let listening = Task { await events.reduce(into: 0) { count, _ in count += 1 } }
    let watching = Task { try await wallet.balances.reduce(into: 0) { count, _ in count += 1 } }
    let following = Task { await code { try await wallet.follow() } }
    try await proxy.tell("stall POST /v1/payments")
    let paying = Task { await code { _ = try await wallet.confirm(things.preview) } }
    try await proxy.tell("stalled")
    let busy = (0..<200).map { _ in Task { await code { _ = try await wallet.balance() } } }

    try await within { await wallet.close() }
    #expect(await paying.value == .closed)
    #expect(await following.value == .closed)
    for call in busy { #expect([nil, .closed].contains(await call.value)) }
    _ = await listening.value
    #expect(try await watching.value >= 1)

    // The payment is in the wallet's file, and is settled by whoever opens it.
    let again = try await Wallet.open(things.owner.configuration)
    #expect(try again.isLocked)
    try await again.resume()
    guard case .settled = try await again.payment(things.preview.orderId).outcome else {
      Issue.record("the payment did not go on")
      return
    }
    await again.close()
    await bank.stop()
    await proxy.stop()
  }

  @Test func aTaskThatWasCancelledClosesToTheEnd() async throws {
    let owner = try await Owner(try await SandboxBank.shared.value)
    let closing = Task {
      while !Task.isCancelled { await Task.yield() }
      await owner.wallet.close()
    }
    closing.cancel()
    await closing.value
    // At once: nobody has the file any more.
    await (try await Wallet.open(owner.configuration)).close()
  }

  @Test func aFolderIsForOneWalletAtATime() async throws {
    let owner = try await Owner(try await SandboxBank.shared.value)
    #expect(await code { _ = try await Wallet.open(owner.configuration) } == .walletInUse)
    await owner.wallet.close()
    let create = { _ = try await Wallet.create(owner.configuration, pin: Owner.pin, deviceName: "phone") }
    #expect(await code { try await create() } == .walletExists)
    let empty = try Folder()
    #expect(
      await code { _ = try await Wallet.open(empty.wallet(bank: owner.configuration.bank)) } == .walletNotFound)
  }
}
