import Foundation

public struct Text: View, Primitive, Equatable {
  let text: String
  private var css: [String: String] = [:]

  public init(verbatim text: String) {
    self.text = text
  }

  public init<Characters: StringProtocol>(_ text: Characters) {
    self.text = String(text)
  }

  public func font(_ font: Font?) -> Text { styled(font?.css ?? [:]) }
  public func bold() -> Text { styled(["font-weight": "700"]) }
  public func fontWeight(_ weight: Font.Weight?) -> Text { styled(["font-weight": "\(weight?.number ?? 400)"]) }
  public func monospacedDigit() -> Text { styled(["font-variant-numeric": "tabular-nums"]) }
  public func foregroundStyle(_ style: some ShapeStyle) -> Text { styled(["color": style.css]) }

  private func styled(_ style: [String: String]) -> Text {
    var copy = self
    copy.css.merge(style) { $1 }
    return copy
  }

  public func nodes(in context: Context) -> [Node] { [Node(.text(text), style: css)] }
}

public struct Image: View, Primitive, Equatable {
  private let name: String
  private let isSymbol: Bool
  private let isDecorative: Bool

  public init(systemName name: String) {
    self.name = name
    isSymbol = true
    isDecorative = false
  }

  public init(_ name: String) {
    self.name = name
    isSymbol = false
    isDecorative = false
  }

  public init(decorative name: String) {
    self.name = name
    isSymbol = false
    isDecorative = true
  }

  public func resizable() -> Image { self }

  public enum Scale: Hashable, Sendable {
    case small, medium, large
  }

  public func nodes(in context: Context) -> [Node] {
    [Node(.image(name, isSymbol: isSymbol))]
  }
}

public struct Label<Title: View, Icon: View>: View, Primitive {
  private let title: Title
  private let icon: Icon

  public init(@ViewBuilder title: () -> Title, @ViewBuilder icon: () -> Icon) {
    self.title = title()
    self.icon = icon()
  }

  public init<Characters: StringProtocol>(_ title: Characters, systemImage name: String)
  where Title == Text, Icon == Image {
    self.title = Text(title)
    icon = Image(systemName: name)
  }

  public func nodes(in context: Context) -> [Node] {
    let parts =
      SwiftUI.nodes(of: icon, in: context.child("icon")) + SwiftUI.nodes(of: title, in: context.child("title"))
    return [Node(.stack(.horizontal), parts, style: ["gap": "8px", "align-items": "center"])]
  }
}

public struct ButtonRole: Hashable, Sendable {
  let name: String

  public static let destructive = ButtonRole(name: "destructive")
  public static let cancel = ButtonRole(name: "cancel")
}

public struct Button<Label: View>: View, Primitive {
  private let role: ButtonRole?
  private let action: @MainActor () -> Void
  private let label: Label

  public init(role: ButtonRole?, action: @escaping @MainActor () -> Void, @ViewBuilder label: () -> Label) {
    self.role = role
    self.action = action
    self.label = label()
  }

  public init(action: @escaping @MainActor () -> Void, @ViewBuilder label: () -> Label) {
    self.init(role: nil, action: action, label: label)
  }

  public init<Characters: StringProtocol>(_ title: Characters, action: @escaping @MainActor () -> Void)
  where Label == Text {
    self.init(role: nil, action: action) { Text(title) }
  }

  public init<Characters: StringProtocol>(
    _ title: Characters, role: ButtonRole?, action: @escaping @MainActor () -> Void
  ) where Label == Text {
    self.init(role: role, action: action) { Text(title) }
  }

  public func nodes(in context: Context) -> [Node] {
    var shown: [Node]
    if let style = context.environment[ButtonStyleKey.self] {
      shown = style(AnyView(label), role, context.child("style"))
    } else {
      shown = SwiftUI.nodes(of: label, in: context.child("label"))
    }
    if shown.count != 1 { shown = [Node(.stack(.horizontal), shown, style: ["gap": "6px"])] }
    var node = Node(.button(action), shown, style: role == .destructive ? ["color": "var(--red)"] : [:])
    if context.environment[ButtonStyleKey.self] == nil { node.style["color"] = node.style["color"] ?? "var(--accent)" }
    node.isEnabled = context.environment.isEnabled
    return [node]
  }
}

// MARK: - Styles of buttons

@MainActor
@preconcurrency
public protocol ButtonStyle {
  associatedtype Body: View
  typealias Configuration = ButtonStyleConfiguration
  @ViewBuilder func makeBody(configuration: Configuration) -> Body
}

@MainActor
public struct ButtonStyleConfiguration {
  public let label: AnyView
  public let role: ButtonRole?
  public let isPressed = false
}

@MainActor
@preconcurrency
public protocol PrimitiveButtonStyle {}

public struct PlainButtonStyle: PrimitiveButtonStyle {
  public nonisolated init() {}
}
public struct BorderedButtonStyle: PrimitiveButtonStyle {
  public nonisolated init() {}
}
public struct BorderedProminentButtonStyle: PrimitiveButtonStyle {
  public nonisolated init() {}
}
public struct BorderlessButtonStyle: PrimitiveButtonStyle {
  public nonisolated init() {}
}

extension PrimitiveButtonStyle where Self == PlainButtonStyle {
  public static nonisolated var plain: PlainButtonStyle { PlainButtonStyle() }
}
extension PrimitiveButtonStyle where Self == BorderedButtonStyle {
  public static nonisolated var bordered: BorderedButtonStyle { BorderedButtonStyle() }
}
extension PrimitiveButtonStyle where Self == BorderedProminentButtonStyle {
  public static nonisolated var borderedProminent: BorderedProminentButtonStyle { BorderedProminentButtonStyle() }
}
extension PrimitiveButtonStyle where Self == BorderlessButtonStyle {
  public static nonisolated var borderless: BorderlessButtonStyle { BorderlessButtonStyle() }
}

typealias StyleOfButtons = @MainActor (AnyView, ButtonRole?, Context) -> [Node]

enum ButtonStyleKey: EnvironmentKey {
  static let defaultValue: StyleOfButtons? = nil
}

extension View {
  public func buttonStyle<Style: ButtonStyle>(_ style: Style) -> some View {
    environment(\.styleOfButtons) { label, role, context in
      for child in Mirror(reflecting: style).children {
        (child.value as? any Connected)?.connect(context: context, name: child.label ?? "")
      }
      return SwiftUI.nodes(
        of: style.makeBody(configuration: ButtonStyleConfiguration(label: label, role: role)), in: context)
    }
  }

  public func buttonStyle<Style: PrimitiveButtonStyle>(_ style: Style) -> some View {
    let looks: [String: String] =
      switch style {
      case is BorderedProminentButtonStyle:
        ["background": "var(--accent)", "color": "var(--on-accent)", "padding": "8px 14px", "border-radius": "10px"]
      case is BorderedButtonStyle: ["background": "var(--fill)", "padding": "8px 14px", "border-radius": "10px"]
      case is PlainButtonStyle: ["color": "inherit"]
      default: [:]
      }
    return environment(\.styleOfButtons) { label, _, context in
      [Node(.box, SwiftUI.nodes(of: label, in: context), style: looks)]
    }
  }
}

extension EnvironmentValues {
  var styleOfButtons: StyleOfButtons? {
    get { self[ButtonStyleKey.self] }
    set { self[ButtonStyleKey.self] = newValue }
  }
}

// MARK: - Other controls

public struct Toggle<Label: View>: View, Primitive {
  private let isOn: Binding<Bool>
  private let label: Label

  public init(isOn: Binding<Bool>, @ViewBuilder label: () -> Label) {
    self.isOn = isOn
    self.label = label()
  }

  public init<Characters: StringProtocol>(_ title: Characters, isOn: Binding<Bool>) where Label == Text {
    self.init(isOn: isOn) { Text(title) }
  }

  public func nodes(in context: Context) -> [Node] {
    let isOn = isOn
    var node = Node(
      .toggle(isOn: isOn.wrappedValue) { isOn.wrappedValue = $0 }, SwiftUI.nodes(of: label, in: context.child("label")))
    node.isEnabled = context.environment.isEnabled
    return [node]
  }
}

public struct TextField<Label: View>: View, Primitive {
  private let label: Label
  private let text: Binding<String>

  public init<Characters: StringProtocol>(_ title: Characters, text: Binding<String>) where Label == Text {
    label = Text(title)
    self.text = text
  }

  public init<Characters: StringProtocol>(_ title: Characters, text: Binding<String>, axis: Axis) where Label == Text {
    label = Text(title)
    self.text = text
  }

  public func nodes(in context: Context) -> [Node] {
    let text = text
    var node = Node(
      .field(placeholder: (label as? Text)?.text ?? "", text: text.wrappedValue, isSecure: false) {
        text.wrappedValue = $0
      })
    node.isEnabled = context.environment.isEnabled
    return [node]
  }
}

public struct SecureField<Label: View>: View, Primitive {
  private let title: String
  private let text: Binding<String>

  public init<Characters: StringProtocol>(_ title: Characters, text: Binding<String>) where Label == Text {
    self.title = String(title)
    self.text = text
  }

  public func nodes(in context: Context) -> [Node] {
    let text = text
    return [Node(.field(placeholder: title, text: text.wrappedValue, isSecure: true) { text.wrappedValue = $0 })]
  }
}

public struct Picker<Label: View, Selection: Hashable, Content: View>: View, Primitive {
  private let selection: Binding<Selection>
  private let label: Label
  private let content: Content

  public init(selection: Binding<Selection>, @ViewBuilder content: () -> Content, @ViewBuilder label: () -> Label) {
    self.selection = selection
    self.content = content()
    self.label = label()
  }

  public init<Characters: StringProtocol>(
    _ title: Characters, selection: Binding<Selection>, @ViewBuilder content: () -> Content
  ) where Label == Text {
    self.selection = selection
    self.content = content()
    label = Text(title)
  }

  public func nodes(in context: Context) -> [Node] {
    let rows = SwiftUI.nodes(of: content, in: context.child("content"))
    let tags = rows.map { $0.tag?.base as? Selection }
    let selection = selection
    let choices = zip(rows, tags).map { Node.Choice(label: $0.spoken, isChosen: $1 == selection.wrappedValue) }
    var node = Node(
      .picker(choices: choices) { index in
        if let tag = tags[index] { selection.wrappedValue = tag }
      }, SwiftUI.nodes(of: label, in: context.child("label")))
    node.isEnabled = context.environment.isEnabled
    return [node]
  }
}

public struct ProgressView: View, Primitive {
  public init() {}

  public func nodes(in context: Context) -> [Node] { [Node(.progress)] }
}

public struct Menu<Label: View, Content: View>: View, Primitive {
  private let label: Label
  private let content: Content

  public init(@ViewBuilder content: () -> Content, @ViewBuilder label: () -> Label) {
    self.content = content()
    self.label = label()
  }

  public func nodes(in context: Context) -> [Node] {
    // What is in it is there for those who open it: for a test it is open.
    var inner = context
    inner.environment.styleOfButtons = nil
    var menu = Node(.box, SwiftUI.nodes(of: content, in: inner.child("content")), style: ["display": "none"])
    menu.isHidden = false
    let shown = SwiftUI.nodes(of: label, in: context.child("label"))
    return [Node(.box, [Node(.button {}, shown), menu])]
  }
}

public struct ShareLink<Label: View>: View, Primitive {
  private let text: String
  private let label: Label

  public init(item: String, @ViewBuilder label: () -> Label) {
    text = item
    self.label = label()
  }

  public func nodes(in context: Context) -> [Node] {
    let shown: [Node]
    if let style = context.environment.styleOfButtons {
      shown = style(AnyView(label), nil, context.child("style"))
    } else {
      shown = SwiftUI.nodes(of: label, in: context.child("label"))
    }
    return [Node(.button {}, shown, style: ["color": "var(--accent)"])]
  }
}
