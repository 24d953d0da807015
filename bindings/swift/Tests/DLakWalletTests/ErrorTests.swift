import DLakWallet
import Foundation
import Sandbox
import Testing

@Suite struct ErrorTests {
  @Test func aWrongPINIsAnErrorThatCanBeCaughtByItsCode() async throws {
    let khamla = try await Owner(try await SandboxBank.shared.value)
    try khamla.wallet.lock()
    do {
      try await khamla.wallet.unlock(pin: "314159")
      Issue.record("the PIN is wrong")
    } catch let error as WalletError where error.code == .wrongPin {
      #expect(!error.isRetryable)
      #expect(error.localizedDescription == error.message)
      #expect(error.description.hasPrefix("wrong-pin: "))
    }
  }

  @Test func tooManyWrongPINsSayWhenToTryAgain() async throws {
    let khamla = try await Owner(try await SandboxBank.shared.value)
    try khamla.wallet.lock()
    for _ in 0..<20 {
      do {
        try await khamla.wallet.unlock(pin: "314159")
      } catch let error as WalletError where error.code == .tooManyWrongPins {
        #expect(try #require(error.retryAt) > .now)
        return
      } catch let error as WalletError where error.code == .wrongPin {
        continue
      }
    }
    Issue.record("wrong PINs cost no time")
  }

  @Test func aBankThatIsAwayIsSaidAndWaitedFor() async throws {
    let (proxy, bank) = try await FaultProxy.withBank()
    let khamla = try await Owner(bank, at: proxy.url, with: .kip(5_000))
    let noy = try await Owner(bank, at: proxy.url)
    let code = try await noy.wallet.staticCode(amount: .kip(1_000))
    let preview = try await khamla.wallet.prepare(code)
    try await proxy.tell("cut")
    do {
      try await khamla.wallet.sync()
      Issue.record("the bank is away")
    } catch let error as WalletError {
      #expect(error.code == .bankUnreachable)
      #expect(error.isRetryable)
    }
    // What is confirmed while the bank is away waits, and is paid once.
    guard case .pending(let payment) = try await khamla.wallet.confirm(preview) else {
      Issue.record("nobody can know what became of it")
      return
    }
    #expect(try await khamla.wallet.balance().reserved == .kip(1_000))
    #expect(try await khamla.wallet.history().count == 1)
    try await proxy.tell("mend")
    try await khamla.wallet.resume()
    #expect(try await khamla.wallet.payment(payment.orderId).state == .settled)
    #expect(try await khamla.wallet.sync().balance == .kip(4_000))

    await bank.stop()
    #expect(await error { try await khamla.wallet.refreshProfile() }?.code == .bankUnreachable)
    #expect(try await khamla.wallet.balance().available == .kip(4_000))
    await proxy.stop()
  }

  @Test func aFaultInsideTheLibraryIsAnErrorAndEverythingGoesOn() async throws {
    let khamla = try await Owner(try await SandboxBank.shared.value, with: .kip(5))
    for _ in 0..<10 {
      #expect(await code { try await WalletLibrary.provokeFault() } == .libraryFault)
    }
    #expect(try await khamla.wallet.sync().balance == .kip(5))
  }

  @Test func whatASentenceNeedsHasATypeOfItsOwn() async throws {
    let bank = try await SandboxBank.shared.value
    let khamla = try await Owner(bank, with: .kip(10))
    let noy = try await Owner(bank)
    let fixed = try await noy.wallet.staticCode(amount: .kip(50))
    let poor = await error { _ = try await khamla.wallet.prepare(fixed) }
    #expect(poor?.code == .insufficientFunds)
    #expect(poor?.available == .kip(10))
    let other = await error { _ = try await khamla.wallet.prepare(fixed, amount: .kip(5)) }
    #expect(other?.code == .amountFixed)
    #expect(other?.fixedAmount == .kip(50))
    let few = await error { _ = try RecoveryWords("abandon art") }
    #expect(few?.code == .wordCount)
    #expect(few?.wordCount == 2)
    let list = Array(repeating: "abandon", count: 22) + ["abandom", "art"]
    let unknown = await error { _ = try RecoveryWords(list.joined(separator: " ")) }
    #expect(unknown?.code == .unknownWord)
    #expect(unknown?.wordPosition == 23)
    let long = await error { _ = try await noy.wallet.request(.kip(1), memo: String(repeating: "x", count: 500)) }
    #expect(long?.code == .tooLong)
    #expect(try #require(long?.limit) > 0)
    #expect(poor?.retryAt == nil && poor?.reason == nil && poor?.expiredAt == nil && poor?.scheme == nil)
  }

  @Test func argumentsThatMeanNothingAreRefused() async throws {
    let bank = try await SandboxBank.shared.value
    let wallet = try await Owner(bank).wallet
    #expect(await code { _ = try await wallet.payment(OrderId(rawValue: "x")) } == .badArgument)
    #expect(await code { _ = try await wallet.requestStatus(RequestId(rawValue: "")) } == .badArgument)
    #expect(await code { try await wallet.revoke(DeviceId(rawValue: "💥"), pin: Owner.pin) } == .badArgument)
    for duration: Duration in [.seconds(-1), .seconds(Int64.max), .seconds(Int64.min)] {
      #expect(await code { _ = try await wallet.request(.kip(1), validFor: duration) } == .badArgument)
    }
    #expect(await code { _ = try await wallet.request(.zero) } == .amountZero)
    #expect(await code { try Wallet.checkNewPIN("123") } == .pinForm)
    #expect(await code { try Wallet.checkNewPIN("111111") } == .weakPin)
    try Wallet.checkNewPIN(Owner.pin)
    #expect(try await wallet.history(limit: -1).isEmpty)
    #expect(try await wallet.history(limit: .max).isEmpty)
  }

  @Test func aConfigurationThatCannotWorkIsRefused() async throws {
    let folder = try Folder()
    let keystore = FileKeystore(folder: folder.url.appending(path: "keys"))
    func open(folder place: String, bank: String, certificates: [Data] = []) async -> ErrorCode? {
      guard let place = URL(string: place), let bank = URL(string: bank) else { return nil }
      let configuration = WalletConfiguration(
        folder: place, bank: bank, keystore: keystore, certificates: certificates)
      return await code { _ = try await Wallet.open(configuration) }
    }
    let here = folder.url.absoluteString
    #expect(await open(folder: "https://example.com/wallet", bank: "http://127.0.0.1:1") == .badArgument)
    #expect(await open(folder: here, bank: "http://bank.example") == .bankAddress)
    #expect(await open(folder: here, bank: "ftp://127.0.0.1") == .bankAddress)
    // Nobody may speak for it.
    #expect(await open(folder: here, bank: "https://bank.example") == .bankAddress)
    let junk = Data("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".utf8)
    #expect(await open(folder: here, bank: "https://bank.example", certificates: [junk]) == .bankAddress)
    #expect(await open(folder: here, bank: "http://127.0.0.1:1") == .walletNotFound)
  }

  private func error(_ work: () async throws -> Void) async -> WalletError? {
    do {
      try await work()
      return nil
    } catch {
      return error as? WalletError
    }
  }
}
