import DLakWallet
import Sandbox
import Testing

@Suite struct PaymentTests {
  @Test func aWalletPaysAnother() async throws {
    let bank = try await SandboxBank.shared.value
    let khamla = try await Owner(bank, with: .kip(50_000))
    let noy = try await Owner(bank)
    let outcome = try await khamla.pay(noy, .kip(15_000))
    guard case .settled(let payment) = outcome else {
      Issue.record("it is not settled: \(outcome)")
      return
    }
    #expect(payment.amount == .kip(15_000))
    try await noy.wallet.sync()
    #expect(try await noy.wallet.balance().available == .kip(15_000))
    #expect(try await khamla.wallet.balance().available == .kip(35_000))
  }
}
