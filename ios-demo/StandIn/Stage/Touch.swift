import SwiftUI

@MainActor
extension Stage.Touchable {
  /// Is it as large as a finger needs, 44 points, where a frame says how large it is?
  public var isLargeEnough: Bool {
    [["width", "min-width"], ["height", "min-height"]].allSatisfy { names in
      let lengths = said(names, of: node)
      return lengths.max().map { $0 >= 44 } ?? true
    }
  }

  /// What the frames around the only thing in it say: what lies beside others says nothing of the whole.
  private func said(_ names: [String], of node: Node) -> [Double] {
    let own = names.compactMap { node.style[$0] }.compactMap { Double($0.replacing("px", with: "")) }
    guard node.children.count == 1, let child = node.children.first else { return own }
    return own + said(names, of: child)
  }
}
