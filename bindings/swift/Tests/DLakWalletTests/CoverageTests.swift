import DLakWallet
import Foundation
import Sandbox
import Testing

/// What is new in the library must come into the layer and into the tests.
@Suite struct CoverageTests {
  private let native: String
  private let layer: String

  init() throws {
    native = try Self.text(of: "Sources/DLakNative/Generated")
    layer = try Self.text(of: "Sources/DLakWallet")
  }

  @Test func everyCallOfTheLibraryIsInTheLayer() throws {
    // Plumbing begins with uniffi or FfiConverter. What Rust objects do when they are the app's own is not called.
    let calls = try names(#/\n\s*package func (\w+)\(/#, in: native)
      .filter { !$0.hasPrefix("uniffi") && !$0.hasPrefix("FfiConverter") && $0 != "onEvent" }
    #expect(calls.count > 45)
    // `stop` is the half of `stopAndWait` that does not wait. Pictures are made by the system, from `luma`.
    for call in calls where call != "stop" {
      let isCalled = layer.contains(".\(call)(") || layer.contains(" \(call)(")
      #expect(isCalled, "the layer does not call \(call)")
    }
  }

  @Test func everyCallThatWaitsIsCancelledAndMadeOnAClosedWallet() throws {
    let wallet = try #require(native.split(separator: "package final class NativeWallet:").last)
    let methods = try #require(wallet.split(separator: "FfiConverterTypeNativeWallet:").first)
    let waiting = try names(#/\npackage func (\w+)\([^\n]*\)async/#, in: String(methods))
    // `close()` waits whatever happens, and may be called on a closed wallet.
    #expect(Set(waiting).subtracting(AsyncCall.all.map(\.name)) == ["stopAndWait"])
    #expect(AsyncCall.all.count == Set(waiting).count - 1)
    let atOnce = Set(try names(#/\npackage func (\w+)\(/#, in: String(methods))).subtracting(waiting)
    // A closed wallet has no events, which is no error.
    #expect(atOnce.subtracting(SyncCall.all.map(\.name)) == ["stop", "events"])
  }

  @Test func everyCallOfTheLayerIsInATest() throws {
    let tests = try Self.text(of: "Tests/DLakWalletTests")
    // Loops call the first two, and only a Mac has pictures.
    let elsewhere: Set = ["next", "makeAsyncIterator", "image"]
    let calls = try Set(names(#/\n *public (?:static )?func (\w+)[(<]/#, in: layer)).subtracting(elsewhere)
    #expect(calls.count > 50)
    for call in calls {
      #expect(tests.contains(".\(call)("), "no test calls \(call)")
    }
  }

  @Test func everyErrorCodeOfTheLibraryIsAConstant() throws {
    let constants = try names(#/ErrorCode\(rawValue: "([a-z-]+)"\)/#, in: native)
    let table = try WalletLibrary.errorCodes()
    #expect(constants == table.map(\.code.rawValue))
    #expect(table.contains { $0.code == .wrongPin && !$0.retryable })
    #expect(table.contains { $0.code == .bankUnreachable && $0.retryable })
  }

  private func names(_ pattern: Regex<(Substring, Substring)>, in text: String) throws -> [String] {
    text.matches(of: pattern).map { String($0.output.1) }
  }

  private static func text(of folder: String) throws -> String {
    let folder = Places.package.appending(path: folder)
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    return try files.filter { $0.pathExtension == "swift" }
      .map { try String(contentsOf: $0, encoding: .utf8) }.joined(separator: "\n")
  }
}
