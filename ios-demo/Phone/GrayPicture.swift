import Foundation

/// A picture as phones show it to each other: gray, in a file that needs no library (binary PGM).
struct GrayPicture: Sendable {
  let width: Int
  let height: Int
  private(set) var luma: Data

  /// White paper.
  init(width: Int, height: Int) {
    (self.width, self.height) = (width, height)
    luma = Data(repeating: 255, count: width * height)
  }

  /// What `file` is of.
  init?(file: Data) {
    let start = String(decoding: file.prefix(40), as: UTF8.self)
    guard let header = start.prefixMatch(of: /P5\n(\d+) (\d+)\n255\n/),
      let width = Int(header.output.1), let height = Int(header.output.2)
    else { return nil }
    let pixels = file.dropFirst(header.output.0.utf8.count)
    guard pixels.count == width * height else { return nil }
    (self.width, self.height) = (width, height)
    luma = Data(pixels)
  }

  /// As a file.
  var file: Data { Data("P5\n\(width) \(height)\n255\n".utf8) + luma }

  /// Draws a dark rectangle; what lies outside the paper is left out.
  mutating func darken(x: Range<Int>, y: Range<Int>) {
    for row in y.clamped(to: 0..<height) {
      for column in x.clamped(to: 0..<width) { luma[row * width + column] = 0 }
    }
  }
}
