import Observation

@MainActor
final class Box<Value> {
  var value: Value

  init(_ value: Value) {
    self.value = value
  }
}

/// Remembered by place, as long as the stage that evaluates the view.
@MainActor
@propertyWrapper
@preconcurrency
public struct State<Value>: Connected {
  @MainActor
  private final class Link {
    var box: Box<Value>

    init(_ box: Box<Value>) {
      self.box = box
    }
  }

  private let link: Link

  public init(wrappedValue: Value) {
    link = Link(Box(wrappedValue))
  }

  public init(initialValue: Value) {
    link = Link(Box(initialValue))
  }

  public init() where Value: ExpressibleByNilLiteral {
    link = Link(Box(nil))
  }

  public var wrappedValue: Value {
    get { link.box.value }
    nonmutating set { link.box.value = newValue }
  }

  public var projectedValue: Binding<Value> {
    let link = link
    return Binding {
      link.box.value
    } set: {
      link.box.value = $0
    }
  }

  func connect(context: Context, name: String) {
    let place = "\(context.path).\(name)"
    if let kept = context.memory.values[place] as? Box<Value> {
      link.box = kept
    } else {
      context.memory.values[place] = link.box
    }
  }
}

@MainActor
@propertyWrapper
@dynamicMemberLookup
@preconcurrency
public struct Binding<Value> {
  private let read: @MainActor () -> Value
  private let write: @MainActor (Value) -> Void

  /// Apple's closures are isolated as the place is where they are written, which is the main actor in a view; and they are
  /// sendable.
  public init(get: @escaping @MainActor @Sendable () -> Value, set: @escaping @MainActor @Sendable (Value) -> Void) {
    read = get
    write = set
  }

  public static func constant(_ value: Value) -> Binding<Value> {
    Binding {
      value
    } set: { _ in
    }
  }

  public var wrappedValue: Value {
    get { read() }
    nonmutating set { write(newValue) }
  }

  public var projectedValue: Binding<Value> { self }

  public subscript<Member>(dynamicMember path: WritableKeyPath<Value, Member>) -> Binding<Member> {
    Binding<Member> {
      read()[keyPath: path]
    } set: {
      var whole = read()
      whole[keyPath: path] = $0
      write(whole)
    }
  }
}

@MainActor
@propertyWrapper
@dynamicMemberLookup
@preconcurrency
public struct Bindable<Value: AnyObject & Observable> {
  public var wrappedValue: Value

  public init(wrappedValue: Value) {
    self.wrappedValue = wrappedValue
  }

  public init(_ wrappedValue: Value) {
    self.wrappedValue = wrappedValue
  }

  public var projectedValue: Bindable<Value> { self }

  public subscript<Member>(dynamicMember path: ReferenceWritableKeyPath<Value, Member>) -> Binding<Member> {
    let object = wrappedValue
    return Binding {
      object[keyPath: path]
    } set: {
      object[keyPath: path] = $0
    }
  }
}

@MainActor
@propertyWrapper
@preconcurrency
public struct FocusState<Value: Hashable> {
  private let box: Box<Value>

  public init() where Value == Bool {
    box = Box(false)
  }

  public init<T: Hashable>() where Value == T? {
    box = Box(nil)
  }

  public var wrappedValue: Value {
    get { box.value }
    nonmutating set { box.value = newValue }
  }

  public var projectedValue: Binding {
    Binding(box: box)
  }

  @MainActor
  @propertyWrapper
  public struct Binding {
    let box: Box<Value>

    public var wrappedValue: Value {
      get { box.value }
      nonmutating set { box.value = newValue }
    }

    public var projectedValue: Binding { self }
  }
}

@MainActor
@propertyWrapper
@preconcurrency
public struct ScaledMetric<Value: BinaryFloatingPoint> {
  public let wrappedValue: Value

  public init(wrappedValue: Value) {
    self.wrappedValue = wrappedValue
  }

  public init(wrappedValue: Value, relativeTo textStyle: Font.TextStyle) {
    self.wrappedValue = wrappedValue
  }
}

// MARK: - Environment

@preconcurrency
public protocol EnvironmentKey {
  associatedtype Value
  static var defaultValue: Value { get }
}

public struct EnvironmentValues {
  var values: [ObjectIdentifier: Any] = [:]
  var objects: [ObjectIdentifier: AnyObject] = [:]

  public init() {}

  public subscript<Key: EnvironmentKey>(key: Key.Type) -> Key.Value {
    get { values[ObjectIdentifier(key)] as? Key.Value ?? Key.defaultValue }
    set { values[ObjectIdentifier(key)] = newValue }
  }
}

public enum ColorScheme: CaseIterable, Hashable, Sendable {
  case light
  case dark
}

public enum DynamicTypeSize: Int, Comparable, CaseIterable, Hashable, Sendable {
  case xSmall, small, medium, large, xLarge, xxLarge, xxxLarge
  case accessibility1, accessibility2, accessibility3, accessibility4, accessibility5

  public static func < (one: DynamicTypeSize, other: DynamicTypeSize) -> Bool { one.rawValue < other.rawValue }

  public var isAccessibilitySize: Bool { self >= .accessibility1 }

  /// How large letters of the body are, by those of `large`: see Apple's Human Interface Guidelines, Typography.
  var factor: Double { [14, 15, 16, 17, 19, 21, 23, 28, 33, 40, 47, 53][rawValue] / 17 }
}

private enum ColorSchemeKey: EnvironmentKey { static let defaultValue = ColorScheme.light }
private enum TypeSizeKey: EnvironmentKey { static let defaultValue = DynamicTypeSize.large }
private enum RoomKey: EnvironmentKey { static let defaultValue = CGSize(width: 256, height: 256) }
private enum EnabledKey: EnvironmentKey { static let defaultValue = true }
private enum PhaseKey: EnvironmentKey { static let defaultValue = ScenePhase.active }
private enum DismissKey: EnvironmentKey {
  static let defaultValue = DismissAction {}
}
private enum OpenKey: EnvironmentKey {
  static let defaultValue = OpenURLAction { _ in }
}

public enum ScenePhase: Hashable, Sendable {
  case background, inactive, active
}

@MainActor
public struct DismissAction {
  let dismiss: @MainActor () -> Void

  nonisolated init(_ dismiss: @escaping @MainActor () -> Void) {
    self.dismiss = dismiss
  }

  public func callAsFunction() { dismiss() }
}

extension EnvironmentValues {
  /// What a drawing is as large as.
  var room: CGSize {
    get { self[RoomKey.self] }
    set { self[RoomKey.self] = newValue }
  }
  public var colorScheme: ColorScheme {
    get { self[ColorSchemeKey.self] }
    set { self[ColorSchemeKey.self] = newValue }
  }
  public var dynamicTypeSize: DynamicTypeSize {
    get { self[TypeSizeKey.self] }
    set { self[TypeSizeKey.self] = newValue }
  }
  public var isEnabled: Bool {
    get { self[EnabledKey.self] }
    set { self[EnabledKey.self] = newValue }
  }
  public var scenePhase: ScenePhase {
    get { self[PhaseKey.self] }
    set { self[PhaseKey.self] = newValue }
  }
  public var dismiss: DismissAction {
    get { self[DismissKey.self] }
    set { self[DismissKey.self] = newValue }
  }
  public var openURL: OpenURLAction {
    get { self[OpenKey.self] }
    set { self[OpenKey.self] = newValue }
  }
}

@MainActor
@propertyWrapper
@preconcurrency
public struct Environment<Value>: Connected {
  private let read: (EnvironmentValues) -> Value
  private let values = Box(EnvironmentValues())

  public init(_ path: KeyPath<EnvironmentValues, Value>) {
    read = { $0[keyPath: path] }
  }

  public init(_ type: Value.Type) where Value: AnyObject & Observable {
    read = { values in
      guard let object = values.objects[ObjectIdentifier(type)] as? Value else {
        fatalError("no \(type) in the environment: SwiftUI would stop here as well")
      }
      return object
    }
  }

  public var wrappedValue: Value { read(values.value) }

  func connect(context: Context, name: String) {
    values.value = context.environment
  }
}

extension View {
  public func environment<Value>(_ path: WritableKeyPath<EnvironmentValues, Value>, _ value: Value) -> some View {
    Deferred { context in
      var inner = context
      inner.environment[keyPath: path] = value
      let nodes = SwiftUI.nodes(of: self, in: inner)
      return path == \EnvironmentValues.dynamicTypeSize ? nodes.map { $0.sized(inner.environment) } : nodes
    }
  }

  public func environment<Object: AnyObject & Observable>(_ object: Object?) -> some View {
    Deferred { context in
      var inner = context
      inner.environment.objects[ObjectIdentifier(Object.self)] = object
      return SwiftUI.nodes(of: self, in: inner)
    }
  }
}
