import DLakWallet
import Sandbox
import Testing

@Suite struct ManyTasksTests {
  @Test func twoThousandTasksUseOneWalletAtOnce() async throws {
    let bank = try await SandboxBank.shared.value
    let khamla = try await Owner(bank, with: .kip(50_000))
    let noy = try await Owner(bank)
    let wallet = khamla.wallet
    let preview = try await wallet.prepare(try await noy.wallet.staticCode(amount: .kip(100)))
    try await within(.seconds(120)) {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<2_000 {
          group.addTask {
            switch number % 8 {
            case 0: #expect(try await wallet.confirm(preview).payment.orderId == preview.orderId)
            case 1: _ = try await wallet.history()
            case 2: #expect(try wallet.isLocked == false)
            case 3: _ = try await wallet.payments()
            case 4: _ = try await wallet.profile()
            case 5: #expect(try QRSymbol("\(number)").side == 21)
            default: #expect(try await wallet.balance().available <= .kip(50_000))
            }
          }
        }
        try await group.waitForAll()
      }
    }
    // The same preview, confirmed 250 times at once, is one payment.
    #expect(try await wallet.payments().count == 1)
    #expect(try await wallet.sync().balance == .kip(49_900))
    #expect(try await noy.wallet.sync().balance == .kip(100))
  }

  @Test func manyPaymentsAtOnceNeverSpendMoreThanThereIs() async throws {
    let bank = try await SandboxBank.shared.value
    let khamla = try await Owner(bank, with: .kip(1_000))
    let noy = try await Owner(bank)
    let code = try await noy.wallet.staticCode(amount: .kip(100))
    let outcomes = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<30 {
        group.addTask {
          do {
            let preview = try await khamla.wallet.prepare(code)
            if case .settled = try await khamla.wallet.confirm(preview) { return true }
            return false
          } catch let error as WalletError where error.code == .insufficientFunds {
            return false
          }
        }
      }
      return try await group.reduce(into: [Bool]()) { $0.append($1) }
    }
    #expect(outcomes.filter { $0 }.count == 10)
    #expect(try await khamla.wallet.sync().balance == .zero)
    #expect(try await noy.wallet.sync().balance == .kip(1_000))
  }
}
