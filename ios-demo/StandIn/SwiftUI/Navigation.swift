import Foundation

// What is on top of what. A stack shows its last screen, with a way back; what is presented hides what is under it.
public struct NavigationStack<Data, Root: View>: View, Primitive {
  private let path: Binding<Data>?
  private let root: Root
  private let last: @MainActor () -> AnyHashable?
  private let pop: @MainActor () -> Void

  public init(@ViewBuilder root: () -> Root) where Data == Never {
    path = nil
    self.root = root()
    last = { nil }
    pop = {}
  }

  public init(path: Binding<Data>, @ViewBuilder root: () -> Root)
  where Data: MutableCollection & RandomAccessCollection & RangeReplaceableCollection, Data.Element: Hashable {
    self.path = path
    self.root = root()
    last = { path.wrappedValue.last.map { AnyHashable($0) } }
    pop = {
      var whole = path.wrappedValue
      whole.removeLast(1)
      path.wrappedValue = whole
    }
  }

  public func nodes(in context: Context) -> [Node] {
    let first = SwiftUI.nodes(of: root, in: context.child("root"))
    guard let last = last() else { return first }
    let destinations = first.flatMap(\.destinations)
    guard let make = destinations.compactMap({ $0(last) }).first else { return first }
    let back = pop
    var bar = Node(.bar(.leading), [Node(.button { back() }, [Node(.image("chevron.backward", isSymbol: true))])])
    // What iOS says for it, in the phone's language.
    bar.identifier = "back"
    bar.children[0].identifier = "back"
    bar.children[0].label = StandInWords.back
    let screen = make(context.child("top\(last.hashValue)"))
    let hidesBack = screen.contains { $0.hidesBack }
    return (hidesBack ? [] : [bar]) + screen
  }
}

/// What the system itself says. Tests know it by this.
public enum StandInWords {
  public static let back = "‹back›"
}

extension Node {
  typealias Destination = @MainActor (AnyHashable) -> (@MainActor (Context) -> [Node])?

  var destinations: [Destination] { own.destinations + children.flatMap(\.destinations) }
  var hidesBack: Bool { own.hidesBack || children.contains { $0.hidesBack } }
}

/// What belongs to a node, and is none of a reader's business.
struct Own {
  var destinations: [Node.Destination] = []
  var hidesBack = false
}

extension View {
  public func navigationDestination<Data: Hashable, Content: View>(
    for data: Data.Type, @ViewBuilder destination: @escaping (Data) -> Content
  ) -> some View {
    changed { node, context in
      let environment = context.environment
      node.own.destinations.append { value in
        guard let value = value.base as? Data else { return nil }
        return { inner in
          var place = inner
          place.environment = environment
          return SwiftUI.nodes(of: destination(value), in: place)
        }
      }
    }
  }

  public func navigationTitle<Characters: StringProtocol>(_ title: Characters) -> some View {
    let title = String(title)
    return Deferred { context in
      var bar = Node(.bar(.title(isLarge: false)), [Node(.text(title))])
      bar.isHeader = true
      return [bar] + SwiftUI.nodes(of: self, in: context)
    }
  }

  public func navigationBarTitleDisplayMode(_ mode: NavigationBarItem.TitleDisplayMode) -> some View { self }

  public func navigationBarBackButtonHidden(_ isHidden: Bool = true) -> some View {
    changed { node, _ in node.own.hidesBack = isHidden }
  }

  public func toolbar<Content: ToolbarContent>(@ToolbarContentBuilder content: () -> Content) -> some View {
    let items = content()
    return Deferred { context in items.bars(in: context.child("toolbar")) + SwiftUI.nodes(of: self, in: context) }
  }

  public func toolbar(_ visibility: Visibility, for bars: ToolbarPlacement...) -> some View { self }

  public func toolbarBackground(_ visibility: Visibility, for bars: ToolbarPlacement...) -> some View { self }

  public func searchable<Characters: StringProtocol>(text: Binding<String>, prompt: Characters) -> some View {
    let prompt = String(prompt)
    return Deferred { context in
      let field = Node(.field(placeholder: prompt, text: text.wrappedValue, isSecure: false) { text.wrappedValue = $0 })
      return [Node(.bar(.search), [field])] + SwiftUI.nodes(of: self, in: context)
    }
  }

  public func safeAreaInset<Content: View>(
    edge: VerticalEdge, alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil,
    @ViewBuilder content: () -> Content
  ) -> some View {
    let inset = content()
    return Deferred { context in
      let bar = Node(.bar(edge == .top ? .inset : .bottom), SwiftUI.nodes(of: inset, in: context.child("inset")))
      return edge == .top ? [bar] + SwiftUI.nodes(of: self, in: context) : SwiftUI.nodes(of: self, in: context) + [bar]
    }
  }

  public func sheet<Content: View>(
    isPresented: Binding<Bool>, onDismiss: (() -> Void)? = nil, @ViewBuilder content: @escaping () -> Content
  ) -> some View {
    presenting(.sheet, isPresented, onDismiss) { SwiftUI.nodes(of: content(), in: $0.child("sheet")) }
  }

  public func alert<Characters: StringProtocol, Actions: View, Message: View>(
    _ title: Characters, isPresented: Binding<Bool>, @ViewBuilder actions: @escaping () -> Actions,
    @ViewBuilder message: @escaping () -> Message
  ) -> some View {
    let title = String(title)
    return presenting(.alert, isPresented, nil) { context in
      [Node(.text(title), style: ["font-weight": "600"])] + SwiftUI.nodes(of: message(), in: context.child("message"))
        + SwiftUI.nodes(of: actions(), in: context.child("actions"))
    }
  }

  public func confirmationDialog<Characters: StringProtocol, Actions: View, Message: View>(
    _ title: Characters, isPresented: Binding<Bool>, titleVisibility: Visibility = .automatic,
    @ViewBuilder actions: @escaping () -> Actions, @ViewBuilder message: @escaping () -> Message
  ) -> some View {
    let title = String(title)
    return presenting(.dialog, isPresented, nil) { context in
      [Node(.text(title), style: ["font-weight": "600"])] + SwiftUI.nodes(of: message(), in: context.child("message"))
        + SwiftUI.nodes(of: actions(), in: context.child("actions"))
    }
  }

  private func presenting(
    _ kind: Node.Presented.Kind, _ isPresented: Binding<Bool>, _ onDismiss: (() -> Void)?,
    _ make: @escaping @MainActor (Context) -> [Node]
  ) -> some View {
    changed { node, context in
      guard isPresented.wrappedValue else { return }
      let dismiss: @MainActor () -> Void = {
        isPresented.wrappedValue = false
        onDismiss?()
      }
      var inner = context
      inner.environment.dismiss = DismissAction(dismiss)
      inner.environment.styleOfButtons = nil
      node.presented.append(Node.Presented(kind: kind, nodes: make(inner), dismiss: dismiss))
    }
  }
}

public enum VerticalEdge: Hashable, Sendable { case top, bottom }

public struct NavigationBarItem: Sendable {
  public enum TitleDisplayMode: Sendable { case automatic, inline, large }
}

public struct ToolbarPlacement: Sendable {
  public static let navigationBar = ToolbarPlacement()
}

public struct ToolbarItemPlacement: Hashable, Sendable {
  let name: String

  public static let topBarLeading = ToolbarItemPlacement(name: "leading")
  public static let topBarTrailing = ToolbarItemPlacement(name: "trailing")
  public static let cancellationAction = ToolbarItemPlacement(name: "leading")
  public static let confirmationAction = ToolbarItemPlacement(name: "trailing")
  public static let primaryAction = ToolbarItemPlacement(name: "trailing")
  public static let principal = ToolbarItemPlacement(name: "principal")
}

@MainActor
@preconcurrency
public protocol ToolbarContent {
  func bars(in context: Context) -> [Node]
}

public struct ToolbarItem<Content: View>: ToolbarContent {
  private let placement: ToolbarItemPlacement
  private let content: Content

  public init(placement: ToolbarItemPlacement, @ViewBuilder content: () -> Content) {
    self.placement = placement
    self.content = content()
  }

  public func bars(in context: Context) -> [Node] {
    let bar: Node.Bar =
      placement == .topBarLeading ? .leading : placement == .principal ? .title(isLarge: false) : .trailing
    return [Node(.bar(bar), SwiftUI.nodes(of: content, in: context.child(placement.name)))]
  }
}

@resultBuilder
@MainActor
public enum ToolbarContentBuilder {
  public static func buildBlock<Content: ToolbarContent>(_ content: Content) -> Content { content }
  public static func buildBlock<First: ToolbarContent, Second: ToolbarContent>(
    _ first: First, _ second: Second
  ) -> some ToolbarContent { TwoItems(first: first, second: second) }
  public static func buildIf<Content: ToolbarContent>(_ content: Content?) -> Content? { content }
}

struct TwoItems<First: ToolbarContent, Second: ToolbarContent>: ToolbarContent {
  let first: First
  let second: Second

  func bars(in context: Context) -> [Node] { first.bars(in: context) + second.bars(in: context) }
}

extension Optional: ToolbarContent where Wrapped: ToolbarContent {
  public func bars(in context: Context) -> [Node] { map { $0.bars(in: context) } ?? [] }
}
