import Foundation

// What changes how a view looks: for pictures.
extension View {
  public func padding(_ edges: Edge.Set = .all, _ length: CGFloat? = nil) -> some View {
    boxed(edges.css("padding", length ?? 16))
  }

  public func padding(_ length: CGFloat) -> some View { padding(.all, length) }

  public func padding(_ insets: EdgeInsets) -> some View { boxed(insets.css) }

  public func frame(width: CGFloat? = nil, height: CGFloat? = nil, alignment: Alignment = .center) -> some View {
    var style = placed(alignment)
    if let width { style["width"] = "\(width)px" }
    if let height { style["height"] = "\(height)px" }
    style["flex-shrink"] = "0"
    return boxed(style)
  }

  public func frame(
    minWidth: CGFloat? = nil, idealWidth: CGFloat? = nil, maxWidth: CGFloat? = nil, minHeight: CGFloat? = nil,
    idealHeight: CGFloat? = nil, maxHeight: CGFloat? = nil, alignment: Alignment = .center
  ) -> some View {
    var style = placed(alignment)
    if let minWidth { style["min-width"] = "\(minWidth)px" }
    if let minHeight { style["min-height"] = "\(minHeight)px" }
    if let maxWidth { style[maxWidth == .infinity ? "wide" : "max-width"] = "\(maxWidth)px" }
    if let maxHeight { style[maxHeight == .infinity ? "tall" : "max-height"] = "\(maxHeight)px" }
    return boxed(style)
  }

  private func placed(_ alignment: Alignment) -> [String: String] {
    ["align-items": alignment.horizontal.css, "justify-content": alignment.vertical.css]
  }

  public func background(_ style: some ShapeStyle) -> some View { boxed(["background": style.css]) }

  public func background(_ style: some ShapeStyle, in shape: some Shape) -> some View {
    boxed(["background": style.css, "border-radius": shape.corners])
  }

  public func background<Content: View>(alignment: Alignment = .center, @ViewBuilder content: () -> Content)
    -> some View
  {
    let behind = content()
    return changed { node, context in
      let back = Node(
        .box, SwiftUI.nodes(of: behind, in: context.child("behind")),
        style: ["align-self": "stretch", "justify-self": "stretch"])
      node = Node(.layers, [back, node])
    }
  }

  public func overlay<Content: View>(alignment: Alignment = .center, @ViewBuilder content: () -> Content) -> some View {
    let over = content()
    return changed { node, context in
      node = Node(
        .layers, [node] + SwiftUI.nodes(of: over, in: context.child("over")),
        style: ["justify-items": alignment.horizontal.css, "align-items": alignment.vertical.css])
    }
  }

  public func clipShape(_ shape: some Shape) -> some View {
    boxed(["border-radius": shape.corners, "overflow": "hidden"])
  }

  public func contentShape(_ shape: some Shape) -> some View { self }

  public func foregroundStyle(_ style: some ShapeStyle) -> some View {
    changed { node, _ in node = node.styled(["color": style.css]) }
  }

  public func tint(_ color: Color?) -> some View {
    changed { node, _ in node = node.styled(["--accent": color?.css ?? "inherit"]) }
  }

  public func font(_ font: Font?) -> some View {
    changed { node, _ in node = node.styled(font?.css ?? [:]) }
  }

  public func fontWeight(_ weight: Font.Weight?) -> some View {
    changed { node, _ in node = node.styled(["font-weight": "\(weight?.number ?? 400)"]) }
  }

  public func bold() -> some View { fontWeight(.bold) }

  public func imageScale(_ scale: Image.Scale) -> some View { self }

  public func monospacedDigit() -> some View {
    changed { node, _ in node = node.styled(["font-variant-numeric": "tabular-nums"]) }
  }

  public func multilineTextAlignment(_ alignment: TextAlignment) -> some View {
    changed { node, _ in node = node.styled(["text-align": alignment.rawValue]) }
  }

  public func lineLimit(_ number: Int?) -> some View {
    changed { node, _ in if number == 1 { node = node.styled(["white-space": "nowrap"]) } }
  }

  public func minimumScaleFactor(_ factor: CGFloat) -> some View { self }

  public func fixedSize(horizontal: Bool = true, vertical: Bool = true) -> some View {
    changed { node, _ in if vertical { node = node.styled(["low": "1"]) } }
  }

  public func layoutPriority(_ value: Double) -> some View { self }

  public func opacity(_ opacity: Double) -> some View {
    changed { node, _ in node = node.styled(["opacity": "\(opacity)"]) }
  }

  public func aspectRatio(_ ratio: CGFloat? = nil, contentMode: ContentMode) -> some View {
    boxed(ratio.map { ["aspect-ratio": "\($0)", "wide": "1"] } ?? [:])
  }

  public func scaledToFit() -> some View { self }
  public func scaledToFill() -> some View { self }
  public func position(x: CGFloat, y: CGFloat) -> some View {
    boxed(["position": "absolute", "left": "\(x)px", "top": "\(y)px", "transform": "translate(-50%, -50%)"])
  }
  public func offset(x: CGFloat = 0, y: CGFloat = 0) -> some View { self }
  public func shadow(color: Color = .black, radius: CGFloat, x: CGFloat = 0, y: CGFloat = 0) -> some View { self }
  public func ignoresSafeArea() -> some View { self }
  public func preferredColorScheme(_ scheme: ColorScheme?) -> some View { self }
  public func controlSize(_ size: ControlSize) -> some View { self }
  public func labelsHidden() -> some View {
    changed { node, _ in
      node.label = node.label ?? node.children.flatMap(\.texts).joined(separator: ", ")
      node.children = []
    }
  }
  public func listStyle(_ style: some ListStyle) -> some View { self }
  public func pickerStyle(_ style: some PickerStyle) -> some View { self }
  public func textFieldStyle(_ style: some TextFieldStyle) -> some View { self }
  public func listRowBackground(_ view: (some View)?) -> some View { self }
  public func listRowInsets(_ insets: EdgeInsets?) -> some View { self }
  public func listRowSeparator(_ visibility: Visibility) -> some View { self }
  public func scrollContentBackground(_ visibility: Visibility) -> some View { self }
  public func scrollDismissesKeyboard(_ mode: ScrollDismissesKeyboardMode) -> some View { self }
  public func animation(_ animation: Animation?, value: some Equatable) -> some View { self }
  public func transition(_ transition: AnyTransition) -> some View { self }
  public func privacySensitive(_ sensitive: Bool = true) -> some View { self }
  public func dynamicTypeSize(_ range: PartialRangeThrough<DynamicTypeSize>) -> some View { self }
  public func sensoryFeedback(_ feedback: SensoryFeedback, trigger: some Equatable) -> some View { self }
  public func symbolRenderingMode(_ mode: SymbolRenderingMode?) -> some View { self }
  public func textSelection(_ selectability: some TextSelectability) -> some View { self }
  public func id(_ id: some Hashable) -> some View { self }
}

public enum ContentMode: Hashable, Sendable { case fit, fill }
public enum ControlSize: Hashable, Sendable { case mini, small, regular, large }
public enum Visibility: Hashable, Sendable { case automatic, visible, hidden }
public struct ScrollDismissesKeyboardMode: Sendable {
  public static let interactively = ScrollDismissesKeyboardMode()
}
public struct Animation: Hashable, Sendable {
  public static let `default` = Animation()
  public static func easeInOut(duration: Double) -> Animation { Animation() }
}
public struct AnyTransition: Sendable {
  public static let opacity = AnyTransition()
}
public struct SensoryFeedback: Hashable, Sendable {
  public static let success = SensoryFeedback()
  public static let warning = SensoryFeedback()
  public static let error = SensoryFeedback()
  public static let selection = SensoryFeedback()
}
public struct SymbolRenderingMode: Sendable {
  public static let hierarchical = SymbolRenderingMode()
}
public protocol TextSelectability {}
public struct EnabledTextSelectability: TextSelectability {}
extension TextSelectability where Self == EnabledTextSelectability {
  public static var enabled: EnabledTextSelectability { EnabledTextSelectability() }
}
@MainActor
@preconcurrency
public protocol ListStyle {}
public struct InsetGroupedListStyle: ListStyle { public nonisolated init() {} }
public struct PlainListStyle: ListStyle { public nonisolated init() {} }
extension ListStyle where Self == InsetGroupedListStyle {
  public static nonisolated var insetGrouped: InsetGroupedListStyle { InsetGroupedListStyle() }
}
extension ListStyle where Self == PlainListStyle {
  public static nonisolated var plain: PlainListStyle { PlainListStyle() }
}
public protocol PickerStyle {}
public struct SegmentedPickerStyle: PickerStyle { public init() {} }
public struct InlinePickerStyle: PickerStyle { public init() {} }
public struct MenuPickerStyle: PickerStyle { public init() {} }
extension PickerStyle where Self == SegmentedPickerStyle {
  public static var segmented: SegmentedPickerStyle { SegmentedPickerStyle() }
}
extension PickerStyle where Self == InlinePickerStyle {
  public static var inline: InlinePickerStyle { InlinePickerStyle() }
}
extension PickerStyle where Self == MenuPickerStyle {
  public static var menu: MenuPickerStyle { MenuPickerStyle() }
}
public protocol TextFieldStyle {}
public struct RoundedBorderTextFieldStyle: TextFieldStyle { public init() {} }
extension TextFieldStyle where Self == RoundedBorderTextFieldStyle {
  public static var roundedBorder: RoundedBorderTextFieldStyle { RoundedBorderTextFieldStyle() }
}

@MainActor
public func withAnimation<Result>(_ animation: Animation? = .default, _ body: () throws -> Result) rethrows -> Result {
  try body()
}
