import Foundation

public struct Color: View, Hashable, Sendable, ShapeStyle {
  /// As CSS says it.
  nonisolated let css: String

  nonisolated init(css: String) {
    self.css = css
  }

  public nonisolated init(red: Double, green: Double, blue: Double, opacity: Double = 1) {
    let part = { (value: Double) in String(Int((value * 255).rounded())) }
    css = "rgba(\(part(red)), \(part(green)), \(part(blue)), \(opacity))"
  }

  public nonisolated static let primary = Color(css: "var(--primary)")
  public nonisolated static let secondary = Color(css: "var(--secondary)")
  public nonisolated static let accentColor = Color(css: "var(--accent)")
  public nonisolated static let white = Color(css: "#ffffff")
  public nonisolated static let black = Color(css: "#000000")
  public nonisolated static let gray = Color(css: "#8e8e93")
  public nonisolated static let red = Color(css: "#ff3b30")
  public nonisolated static let clear = Color(css: "transparent")

  public nonisolated func opacity(_ opacity: Double) -> Color {
    Color(css: "color-mix(in srgb, \(css) \(opacity * 100)%, transparent)")
  }
}

extension Color: Primitive {
  public func nodes(in context: Context) -> [Node] {
    [Node(.shape("rect"), style: ["background": css, "flex": "1 1 0", "align-self": "stretch", "min-height": "1px"])]
  }
}

public protocol ShapeStyle: Sendable {}

extension ShapeStyle where Self == Color {
  public static var primary: Color { .primary }
  public static var secondary: Color { .secondary }
  public static var white: Color { .white }
  public static var black: Color { .black }
  public static var gray: Color { .gray }
  public static var red: Color { .red }
  public static var clear: Color { .clear }
  public static var tint: Color { .accentColor }
}

public struct Material: ShapeStyle {
  public static let regular = Material()
  public static let thin = Material()
  public static let bar = Material()
}

extension ShapeStyle where Self == Material {
  public static var regularMaterial: Material { Material() }
  public static var thinMaterial: Material { Material() }
  public static var bar: Material { Material() }
}

extension ShapeStyle {
  var css: String { (self as? Color)?.css ?? "var(--bar)" }
}

public struct Font: Hashable, Sendable {
  var size: Double
  var weightNumber: Int
  var isMono = false
  var isMonoDigit = false

  init(_ size: Double, _ weight: Weight = .regular) {
    self.size = size
    weightNumber = weight.number
  }

  public enum TextStyle: CaseIterable, Hashable, Sendable {
    case largeTitle, title, title2, title3, headline, subheadline, body, callout, footnote, caption, caption2

    var size: Double {
      switch self {
      case .largeTitle: 34
      case .title: 28
      case .title2: 22
      case .title3: 20
      case .headline, .body: 17
      case .callout: 16
      case .subheadline: 15
      case .footnote: 13
      case .caption: 12
      case .caption2: 11
      }
    }
  }

  public struct Weight: Hashable, Sendable {
    let number: Int

    public static let regular = Weight(number: 400)
    public static let medium = Weight(number: 500)
    public static let semibold = Weight(number: 600)
    public static let bold = Weight(number: 700)
  }

  public enum Design: Hashable, Sendable {
    case `default`, rounded, monospaced, serif
  }

  public static let largeTitle = Font(34)
  public static let title = Font(28)
  public static let title2 = Font(22)
  public static let title3 = Font(20)
  public static let headline = Font(17, .semibold)
  public static let body = Font(17)
  public static let callout = Font(16)
  public static let subheadline = Font(15)
  public static let footnote = Font(13)
  public static let caption = Font(12)

  public static func system(_ style: TextStyle, design: Design? = nil, weight: Weight? = nil) -> Font {
    var font = Font(style.size, weight ?? (style == .headline ? .semibold : .regular))
    font.isMono = design == .monospaced
    return font
  }

  public func weight(_ weight: Weight) -> Font {
    var copy = self
    copy.weightNumber = weight.number
    return copy
  }

  public func bold() -> Font { weight(.bold) }

  public func monospacedDigit() -> Font {
    var copy = self
    copy.isMonoDigit = true
    return copy
  }

  var css: [String: String] {
    var css = ["font-size": "calc(\(size)px * var(--type))", "font-weight": "\(weightNumber)"]
    if isMono { css["font-family"] = "monospace" }
    if isMonoDigit { css["font-variant-numeric"] = "tabular-nums" }
    return css
  }
}

public enum Axis: Hashable, Sendable {
  case horizontal, vertical

  public struct Set: OptionSet, Sendable {
    public let rawValue: Int

    public init(rawValue: Int) {
      self.rawValue = rawValue
    }

    public static let horizontal = Set(rawValue: 1)
    public static let vertical = Set(rawValue: 2)
  }
}

public enum HorizontalAlignment: Hashable, Sendable {
  case leading, center, trailing

  var css: String {
    switch self {
    case .leading: "flex-start"
    case .center: "center"
    case .trailing: "flex-end"
    }
  }
}

public enum VerticalAlignment: Hashable, Sendable {
  case top, center, bottom, firstTextBaseline, lastTextBaseline

  var css: String {
    switch self {
    case .top: "flex-start"
    case .center: "center"
    case .bottom: "flex-end"
    case .firstTextBaseline, .lastTextBaseline: "baseline"
    }
  }
}

public struct Alignment: Hashable, Sendable {
  let horizontal: HorizontalAlignment
  let vertical: VerticalAlignment

  public init(horizontal: HorizontalAlignment, vertical: VerticalAlignment) {
    self.horizontal = horizontal
    self.vertical = vertical
  }

  public static let center = Alignment(horizontal: .center, vertical: .center)
  public static let leading = Alignment(horizontal: .leading, vertical: .center)
  public static let trailing = Alignment(horizontal: .trailing, vertical: .center)
  public static let top = Alignment(horizontal: .center, vertical: .top)
  public static let bottom = Alignment(horizontal: .center, vertical: .bottom)
  public static let topLeading = Alignment(horizontal: .leading, vertical: .top)
  public static let topTrailing = Alignment(horizontal: .trailing, vertical: .top)
  public static let bottomLeading = Alignment(horizontal: .leading, vertical: .bottom)
  public static let bottomTrailing = Alignment(horizontal: .trailing, vertical: .bottom)
}

public enum TextAlignment: String, Hashable, Sendable {
  case leading = "left"
  case center
  case trailing = "right"
}

public enum Edge: Hashable, Sendable {
  case top, leading, bottom, trailing

  public struct Set: OptionSet, Sendable {
    public let rawValue: Int

    public init(rawValue: Int) {
      self.rawValue = rawValue
    }

    public static let top = Set(rawValue: 1)
    public static let leading = Set(rawValue: 2)
    public static let bottom = Set(rawValue: 4)
    public static let trailing = Set(rawValue: 8)
    public static let horizontal: Set = [.leading, .trailing]
    public static let vertical: Set = [.top, .bottom]
    public static let all: Set = [.horizontal, .vertical]

    func css(_ name: String, _ length: CGFloat) -> [String: String] {
      let sides: [(Set, String)] = [(.top, "top"), (.leading, "left"), (.bottom, "bottom"), (.trailing, "right")]
      return Dictionary(
        uniqueKeysWithValues: sides.filter { contains($0.0) }.map { ("\(name)-\($0.1)", "\(length)px") })
    }
  }
}

public struct EdgeInsets: Hashable, Sendable {
  let css: [String: String]

  public init(top: CGFloat, leading: CGFloat, bottom: CGFloat, trailing: CGFloat) {
    css = [
      "padding-top": "\(top)px", "padding-left": "\(leading)px", "padding-bottom": "\(bottom)px",
      "padding-right": "\(trailing)px",
    ]
  }
}

@MainActor
public struct OpenURLAction {
  let open: @MainActor (URL) -> Void

  public nonisolated init(_ open: @escaping @MainActor (URL) -> Void) {
    self.open = open
  }

  public func callAsFunction(_ url: URL) { open(url) }
}
