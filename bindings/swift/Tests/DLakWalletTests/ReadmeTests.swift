import DLakWallet
import Foundation
import Sandbox
import Testing

@testable import Snippets

/// The code of README.md is compiled in the target Snippets, and run here.
@Suite struct ReadmeTests {
  @Test func everyBlockOfCodeIsCompiled() throws {
    let readme = try String(contentsOf: Places.package.appending(path: "README.md"), encoding: .utf8)
    let folder = Places.package.appending(path: "Tests/Snippets")
    let snippets = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .map { lines(of: try String(contentsOf: $0, encoding: .utf8)) }
    let blocks = readme.split(separator: "```swift\n", omittingEmptySubsequences: false).dropFirst()
      .map { lines(of: $0.components(separatedBy: "\n```")[0]) }
    #expect(blocks.count > 5)
    for block in blocks {
      #expect(!block.isEmpty)
      #expect(snippets.contains { $0.contains(block) }, "not compiled: \(block.joined(separator: "\n"))")
    }
    // The same measure notices a line that differs.
    let altered = blocks[0].map { $0.replacingOccurrences(of: "wallet.sync()", with: "wallet.resume()") }
    #expect(!snippets.contains { $0.contains(altered) })
  }

  @Test func theTenLinesPay() async throws {
    let bank = try await SandboxBank.shared.value
    let merchant = try await Owner(bank)
    let request = try await merchant.wallet.request(.kip(20_000))
    let folder = try Folder()
    try await firstPayment(
      folder.wallet(bank: bank.url), pin: "271828", enrolmentCode: try bank.person().enrolmentCode,
      camera: {
        let (pixels, side) = try QRSymbol(request.code).luma(modulePixels: 4)
        return Frame(pixels, width: side, height: side)
      },
      show: { #expect($0.list.count == 24) },
      ownerAgrees: { $0.amount == .kip(20_000) })
    #expect(try await merchant.wallet.sync().balance == .kip(20_000))
    #expect(try await merchant.wallet.requestStatus(request.id) == .paid)
  }

  @Test func theOtherBlocksDoWhatTheySay() async throws {
    let bank = try await SandboxBank.shared.value
    let wallet = try await aTestWallet(bank: bank.url, enrolmentCode: try bank.person().enrolmentCode)
    try await wallet.topUp(.kip(50_000))

    let model = await WalletModel(wallet: wallet)
    let watching = Task { try await model.watch() }
    // What it follows takes in the top-up.
    await eventually("the balance is shown") { await model.balance?.available == .kip(50_000) }
    #expect(try money(of: try await wallet.balance()) == ["₭35.000", "15000.50"])
    watching.cancel()
    await #expect(throws: CancellationError.self) { try await watching.value }

    let said = Locked<[String]>([])
    try wallet.lock()
    try await unlock(wallet, pin: "314159") { text in said.with { $0.append(text) } }
    try await unlock(wallet, pin: "271828") { text in said.with { $0.append(text) } }
    #expect(said.with { $0 } == ["Wrong PIN"])
    #expect(try wallet.isLocked == false)
    let table = try WalletLibrary.errorCodes()
    #expect(!table.isEmpty)
  }
}

/// Lines without their indentation, which differs between the README and a function's body.
private func lines(of text: String) -> [String] {
  text.components(separatedBy: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
}
