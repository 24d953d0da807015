import DLakWallet
import Foundation
import Sandbox
import Testing

@Suite struct FrameTests {
  private let text = "https://dlak.example/hello"

  /// A symbol with its quiet zone, 4 pixels a module.
  private func picture() throws -> (pixels: Data, side: Int) {
    try QRSymbol(text).luma(modulePixels: 4)
  }

  @Test func aSymbolIsDrawnInManyWays() throws {
    let symbol = try QRSymbol(text, correction: .high)
    #expect(try symbol.side > QRSymbol(text, correction: .low).side)
    #expect(symbol.isDark(x: 0, y: 0))
    #expect(!symbol.isDark(x: 7, y: 7))
    #expect(!symbol.isDark(x: -1, y: 0) && !symbol.isDark(x: 0, y: symbol.side))
    #expect(try symbol.svg().hasPrefix("<svg") || symbol.svg().hasPrefix("<?xml"))
    // What is out of bounds is brought into them.
    for (asked, got) in [(1, 1), (4, 4), (64, 64), (65, 64), (.max, 64), (0, 1), (-1, 1), (.min, 1)] {
      let (pixels, side) = try symbol.luma(modulePixels: asked)
      #expect(side == (symbol.side + 8) * got)
      #expect(pixels.count == side * side)
    }
  }

  @Test func aTextThatNoSymbolHoldsIsRefused() async {
    #expect(await code { _ = try QRSymbol(String(repeating: "x", count: 5_000)) } == .textTooLong)
  }

  @Test func everyFormatIsRead() throws {
    let (pixels, side) = try picture()
    #expect(try Frame(pixels, width: side, height: side).codes().map(\.text) == [text])
    let rgba = Data(pixels.flatMap { [$0, $0, $0, 255] })
    #expect(try Frame(rgba, format: .rgba, width: side, height: side).codes().map(\.text) == [text])
    let nv21 = pixels + Data(repeating: 128, count: side * side / 2)
    #expect(try Frame(nv21, format: .nv21, width: side, height: side).codes().map(\.text) == [text])
  }

  @Test func pixelsMayLieAnywhere() throws {
    let (pixels, side) = try picture()
    // In the middle of a `Data`, with a gap after each row, in memory of somebody else.
    let slice = (Data(repeating: 7, count: 13) + pixels)[13...]
    #expect(try Frame(slice, width: side, height: side).codes().count == 1)
    var wide = Data()
    for row in 0..<side { wide += pixels[(row * side)..<((row + 1) * side)] + Data(repeating: 0, count: 11) }
    #expect(try Frame(wide, width: side, height: side, stride: side + 11).codes().count == 1)
    // The last row has no gap, like a picture of the camera.
    #expect(try Frame(wide.dropLast(11), width: side, height: side, stride: side + 11).codes().count == 1)
    #expect(throws: WalletError.self) {
      try Frame(wide.dropLast(12), width: side, height: side, stride: side + 11).codes()
    }
    let found = try pixels.withUnsafeBytes { try Frame.codes(in: $0, width: side, height: side) }
    #expect(found.first?.corners.count == 4)
  }

  @Test func aFrameThatIsNotWhatItSaysIsRefused() async throws {
    let (pixels, side) = try picture()
    let frames: [Frame] = [
      // One byte is missing.
      Frame(pixels.dropLast(), width: side, height: side),
      Frame(pixels, width: side, height: side + 1),
      Frame(pixels, format: .rgba, width: side, height: side),
      Frame(pixels, format: .nv21, width: side, height: side),
      Frame(Data(), width: side, height: side),
      Frame(Data(), width: 0, height: 0),
      Frame(pixels, width: 0, height: side),
      Frame(pixels, width: side, height: 0),
      Frame(pixels, width: -1, height: side),
      Frame(pixels, width: side, height: -side),
      Frame(pixels, width: side, height: side, stride: side - 1),
      Frame(pixels, width: side, height: side, stride: 0),
      Frame(pixels, width: side, height: side, stride: -1),
      Frame(pixels, width: .max, height: .max),
      Frame(pixels, width: .min, height: .min),
      Frame(pixels, width: Int(UInt32.max), height: Int(UInt32.max), stride: Int(UInt32.max)),
      Frame(pixels, format: .rgba, width: .max, height: 1),
      Frame(pixels, width: side, height: side, stride: Int(UInt32.max) + 1),
    ]
    for frame in frames {
      #expect(
        await code { _ = try frame.codes() } == .badFrame, "\(frame.width) x \(frame.height), \(frame.stride)")
    }
    let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
    #expect(await code { _ = try Frame.codes(in: nothing, width: 1, height: 1) } == .badFrame)
  }

  @Test func moreBytesThanTheBorderCountsAreRefused() async throws {
    // 3 GiB that nobody touches, so that they take no memory.
    let read = try Memory.read(of: 3 << 30) { pixels in
      #expect(throws: WalletError.self) { try Frame.codes(in: pixels, width: 100, height: 100) }
    }
    #expect(read == 0)
  }

  @Test func pixelsAreNotCopied() throws {
    let count = 1_280 * 720
    let read = try Memory.read(of: count) { _ = try Frame.codes(in: $0, width: 1, height: 1) }
    #expect(read <= Memory.page)
    // The same measure sees a copy.
    #expect(try Memory.read(of: count) { _ = try Frame(Data($0), width: 1, height: 1).codes() } >= count)
  }

  @Test func whatATextIsIsSaidWithoutAsking() async throws {
    #expect(try CodeKind(of: "hello") == .notPayment)
    let bank = try await SandboxBank.shared.value
    let khamla = try await Owner(bank)
    let sticker = try await khamla.wallet.staticCode(amount: .kip(5))
    #expect(try CodeKind(of: sticker) == .dlak)
    let read = try PaymentCode.read(sticker)
    #expect(try read.account == khamla.wallet.account)
    #expect(read.amount == .kip(5))
    guard case .broken = try CodeKind(of: String(sticker.dropLast())) else {
      Issue.record("a code without its end is whole")
      return
    }
    #expect(await code { _ = try PaymentCode.read("hello") } == .badCode)
  }
}
