import DLakWallet
import Foundation
import Sandbox

/// What it costs to pass a camera's frame of 1280 x 720 gray pixels.
func frames() throws {
  let (width, height) = (1_280, 720)
  let count = width * height
  let pixels = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 64)
  defer { pixels.deallocate() }
  pixels.initializeMemory(as: UInt8.self, repeating: 200)
  let picture = UnsafeRawBufferPointer(pixels)
  let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 64)
  defer { copy.deallocate() }

  // One pixel of it is looked at, so that only passing is measured.
  let passed = try nanosecondsNow(rounds: 2_000) { _ = try Frame.codes(in: picture, width: 1, height: 1) }
  let one = UnsafeRawBufferPointer(rebasing: picture[0..<1])
  let floor = try nanosecondsNow(rounds: 2_000) { _ = try Frame.codes(in: one, width: 1, height: 1) }
  let copied = nanosecondsNow(rounds: 2_000) { copy.copyMemory(from: picture) }
  let scanned = try nanosecondsNow(rounds: 20) {
    _ = try Frame.codes(in: picture, width: width, height: height)
  }

  try Row(name: "frame passed", value: rounded(passed / 1e3), unit: "µs", note: "passed, not looked at").print()
  try Row(name: "frame passed / one pixel", value: rounded(passed / floor), unit: "×", note: "1 is no copy").print()
  // Whoever copies reads all pages; the pixel that is looked at has one.
  let read = try Memory.read(of: count) { _ = try Frame.codes(in: $0, width: 1, height: 1) }
  try Row(
    name: "frame bytes copied", value: Double(max(0, read - Memory.page)), unit: "B", note: "of \(count)"
  ).print()
  try Row(name: "copy of a frame", value: rounded(copied / 1e3), unit: "µs", note: "what passing would cost more")
    .print()
  try Row(name: "frame 1280x720", value: rounded(scanned / 1e3), unit: "µs", note: "scanned: without a code")
    .print()
}
