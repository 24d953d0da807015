import Foundation
import Sandbox
import Testing

@testable import DLakWallet

/// Counts what is alive.
private final class Counted: EventListener, LogSink, Keystore {
  private static let alive = Locked(0)
  private let files: FileKeystore

  static var count: Int { alive.with { $0 } }

  init(files: FileKeystore = FileKeystore(folder: URL(filePath: "/nowhere"))) {
    self.files = files
    Self.alive.with { $0 += 1 }
  }

  deinit {
    Self.alive.with { $0 -= 1 }
  }

  func handle(_ event: Event) {}
  func log(_ record: LogRecord) {}
  func load(_ name: String) throws -> Data? { try files.load(name) }
  func store(_ secret: Data, as name: String) throws { try files.store(secret, as: name) }
  func delete(_ name: String) throws { try files.delete(name) }
}

/// Memory is that of the whole process, so `test.sh` runs these tests by themselves.
private let isAlone = ProcessInfo.processInfo.environment["DLAK_LIFETIME"] != nil

@Suite(.serialized, .enabled(if: isAlone, "test.sh runs them in a process of their own"))
struct LifetimeTests {
  /// Each of the objects takes a hundred bytes or more, with its handle: 10^5 of them are beyond this.
  private let allowed = 4 << 20

  @Test func symbolsAreFreed() async throws {
    let kept = Locked<[QRSymbol]>([])
    let make = { (number: Int) throws -> QRSymbol in try QRSymbol("\(number)", correction: .low) }
    // The same measure sees those that are kept.
    #expect(try await growth(of: 10_000) { number in try kept.with { $0.append(try make(number)) } } > allowed)
    kept.with { $0.removeAll() }
    #expect(try await growth(of: 20_000) { _ = try make($0) } < allowed)
  }

  @Test func aHundredThousandReadingsOfEventsAreFreed() async throws {
    let wallet = try await Owner(try await SandboxBank.shared.value).wallet
    let kept = Locked<[WalletEvents]>([])
    #expect(try await growth(of: 100_000) { _ in kept.with { $0.append(wallet.events) } } > allowed)
    kept.with { $0.removeAll() }
    #expect(try await growth(of: 100_000) { _ in _ = wallet.events } < allowed)
  }

  @Test func aHundredThousandListenersAreFreed() async throws {
    let wallet = try await Owner(try await SandboxBank.shared.value).wallet
    let before = Counted.count
    let subscription = try wallet.listen(Counted())
    #expect(Counted.count == before + 1)
    #expect(
      try await growth(of: 100_000) { number in
        // Half of them are cancelled, the others only freed.
        let subscription = try wallet.listen(Counted())
        if number.isMultiple(of: 2) { subscription.cancel() }
      } < allowed)
    subscription.cancel()
    await eventually("the library lets the listeners go") { Counted.count == before }
  }

  @Test func aHundredThousandCallsLeaveNothing() async throws {
    let wallet = try await Owner(try await SandboxBank.shared.value, with: .kip(1)).wallet
    #expect(try await growth(of: 100_000) { _ in _ = try await wallet.balance() } < allowed)
    #expect(
      try await growth(of: 20_000) { _ in
        // The way out of a call that is cancelled.
        let waiting = Task { await wallet.events.first { _ in true } }
        waiting.cancel()
        _ = await waiting.value
      } < allowed)
  }

  @Test func previewsAreFreed() async throws {
    let bank = try await SandboxBank.shared.value
    let khamla = try await Owner(bank, with: .kip(1_000))
    let code = try await Owner(bank).wallet.staticCode(amount: .kip(1))
    weak var last: NativePreview?
    for _ in 0..<500 {
      let preview = try await khamla.wallet.prepare(code)
      last = preview.native
      #expect(last != nil)
    }
    #expect(last == nil)
  }

  @Test func aWalletThatNobodyHoldsIsFreedWithItsKeystore() async throws {
    let bank = try await SandboxBank.shared.value
    let folder = try Folder()
    let files = FileKeystore(folder: folder.url.appending(path: "keys"))
    let before = Counted.count
    func make() async throws -> WalletConfiguration {
      let configuration = folder.wallet(bank: bank.url, keystore: Counted(files: files))
      let (wallet, _) = try await Wallet.create(configuration, pin: Owner.pin, deviceName: "phone")
      let following = Task { try await wallet.follow() }
      _ = try await wallet.balance()
      #expect(Counted.count == before + 1)
      following.cancel()
      _ = await following.result
      return folder.wallet(bank: bank.url, keystore: files)
    }
    let configuration = try await make()
    await eventually("the keystore is freed") { Counted.count == before }
    // And so is the wallet's file, without `close()`.
    try await eventually("the folder is free") {
      do {
        await (try await Wallet.open(configuration)).close()
        return true
      } catch let error as WalletError where error.code == .walletInUse {
        return false
      }
    }
  }

  @Test func aLogThatIsReplacedIsFreed() async throws {
    let before = Counted.count
    for _ in 0..<100 { try WalletLog.send(.error, to: Counted()) }
    try WalletLog.send(.error, to: nil)
    await eventually("the logs are freed") { Counted.count == before }
  }

  /// How much memory so many rounds of some work leave behind, in bytes. A few before are for what is made once.
  private func growth(of rounds: Int, _ work: (Int) async throws -> Void) async throws -> Int {
    for round in 0..<(rounds / 10) { try await work(round) }
    let before = try Memory.resident()
    for round in 0..<rounds { try await work(round) }
    let growth = try Memory.resident() - before
    print("\(rounds) rounds left \(growth >> 10) KiB")
    return growth
  }
}
