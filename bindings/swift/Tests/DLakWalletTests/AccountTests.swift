import DLakWallet
import Foundation
import Sandbox
import Testing

@Suite struct AccountTests {
  @Test func aNewWalletIsKnownToTheBankWhenItIsRegistered() async throws {
    let bank = try await SandboxBank.shared.value
    let folder = try Folder()
    let (wallet, words) = try await Wallet.create(
      folder.wallet(bank: bank.url), pin: Owner.pin, deviceName: "phone")
    #expect(words.list.count == 24)
    #expect(try await wallet.isRegistered() == false)
    #expect(try await wallet.profile() == nil)
    let person = try bank.person()
    let profile = try await wallet.register(enrolmentCode: person.enrolmentCode)
    #expect(profile.name == person.name)
    #expect(profile.kind == .person)
    #expect(try profile.account == wallet.account)
    #expect(try await wallet.isRegistered())
    #expect(try await wallet.profile() == profile)
    #expect(try await wallet.refreshProfile() == profile)
    let network = try wallet.trust.network
    #expect(try await wallet.bankInfo().network == network)
    #expect(try await wallet.divergences().isEmpty)
  }

  @Test func theWordsBringAWalletBackAndALostDeviceLosesItsRights() async throws {
    let bank = try await SandboxBank.shared.value
    let khamla = try await Owner(bank, with: .kip(7_000))
    let again = try await khamla.wallet.words(pin: Owner.pin)
    #expect(again == khamla.words)

    let folder = try Folder()
    let typed = "  " + khamla.words.phrase.uppercased() + "\n"
    let restored = try await Wallet.restore(
      folder.wallet(bank: bank.url), words: try RecoveryWords(typed), pin: "577215", deviceName: "new phone",
      trust: try khamla.wallet.trust)
    #expect(try restored.account == khamla.wallet.account)
    #expect(try await restored.sync().balance == .kip(7_000))

    #expect(try await restored.devices().map(\.name) == ["phone", "new phone"])
    let left = try await restored.revoke(try khamla.wallet.device, pin: "577215")
    #expect(left.map { $0.revokedAt != nil } == [true, false])
    #expect(await code { try await khamla.wallet.sync() } == .deviceRevoked)
  }

  @Test func aLockedWalletOpensWithItsPINOnly() async throws {
    let khamla = try await Owner(try await SandboxBank.shared.value)
    let wallet = khamla.wallet
    #expect(try wallet.isLocked == false)
    try wallet.lock()
    #expect(try wallet.isLocked)
    #expect(await code { try await wallet.unlock(pin: "314159") } == .wrongPin)
    #expect(try wallet.isLocked)
    try await wallet.unlock(pin: Owner.pin)
    #expect(try wallet.isLocked == false)
    try await wallet.changePIN(from: Owner.pin, to: "314159")
    #expect(await code { try await wallet.unlock(pin: Owner.pin) } == .wrongPin)
    try await wallet.unlock(pin: "314159")
  }

  @Test func secretsAreNotPrinted() throws {
    let text = "abandon " + String(repeating: "abandon ", count: 22) + "art"
    let words = try RecoveryWords(text)
    #expect(words.list.count == 24)
    var dumped = ""
    dump(words, to: &dumped)
    for printed in ["\(words)", String(reflecting: words), dumped] {
      #expect(!printed.contains("abandon"), "\(printed)")
    }
  }
}
