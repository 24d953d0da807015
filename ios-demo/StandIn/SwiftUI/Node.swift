/// What a view comes to: what can be read, heard and touched of it, and how it is arranged.
@MainActor
public struct Node {
  public enum Kind {
    case text(String)
    /// The name of a system symbol, or of a picture of the app's.
    case image(String, isSymbol: Bool)
    case button(@MainActor () -> Void)
    case link(String)
    case toggle(isOn: Bool, @MainActor (Bool) -> Void)
    case field(placeholder: String, text: String, isSecure: Bool, @MainActor (String) -> Void)
    case picker(choices: [Choice], @MainActor (Int) -> Void)
    case stack(Axis)
    case grid(columns: Int)
    case layers
    case scroll(Axis)
    case list
    case section
    case shape(String)
    case spacer
    case divider
    case progress
    /// What is around one view: a padding, a frame, a background.
    case box
    case bar(Bar)
  }

  /// What belongs to a screen, and not to a place on it.
  public enum Bar: Hashable {
    case title(isLarge: Bool)
    case leading
    case trailing
    case bottom
    case search
    case inset
  }

  /// One of several that the owner chooses from.
  public struct Choice {
    public let label: String
    public let isChosen: Bool
  }

  public var kind: Kind
  public var children: [Node]
  /// As HTML is styled: for pictures only.
  public var style: [String: String] = [:]
  /// What VoiceOver says instead of what is shown.
  public var label: String?
  public var value: String?
  public var identifier: String?
  public var isHidden = false
  public var isEnabled = true
  public var isHeader = false
  /// Its children are one thing for VoiceOver.
  public var isCombined = false
  public var isRefreshable = false
  /// What is done when it appears, and goes: see `task(_:)` and `onAppear(perform:)`.
  public var appearing: [(id: String, work: @MainActor @Sendable () async -> Void)] = []
  public var disappearing: [(id: String, work: @MainActor () -> Void)] = []
  /// What is looked at at each evaluation: see `onChange(of:)`.
  public var watched: [(id: String, value: AnyHashable, perform: @MainActor (AnyHashable) -> Void)] = []
  /// Screens on top of it: see `navigationDestination(for:)`, `sheet`, `alert`.
  public var presented: [Presented] = []
  public var submit: (@MainActor () -> Void)?
  /// What a picker knows it by.
  public var tag: AnyHashable?
  var own = Own()
  public var refresh: (@MainActor @Sendable () async -> Void)?

  /// Something that comes over what is shown.
  public struct Presented {
    public enum Kind { case sheet, alert, dialog }
    public let kind: Kind
    public let nodes: [Node]
    public let dismiss: @MainActor () -> Void
  }

  init(_ kind: Kind, _ children: [Node] = [], style: [String: String] = [:]) {
    self.kind = kind
    self.children = children
    self.style = style
  }

  /// All that can be read in it, in order: labels instead of what they stand for, and nothing that is hidden.
  public var texts: [String] {
    if isHidden { return [] }
    if let label { return [label] + (value.map { [$0] } ?? []) }
    switch kind {
    case .text(let text): return [text]
    case .field(let placeholder, let text, let isSecure, _):
      return [placeholder, isSecure ? "" : text].filter { !$0.isEmpty }
    case .picker(let choices, _): return children.flatMap(\.texts) + choices.map(\.label)
    default: return children.flatMap(\.texts)
    }
  }

  /// What VoiceOver calls it.
  public var spoken: String { texts.joined(separator: ", ") }

  /// It, and all in it that is there for people.
  public var visible: [Node] {
    isHidden ? [] : [self] + children.flatMap(\.visible)
  }
}

extension Node {
  func styled(_ style: [String: String]) -> Node {
    var copy = self
    copy.style.merge(style) { $1 }
    return copy
  }

  /// With letters as large as the owner wants them: for pictures. The letters of a bar's title stay as they are.
  func sized(_ environment: EnvironmentValues) -> Node {
    let style = ["--type": "\(environment.dynamicTypeSize.factor)", "font-size": "calc(17px * var(--type))"]
    guard case .bar(let bar) = kind else { return boxed(style) }
    guard bar == .bottom || bar == .inset else { return self }
    var copy = self
    copy.children = children.map { $0.boxed(style) }
    return copy
  }

  /// In a box of its own.
  func boxed(_ style: [String: String]) -> Node { Node(.box, [self], style: style) }
}

extension View {
  /// This view with each of its nodes changed.
  func changed(_ change: @escaping @MainActor (inout Node, Context) -> Void) -> Deferred {
    Deferred { context in
      SwiftUI.nodes(of: self, in: context).map { node in
        var copy = node
        change(&copy, context)
        return copy
      }
    }
  }

  func boxed(_ style: [String: String]) -> Deferred {
    changed { node, _ in node = node.boxed(style) }
  }
}
