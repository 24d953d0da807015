import Foundation
import SwiftUI

/// What another phone's camera sees of this one's screen: the symbols that its views draw, dark on white. The stand-in lays nothing
/// out, so that the one symbol stands in the middle of an empty screen.
enum Screenshot {
  private static let scale = 3.0
  private static let (width, height) = (1080, 1600)
  private static let (left, top) = (156, 400)

  /// Nil when nothing is drawn.
  @MainActor
  static func of(_ nodes: [Node]) -> GrayPicture? {
    let drawings = nodes.flatMap(\.visible).compactMap { $0.style["svg"] }
    guard let drawing = drawings.first, drawings.count == 1 else { return nil }
    var picture = GrayPicture(width: width, height: height)
    for match in drawing.matches(of: /M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)h/) {
      let (_, x, y, w, h) = match.output
      let (x1, y1) = (Double(x) ?? 0, Double(y) ?? 0)
      let (x2, y2) = (x1 + (Double(w) ?? 0), y1 + (Double(h) ?? 0))
      picture.darken(x: pixel(x1, left)..<pixel(x2, left), y: pixel(y1, top)..<pixel(y2, top))
    }
    return picture
  }

  private static func pixel(_ point: Double, _ from: Int) -> Int { from + Int((point * scale).rounded()) }
}
