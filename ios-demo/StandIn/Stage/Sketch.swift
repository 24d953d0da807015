import SwiftUI

/// A screen as HTML, for people to look at: a sketch of how its stacks, texts and colours lie, drawn by a browser. It is no picture of
/// SwiftUI, which draws on Apple's platforms only.
@MainActor
public struct Sketch {
  private let nodes: [Node]
  private let language: String
  private let isDark: Bool

  /// `language` is a BCP 47 tag.
  public init(_ stage: Stage, language: String, isDark: Bool) {
    nodes = stage.look()
    self.language = language
    self.isDark = isDark
  }

  /// A whole page, as wide as a phone.
  public func page(fonts: String) -> String {
    """
    <!doctype html><html lang="\(language)"><meta charset="utf-8"><style>
    @font-face { font-family: "DLak"; src: url("\(fonts)/dlak_regular.ttf"); font-weight: 400 }
    @font-face { font-family: "DLak"; src: url("\(fonts)/dlak_medium.ttf"); font-weight: 500 }
    @font-face { font-family: "DLak"; src: url("\(fonts)/dlak_bold.ttf"); font-weight: 600 700 }
    :root { --primary: \(isDark ? "#fff" : "#000"); --secondary: \(isDark ? "#aaaab2" : "#6b6b70");
      --accent: \(isDark ? "#B7C4FF" : "#1F3A8A"); --on-accent: \(isDark ? "#0E2161" : "#fff"); --red: #b3261e;
      --fill: \(isDark ? "#2c2c32" : "#e9e9ee"); --bar: \(isDark ? "#10131F" : "#F8F9FD"); --line: \(isDark ? "#3E445A" : "#CBD0E0");
      --card: \(isDark ? "#1D2131" : "#fff"); --type: 1 }
    * { box-sizing: border-box } html, body { margin: 0 }
    body { width: 393px; height: 852px; font: 17px/1.3 "DLak", sans-serif; color: var(--primary); background: var(--bar);
      display: flex; flex-direction: column; overflow: hidden }
    .status { height: 50px; flex: none; display: flex; justify-content: space-between; padding: 16px 32px 0; font-weight: 600 }
    .bar { height: 48px; flex: none; display: grid; grid-template-columns: 1fr auto 1fr; align-items: center; padding: 0 12px }
    .bar > :last-child { justify-self: end } .bar b { font-weight: 600 }
    .main { flex: 1 1 0; min-height: 0; display: flex; flex-direction: column; overflow: hidden }
    .v, .box { display: flex; flex-direction: column; min-width: 0 } .h { display: flex; flex-direction: row; min-width: 0 }
    .z { display: grid; min-width: 0 } .z > * { grid-area: 1 / 1 }
    .scroll { min-height: 0; overflow: hidden; display: flex; flex-direction: column; align-items: center }
    .scroll > * { flex: none } .row { flex: none; overflow: hidden; display: flex; flex-direction: row }
    .list { overflow: hidden; padding: 8px 16px }
    .section { background: var(--card); border-radius: 12px; padding: 0 16px; margin-bottom: 14px }
    .section > * { border-bottom: 1px solid var(--line); padding: 10px 0; width: 100% } .section > :last-child { border: 0 }
    .field { border: 1px solid var(--line); border-radius: 10px; padding: 10px 12px; background: var(--card); flex: 1 1 auto; width: 100% }
    .field.empty { color: var(--secondary) } .off { opacity: .4 } .spacer { flex: 1 1 auto }
    .toggle { display: flex; justify-content: space-between; align-items: center; gap: 12px; width: 100% }
    .toggle i { flex: none; width: 51px; height: 31px; border-radius: 16px; background: var(--fill); position: relative }
    .toggle i.on { background: #34c759 } .toggle i:after { content: ""; position: absolute; top: 2px; left: 2px; width: 27px; height: 27px;
      border-radius: 50%; background: #fff } .toggle i.on:after { left: 22px }
    .spin { width: 22px; height: 22px; border-radius: 50%; border: 3px dotted var(--secondary) }
    .picker { display: flex; justify-content: space-between; gap: 8px; width: 100%; align-items: center } .picker span { color: var(--accent) }
    .picker > div { display: none } .section .picker > div { display: block }
    .picker > span { padding: 0 4px }
    svg { display: block }
    .button { min-width: 0 } .text { min-width: 0 }
    </style><body><div class="status"><span>9:41</span><span>5G</span></div>\(bar)<div class="main">\(top)\(main)</div>\(bottom)</body></html>
    """
  }

  private func bars(_ wanted: Node.Bar) -> String {
    nodes.filter { if case .bar(wanted) = $0.kind { true } else { false } }.flatMap(\.children).map { html($0) }
      .joined()
  }

  private var bar: String {
    let title = bars(.title(isLarge: false))
    let (leading, trailing) = (bars(.leading), bars(.trailing))
    if title.isEmpty, leading.isEmpty, trailing.isEmpty { return "" }
    return "<div class=bar><div>\(leading)</div><b>\(title)</b><div>\(trailing)</div></div>"
  }

  private var top: String { bars(.inset) + "<div style='padding: 0 20px'>\(bars(.search))</div>" }
  private var bottom: String {
    "<div style='flex: none; display: flex; flex-direction: column; padding-bottom: 20px'>\(bars(.bottom))</div>"
  }

  private var main: String {
    nodes.filter { if case .bar = $0.kind { false } else { true } }.map { html($0) }.joined()
  }

  /// What lies around a node.
  private enum Around { case column, row, layers }

  private struct Greed {
    var wide: Bool
    var tall: Bool
  }

  /// Does it take all the width, and all the height, that it can have?
  private func greediness(_ node: Node) -> Greed {
    let inner = node.children.map { greediness($0) }
    let hasSpacer = node.children.contains { isSpacer($0) }
    var greed = Greed(wide: inner.contains { $0.wide }, tall: inner.contains { $0.tall })
    switch node.kind {
    case .scroll(.vertical), .list: greed = Greed(wide: true, tall: true)
    case .scroll(.horizontal): greed = Greed(wide: true, tall: false)
    case .toggle, .field, .picker, .section, .grid, .divider: greed.wide = true
    case .shape: greed = Greed(wide: true, tall: node.style["svg"] == nil)
    case .stack(.horizontal): if hasSpacer { greed.wide = true }
    case .stack(.vertical): if hasSpacer { greed.tall = true }
    default: break
    }
    if node.style["wide"] != nil { greed.wide = true }
    if node.style["tall"] != nil { greed.tall = true }
    if node.style["width"] != nil, node.style["svg"] == nil { greed.wide = false }
    if node.style["height"] != nil || node.style["low"] != nil { greed.tall = false }
    return greed
  }

  private func isSpacer(_ node: Node) -> Bool {
    if case .spacer = node.kind { true } else { false }
  }

  /// Does its own style show that it can't be tapped?
  private func isDimmed(_ node: Node) -> Bool {
    node.style["opacity"] != nil || node.children.contains { isDimmed($0) }
  }

  private func html(_ node: Node, in around: Around = .column) -> String {
    var style = node.style
    let greed = greediness(node)
    style["wide"] = nil
    style["tall"] = nil
    style["low"] = nil
    let drawing = style.removeValue(forKey: "svg")
    switch around {
    case .column:
      // What may not be as wide as all lies where the column puts it.
      if greed.wide, style["max-width"] == nil { style["align-self"] = "stretch" }
      if greed.wide, style["max-width"] != nil { style["width"] = "100%" }
      // A least height is none that its content may be squeezed to.
      if greed.tall { style["flex"] = style["min-height"] == nil ? "1 1 0" : "1 0 auto" }
    case .row:
      if greed.wide { style["flex"] = "1 1 0" }
      if greed.tall { style["align-self"] = "stretch" }
    case .layers:
      if greed.wide { style["justify-self"] = "stretch" }
      if greed.tall { style["align-self"] = "stretch" }
    }
    let inside: Around =
      switch node.kind {
      case .stack(.horizontal), .scroll(.horizontal): .row
      case .layers: .layers
      default: .column
      }
    let inner = node.children.map { html($0, in: inside) }.joined()
    let css = style.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: "; ").quoted
    let box = { (kind: String, content: String) in
      "<div class=\"\(kind)\(node.isEnabled || isDimmed(node) ? "" : " off")\" style=\"\(css)\">\(content)</div>"
    }
    switch node.kind {
    case .text(let text): return box("text", text.escaped.replacing("\n", with: "<br>"))
    case .image(let name, let isSymbol): return box("image", isSymbol ? Glyphs.svg(name) : Glyphs.flower)
    case .button, .link: return box("button box", inner)
    case .toggle(let isOn, _): return box("toggle", "<div>\(inner)</div><i class=\(isOn ? "on" : "off-switch")></i>")
    case .field(let placeholder, let text, let isSecure, _):
      let shown = isSecure ? String(repeating: "•", count: text.count) : text
      return box(text.isEmpty ? "field empty" : "field", (text.isEmpty ? placeholder : shown).escaped)
    case .picker(let choices, _):
      return box(
        "picker", "<div>\(inner)</div><span>\((choices.first(where: \.isChosen)?.label ?? "").escaped) ⌄</span>")
    case .stack(.vertical): return box("v", inner)
    case .stack(.horizontal): return box("h", inner)
    case .layers: return box("z", inner)
    case .grid(let columns):
      return "<div style=\"display: grid; grid-template-columns: repeat(\(columns), 1fr); \(css)\">\(inner)</div>"
    case .scroll(.vertical): return box("scroll", inner)
    case .scroll(.horizontal): return box("row", inner)
    case .list: return box("list", inner)
    case .section: return box("section", inner)
    case .shape(let room):
      guard let drawing else { return box("shape", "") }
      return box("shape", "<svg viewBox=\"0 0 \(room)\" width=\"100%\" height=\"100%\">\(drawing)</svg>")
    case .spacer: return box("spacer", "")
    case .divider: return "<div style='height: 1px; align-self: stretch; background: var(--line)'></div>"
    case .progress: return box("spin", "")
    case .box, .bar: return box("box", inner)
    }
  }
}

extension String {
  fileprivate var escaped: String {
    replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }

  fileprivate var quoted: String { replacing("\"", with: "&quot;") }
}
