import Observation

/// A screen's model: it ends when its screen is left.
@MainActor
public protocol ScreenModel: AnyObject {
  /// Stops its work. It is not used any more.
  func end()
}

/// A screen on the way: where, what it knows, and what of it is kept.
@MainActor
public final class Destination: Identifiable {
  public let route: Route
  public let screen: Screen
  public let saved: Saved

  init(_ route: Route, _ screen: Screen, _ saved: Saved) {
    self.route = route
    self.screen = screen
    self.saved = saved
  }
}

extension Destination: Hashable {
  nonisolated public static func == (one: Destination, other: Destination) -> Bool { one === other }

  nonisolated public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// The way from the first screen to the one that is shown. Screens that are left end.
@MainActor
@Observable
public final class Router {
  /// The first screen is not in it.
  public var path: [Destination] = [] {
    didSet {
      let left = Set(oldValue).subtracting(path)
      for destination in left { destination.screen.model.end() }
      if oldValue != path { onChange() }
    }
  }

  @ObservationIgnored private let make: @MainActor (Route, Saved) -> Screen
  @ObservationIgnored var onChange: @MainActor @Sendable () -> Void = {}

  init(make: @escaping @MainActor (Route, Saved) -> Screen) {
    self.make = make
  }

  /// Goes there, once: a second tap while the screen comes in opens nothing more.
  public func open(_ route: Route) {
    if path.last?.route != route { path.append(destination(route, Saved())) }
  }

  /// One screen back.
  public func back() {
    if !path.isEmpty { path.removeLast() }
  }

  /// To the first screen.
  public func home() {
    path = []
  }

  /// There, instead of where the owner is: back leads to where they were before.
  public func replace(with route: Route) {
    path = path.dropLast() + [destination(route, Saved())]
  }

  /// The way, to be written down.
  var snapshot: [SavedPlace] {
    path.map { SavedPlace(route: $0.route, values: $0.saved.snapshot) }
  }

  /// Goes the way that was written down.
  func restore(_ places: [SavedPlace]) {
    path = places.map { destination($0.route, Saved($0.values)) }
  }

  func destination(_ route: Route, _ saved: Saved) -> Destination {
    let destination = Destination(route, make(route, saved), saved)
    saved.onChange = { [weak self] in self?.onChange() }
    return destination
  }
}

/// A screen as it is written down.
public struct SavedPlace: Hashable, Codable, Sendable {
  let route: Route
  let values: [String: String]
}
