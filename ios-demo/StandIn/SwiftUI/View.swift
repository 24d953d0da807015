// A stand-in for SwiftUI where there is none: on Linux, where this project's tests run.
//
// It is no reimplementation, and nothing of it ships. It declares the part of SwiftUI that our views use, with the signatures that
// Apple documents for iOS 17, so that the compiler reads our views; and it evaluates a view to a tree of what a person would
// read, hear and touch, so that tests can. What it does not declare, our views can't use: that keeps them plain. It knows no
// layout and no animation. See docs/ios.md.

// As SwiftUI does.
@_exported import Foundation
import Observation

/// What is shown.
@MainActor
@preconcurrency
public protocol View {
  associatedtype Body: View
  @ViewBuilder var body: Body { get }
}

extension Never: View {
  public var body: Never { fatalError("a view of the stand-in's own has no body") }
}

/// A view that the stand-in knows by itself.
/// Public only because Swift asks for it.
@MainActor
@preconcurrency
public protocol Primitive {
  func nodes(in context: Context) -> [Node]
}

extension View where Self: Primitive {
  public var body: Never { fatalError("a view of the stand-in's own has no body") }
}

/// What a view comes to. The one way in for tests.
@MainActor
public func nodes(of view: some View, in context: Context) -> [Node] {
  if let primitive = view as? any Primitive { return primitive.nodes(in: context) }
  context.connect(view)
  return nodes(of: view.body, in: context.child(String(describing: type(of: view))))
}

/// Where a view is: what surrounds it, and what it remembers.
@MainActor
public struct Context {
  public var environment: EnvironmentValues
  /// What `@State` holds, by place: it lives as long as a test's stage.
  public let memory: Memory
  var path: String

  public init(environment: EnvironmentValues = EnvironmentValues(), memory: Memory = Memory()) {
    self.environment = environment
    self.memory = memory
    path = ""
  }

  func child(_ name: String) -> Context {
    var child = self
    child.path += "/\(name)"
    return child
  }

  /// Gives the view's property wrappers what they stand for.
  func connect(_ view: some View) {
    for child in Mirror(reflecting: view).children {
      (child.value as? any Connected)?.connect(context: self, name: child.label ?? "")
    }
  }

  @MainActor
  public final class Memory {
    var values: [String: AnyObject] = [:]

    public init() {}
  }
}

/// A property wrapper that needs to know where its view is.
@MainActor
protocol Connected {
  func connect(context: Context, name: String)
}

@resultBuilder
@MainActor
public enum ViewBuilder {
  public static func buildExpression<Content: View>(_ content: Content) -> Content { content }
  public static func buildBlock() -> EmptyView { EmptyView() }
  public static func buildBlock<Content: View>(_ content: Content) -> Content { content }
  public static func buildBlock<each Content: View>(_ content: repeat each Content) -> TupleView<(repeat each Content)>
  {
    TupleView { @MainActor context in
      var all: [Node] = []
      var place = 0
      @MainActor func add(_ view: some View) {
        all += nodes(of: view, in: context.child("\(place)"))
        place += 1
      }
      repeat add(each content)
      return all
    }
  }
  public static func buildIf<Content: View>(_ content: Content?) -> Content? { content }
  public static func buildEither<First: View, Second: View>(first: First) -> Either<First, Second> { .first(first) }
  public static func buildEither<First: View, Second: View>(second: Second) -> Either<First, Second> { .second(second) }
  public static func buildLimitedAvailability(_ content: some View) -> AnyView { AnyView(content) }
}

public struct TupleView<Tuple>: View, Primitive {
  let make: @MainActor (Context) -> [Node]

  public func nodes(in context: Context) -> [Node] { make(context) }
}

public enum Either<First: View, Second: View>: View, Primitive {
  case first(First)
  case second(Second)

  public func nodes(in context: Context) -> [Node] {
    switch self {
    case .first(let view): SwiftUI.nodes(of: view, in: context.child("first"))
    case .second(let view): SwiftUI.nodes(of: view, in: context.child("second"))
    }
  }
}

extension Optional: View where Wrapped: View {}

extension Optional: Primitive where Wrapped: View {
  public func nodes(in context: Context) -> [Node] { map { SwiftUI.nodes(of: $0, in: context) } ?? [] }
}

public struct EmptyView: View, Primitive {
  public init() {}

  public func nodes(in context: Context) -> [Node] { [] }
}

public struct AnyView: View, Primitive {
  private let make: @MainActor (Context) -> [Node]

  public init(_ view: some View) {
    make = { SwiftUI.nodes(of: view, in: $0) }
  }

  public func nodes(in context: Context) -> [Node] { make(context) }
}

public struct Group<Content: View>: View, Primitive {
  private let content: Content

  public init(@ViewBuilder content: () -> Content) {
    self.content = content()
  }

  public func nodes(in context: Context) -> [Node] { SwiftUI.nodes(of: content, in: context) }
}

public struct ForEach<Data: RandomAccessCollection, ID: Hashable, Content: View>: View, Primitive {
  private let rows: @MainActor (Context) -> [Node]

  public init(_ data: Data, id: KeyPath<Data.Element, ID>, @ViewBuilder content: @escaping (Data.Element) -> Content) {
    rows = { context in
      data.flatMap { SwiftUI.nodes(of: content($0), in: context.child("\($0[keyPath: id])")) }
    }
  }

  public init(_ data: Data, @ViewBuilder content: @escaping (Data.Element) -> Content)
  where Data.Element: Identifiable, ID == Data.Element.ID {
    self.init(data, id: \.id, content: content)
  }

  public init(_ data: Range<Int>, @ViewBuilder content: @escaping (Int) -> Content)
  where Data == Range<Int>, ID == Int {
    self.init(data, id: \.self, content: content)
  }

  public func nodes(in context: Context) -> [Node] { rows(context) }
}

/// A change of a view that is used more than once.
@MainActor
@preconcurrency
public protocol ViewModifier {
  associatedtype Body: View
  typealias Content = AnyView
  @ViewBuilder func body(content: Content) -> Body
}

extension View {
  public func modifier(_ modifier: some ViewModifier) -> some View {
    Deferred { context in
      for child in Mirror(reflecting: modifier).children {
        (child.value as? any Connected)?.connect(context: context, name: child.label ?? "")
      }
      return SwiftUI.nodes(of: modifier.body(content: AnyView(self)), in: context.child("modifier"))
    }
  }
}

/// A view of the stand-in's own, that is made where it is known what surrounds it.
struct Deferred: View, Primitive {
  let make: @MainActor (Context) -> [Node]

  init(_ make: @escaping @MainActor (Context) -> [Node]) {
    self.make = make
  }

  public func nodes(in context: Context) -> [Node] { make(context) }
}
