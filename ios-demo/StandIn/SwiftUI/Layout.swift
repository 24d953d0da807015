import Foundation

public struct VStack<Content: View>: View, Primitive {
  private let alignment: HorizontalAlignment
  private let spacing: CGFloat
  private let content: Content

  public init(alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> Content) {
    self.alignment = alignment
    self.spacing = spacing ?? 8
    self.content = content()
  }

  public func nodes(in context: Context) -> [Node] {
    [
      Node(
        .stack(.vertical), SwiftUI.nodes(of: content, in: context.child("v")),
        style: ["gap": "\(spacing)px", "align-items": alignment.css])
    ]
  }
}

public typealias LazyVStack = VStack

public struct HStack<Content: View>: View, Primitive {
  private let alignment: VerticalAlignment
  private let spacing: CGFloat
  private let content: Content

  public init(alignment: VerticalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> Content) {
    self.alignment = alignment
    self.spacing = spacing ?? 8
    self.content = content()
  }

  public func nodes(in context: Context) -> [Node] {
    [
      Node(
        .stack(.horizontal), SwiftUI.nodes(of: content, in: context.child("h")),
        style: ["gap": "\(spacing)px", "align-items": alignment.css])
    ]
  }
}

public struct ZStack<Content: View>: View, Primitive {
  private let alignment: Alignment
  private let content: Content

  public init(alignment: Alignment = .center, @ViewBuilder content: () -> Content) {
    self.alignment = alignment
    self.content = content()
  }

  public func nodes(in context: Context) -> [Node] {
    [
      Node(
        .layers, SwiftUI.nodes(of: content, in: context.child("z")),
        style: ["justify-items": alignment.horizontal.css, "align-items": alignment.vertical.css])
    ]
  }
}

public struct GridItem: Sendable {
  public enum Size: Sendable {
    case fixed(CGFloat)
    case flexible(minimum: CGFloat = 10, maximum: CGFloat = .infinity)
    case adaptive(minimum: CGFloat, maximum: CGFloat = .infinity)
  }

  public init(_ size: Size = .flexible(), spacing: CGFloat? = nil, alignment: Alignment? = nil) {}
}

public struct LazyVGrid<Content: View>: View, Primitive {
  private let columns: Int
  private let spacing: CGFloat
  private let content: Content

  public init(
    columns: [GridItem], alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil,
    @ViewBuilder content: () -> Content
  ) {
    self.columns = columns.count
    self.spacing = spacing ?? 8
    self.content = content()
  }

  public func nodes(in context: Context) -> [Node] {
    [
      Node(
        .grid(columns: columns), SwiftUI.nodes(of: content, in: context.child("grid")), style: ["gap": "\(spacing)px"])
    ]
  }
}

public struct Spacer: View, Primitive {
  private let minimum: CGFloat

  public init(minLength: CGFloat? = nil) {
    minimum = minLength ?? 0
  }

  public func nodes(in context: Context) -> [Node] {
    [Node(.spacer, style: ["min-width": "\(minimum)px", "min-height": "\(minimum)px"])]
  }
}

public struct Divider: View, Primitive {
  public init() {}

  public func nodes(in context: Context) -> [Node] { [Node(.divider)] }
}

public struct ScrollView<Content: View>: View, Primitive {
  private let axis: Axis
  private let content: Content

  public init(_ axes: Axis.Set = .vertical, showsIndicators: Bool = true, @ViewBuilder content: () -> Content) {
    axis = axes == .horizontal ? .horizontal : .vertical
    self.content = content()
  }

  public func nodes(in context: Context) -> [Node] {
    [Node(.scroll(axis), SwiftUI.nodes(of: content, in: context.child("scroll")))]
  }
}

public struct List<Content: View>: View, Primitive {
  private let content: Content

  public init(@ViewBuilder content: () -> Content) {
    self.content = content()
  }

  public func nodes(in context: Context) -> [Node] {
    [Node(.list, SwiftUI.nodes(of: content, in: context.child("list")))]
  }
}

public typealias Form = List

public struct Section<Parent: View, Content: View, Footer: View>: View, Primitive {
  private let header: Parent
  private let content: Content
  private let footer: Footer

  public init(
    @ViewBuilder content: () -> Content, @ViewBuilder header: () -> Parent, @ViewBuilder footer: () -> Footer
  ) {
    self.header = header()
    self.content = content()
    self.footer = footer()
  }

  public init(@ViewBuilder content: () -> Content, @ViewBuilder header: () -> Parent) where Footer == EmptyView {
    self.init(content: content, header: header) { EmptyView() }
  }

  public init(@ViewBuilder content: () -> Content, @ViewBuilder footer: () -> Footer) where Parent == EmptyView {
    self.init(content: content) {
      EmptyView()
    } footer: {
      footer()
    }
  }

  public init(@ViewBuilder content: () -> Content) where Parent == EmptyView, Footer == EmptyView {
    self.init(content: content) {
      EmptyView()
    } footer: {
      EmptyView()
    }
  }

  public init<Characters: StringProtocol>(_ title: Characters, @ViewBuilder content: () -> Content)
  where Parent == Text, Footer == EmptyView {
    self.init(content: content) {
      Text(title)
    } footer: {
      EmptyView()
    }
  }

  public func nodes(in context: Context) -> [Node] {
    let small = ["font-size": "13px", "color": "var(--secondary)", "padding": "6px 16px"]
    let header = SwiftUI.nodes(of: header, in: context.child("header")).map { $0.boxed(small) }
    let footer = SwiftUI.nodes(of: footer, in: context.child("footer")).map { $0.boxed(small) }
    let rows = Node(.section, SwiftUI.nodes(of: content, in: context.child("rows")))
    return header + [rows] + footer
  }
}

// MARK: - Shapes

@MainActor
@preconcurrency
public protocol Shape: View, Sendable {
  var corners: String { get }
}

extension Shape {
  public func fill(_ style: some ShapeStyle) -> some View {
    Filled(style: ["background": style.css, "border-radius": corners])
  }

  public func stroke(_ style: some ShapeStyle, lineWidth: CGFloat = 1) -> some View {
    Filled(style: ["border": "\(lineWidth)px solid \(style.css)", "border-radius": corners, "box-sizing": "border-box"])
  }

  public var body: some View { fill(Color.primary) }
}

struct Filled: View, Primitive {
  let style: [String: String]

  public func nodes(in context: Context) -> [Node] {
    let whole = ["width": "100%", "height": "100%", "flex": "1 1 auto", "align-self": "stretch"]
    return [Node(.shape("fill"), style: whole.merging(style) { $1 })]
  }
}

public struct Rectangle: Shape {
  public nonisolated init() {}

  public var corners: String { "0" }
}

public struct RoundedRectangle: Shape {
  private let radius: CGFloat

  public nonisolated init(cornerRadius: CGFloat) {
    radius = cornerRadius
  }

  public var corners: String { "\(radius)px" }
}

public struct Circle: Shape {
  public nonisolated init() {}

  public var corners: String { "50%" }
}

public struct Capsule: Shape {
  public nonisolated init() {}

  public var corners: String { "999px" }
}

extension Shape where Self == Circle {
  public static nonisolated var circle: Circle { Circle() }
}
extension Shape where Self == Capsule {
  public static nonisolated var capsule: Capsule { Capsule() }
}
extension Shape where Self == Rectangle {
  public static nonisolated var rect: Rectangle { Rectangle() }
}
extension Shape where Self == RoundedRectangle {
  public static nonisolated func rect(cornerRadius: CGFloat) -> RoundedRectangle {
    RoundedRectangle(cornerRadius: cornerRadius)
  }
}

/// Lines and areas, as SVG says them.
public struct Path: Shape, Hashable {
  private(set) var svg = ""

  public nonisolated init() {}

  public nonisolated init(_ build: (inout Path) -> Void) {
    build(&self)
  }

  public nonisolated mutating func move(to point: CGPoint) { svg += "M\(point.x) \(point.y)" }
  public nonisolated mutating func addLine(to point: CGPoint) { svg += "L\(point.x) \(point.y)" }
  public nonisolated mutating func closeSubpath() { svg += "Z" }
  public nonisolated mutating func addRect(_ rect: CGRect) {
    svg += "M\(rect.minX) \(rect.minY)h\(rect.width)v\(rect.height)h\(-rect.width)Z"
  }

  public var corners: String { "0" }
}

/// Drawing that a closure does: for pictures, as one SVG.
public struct Canvas: View, Primitive {
  private let draw: (inout GraphicsContext, CGSize) -> Void

  public init(renderer: @escaping (inout GraphicsContext, CGSize) -> Void) {
    draw = renderer
  }

  public func nodes(in context: Context) -> [Node] {
    var graphics = GraphicsContext()
    let room = context.environment.room
    draw(&graphics, room)
    // A square, or as large as the reader of the geometry around it.
    let isSquare = room.width == room.height
    let place = isSquare ? ["width": "100%", "aspect-ratio": "1"] : ["position": "absolute", "inset": "0"]
    let style = place.merging(["svg": graphics.svg]) { $1 }
    return [Node(.shape("\(room.width) \(room.height)"), style: style)]
  }
}

public struct GraphicsContext {
  private(set) var svg = ""

  public enum Shading {
    case color(Color)
  }

  public mutating func fill(_ path: Path, with shading: Shading) {
    if case .color(let color) = shading {
      svg += "<path d=\"\(path.svg)\" fill=\"\(color.css)\" shape-rendering=\"crispEdges\"/>"
    }
  }

  public mutating func stroke(_ path: Path, with shading: Shading, lineWidth: CGFloat = 1) {
    if case .color(let color) = shading {
      svg += "<path d=\"\(path.svg)\" fill=\"none\" stroke=\"\(color.css)\" stroke-width=\"\(lineWidth)\"/>"
    }
  }
}

/// Its size is a phone's width: the stand-in knows no layout.
public struct GeometryProxy: Sendable {
  public var size: CGSize { CGSize(width: 393, height: 600) }
}

public struct GeometryReader<Content: View>: View, Primitive {
  private let content: (GeometryProxy) -> Content

  public init(@ViewBuilder content: @escaping (GeometryProxy) -> Content) {
    self.content = content
  }

  public func nodes(in context: Context) -> [Node] {
    var inner = context.child("geometry")
    inner.environment.room = GeometryProxy().size
    return [
      Node(
        .layers, SwiftUI.nodes(of: content(GeometryProxy()), in: inner),
        style: ["flex": "1 1 auto", "align-self": "stretch", "position": "relative"])
    ]
  }
}
