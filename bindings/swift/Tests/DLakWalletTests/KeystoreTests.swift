import DLakWallet
import Foundation
import Sandbox
import Testing

/// A keystore that does what a test wants before it does its work.
private final class Odd: Keystore {
  private let files: FileKeystore
  private let folder: Folder
  private let before: Locked<@Sendable (String) throws -> Void>

  init() throws {
    folder = try Folder()
    files = FileKeystore(folder: folder.url)
    before = Locked({ _ in })
  }

  func becomes(_ odd: @escaping @Sendable (String) throws -> Void) {
    before.with { $0 = odd }
  }

  func load(_ name: String) throws -> Data? {
    try before.with { $0 }(name)
    return try files.load(name)
  }

  func store(_ secret: Data, as name: String) throws {
    try before.with { $0 }(name)
    try files.store(secret, as: name)
  }

  func delete(_ name: String) throws {
    try before.with { $0 }(name)
    try files.delete(name)
  }
}

@Suite struct KeystoreTests {
  private struct Secretive: Error {
    let secret = "hunter2"
  }

  /// A wallet whose keystore is odd from now on, and must be asked to unlock it.
  private func owner(_ keystore: Odd) async throws -> Owner {
    let owner = try await Owner(try await SandboxBank.shared.value, keystore: keystore)
    try owner.wallet.lock()
    return owner
  }

  private func unlock(_ wallet: Wallet) async throws -> WalletError? {
    try await within {
      do {
        try await wallet.unlock(pin: Owner.pin)
        return nil
      } catch let error as WalletError {
        return error
      }
    }
  }

  @Test func aKeystoreThatThrowsFailsTheCallAndNothingElse() async throws {
    let keystore = try Odd()
    let owner = try await owner(keystore)
    keystore.becomes { _ in throw KeystoreError("the phone is locked") }
    let refused = try await unlock(owner.wallet)
    #expect(refused?.code == .keystore)
    #expect(refused?.message.contains("the phone is locked") == true)
    // What another error holds may be private.
    keystore.becomes { _ in throw Secretive() }
    let other = try await unlock(owner.wallet)
    #expect(other?.code == .keystore)
    #expect(other?.message.contains("Secretive") == true)
    #expect(other?.message.contains("hunter2") == false)
    #expect(try await owner.wallet.balance().available == .zero)
    keystore.becomes { _ in }
    #expect(try await unlock(owner.wallet) == nil)
  }

  @Test func noWalletIsMadeWithAKeystoreThatThrows() async throws {
    let keystore = try Odd()
    keystore.becomes { _ in throw KeystoreError("full") }
    let folder = try Folder()
    let configuration = folder.wallet(bank: try await SandboxBank.shared.value.url, keystore: keystore)
    let create = { _ = try await Wallet.create(configuration, pin: Owner.pin, deviceName: "phone") }
    #expect(await code { try await create() } == .keystore)
    keystore.becomes { _ in }
    try await create()
  }

  @Test func aKeystoreThatNeverReturnsFailsTheCallInTime() async throws {
    let keystore = try Odd()
    let owner = try await owner(keystore)
    await owner.wallet.close()
    var impatient = owner.configuration
    impatient.keystoreTimeout = .seconds(2)
    let wallet = try await Wallet.open(impatient)
    let release = DispatchSemaphore(value: 0)
    keystore.becomes { _ in release.wait() }
    let started = ContinuousClock.now
    #expect(try await unlock(wallet)?.code == .keystore)
    #expect(ContinuousClock.now - started >= .seconds(2))
    // Others need not wait for it.
    #expect(try await wallet.balance().available == .zero)
    keystore.becomes { _ in }
    release.signal()
    #expect(try await unlock(wallet) == nil)
  }

  @Test func aCallThatWaitsForTheKeystoreEndsWithItsTask() async throws {
    let keystore = try Odd()
    let owner = try await owner(keystore)
    let (asked, release) = (Locked(false), DispatchSemaphore(value: 0))
    keystore.becomes { _ in
      asked.with { $0 = true }
      release.wait()
    }
    let unlocking = Task { try await owner.wallet.unlock(pin: Owner.pin) }
    await eventually("the keystore is asked") { asked.with { $0 } }
    unlocking.cancel()
    await #expect(throws: CancellationError.self) { try await within { try await unlocking.value } }
    #expect(try owner.wallet.isLocked)
    keystore.becomes { _ in }
    release.signal()
    #expect(try await unlock(owner.wallet) == nil)
  }

  @Test func whatAnEarlierInstallationLeftInTheKeystoreIsNotInTheWay() async throws {
    // The Keychain keeps what it has when an app is removed, and its folders go.
    let bank = try await SandboxBank.shared.value
    let keys = try Folder()
    let keystore = FileKeystore(folder: keys.url)
    for _ in 1...2 {
      let folder = try Folder()
      let configuration = folder.wallet(bank: bank.url, keystore: keystore)
      let (wallet, _) = try await Wallet.create(configuration, pin: Owner.pin, deviceName: "phone")
      try await wallet.register(enrolmentCode: try bank.person().enrolmentCode)
      await wallet.close()
      let again = try await Wallet.open(configuration)
      try await again.unlock(pin: Owner.pin)
      await again.close()
    }
  }

  @Test func aSecretThatIsNoneFailsTheCall() async throws {
    struct Huge: Keystore {
      func load(_ name: String) -> Data? { Data(count: 4_097) }
      func store(_ secret: Data, as name: String) {}
      func delete(_ name: String) {}
    }
    let folder = try Folder()
    let bank = try await SandboxBank.shared.value.url
    let create = {
      _ = try await Wallet.create(folder.wallet(bank: bank, keystore: Huge()), pin: Owner.pin, deviceName: "phone")
    }
    #expect(await code { try await create() } == .keystore)
  }

  @Test func aKeystoreThatCallsTheWalletGetsItsAnswers() async throws {
    let keystore = try Odd()
    let owner = try await owner(keystore)
    let asked = Locked(0)
    keystore.becomes { [weak wallet = owner.wallet] _ in
      guard let wallet else { return }
      _ = try wallet.isLocked
      _ = try blockOn { try await wallet.balance() }
      asked.with { $0 += 1 }
    }
    #expect(try await unlock(owner.wallet) == nil)
    #expect(asked.with { $0 } > 0)
  }

  @Test func aKeystoreMayCloseTheWalletThatAsksIt() async throws {
    let keystore = try Odd()
    let owner = try await owner(keystore)
    keystore.becomes { [weak wallet = owner.wallet] _ in
      guard let wallet else { return }
      try blockOn { await wallet.close() }
    }
    let error = try await unlock(owner.wallet)
    #expect(error?.code == .closed)
    keystore.becomes { _ in }
    try await within { await owner.wallet.close() }
    await (try await Wallet.open(owner.configuration)).close()
  }
}
