import SwiftUI

/// A screen for tests: evaluates a view whenever it is looked at, and touches what a person could.
///
/// Only what is on top can be seen and touched: the last screen of a stack, or what is presented over it.
@MainActor
public final class Stage {
  private let make: @MainActor (Context) -> [Node]
  private let memory = Context.Memory()
  private let environment: EnvironmentValues
  private var running: [String: Task<Void, Never>] = [:]
  private var watched: [String: AnyHashable] = [:]
  private var leaving: [String: @MainActor () -> Void] = [:]

  /// What a test can't do.
  public struct Trouble: Error, CustomStringConvertible {
    public let description: String
  }

  public init<Content: View>(
    environment: EnvironmentValues = EnvironmentValues(), @ViewBuilder _ view: @escaping @MainActor () -> Content
  ) {
    self.environment = environment
    make = { nodes(of: view(), in: $0) }
  }

  deinit {
    for task in running.values { task.cancel() }
  }

  /// What is there now. Begins the tasks of what has appeared, and ends those of what is gone.
  @discardableResult
  public func look() -> [Node] {
    let all = make(Context(environment: environment, memory: memory))
    follow(all)
    return top(all)
  }

  /// All that can be read.
  public var texts: [String] { look().flatMap(\.texts).filter { !$0.isEmpty } }

  /// All that can be tapped: buttons, links, switches.
  public var buttons: [Touchable] {
    look().flatMap(\.visible).compactMap { node in
      switch node.kind {
      case .button(let action): Touchable(label: node.spoken, isEnabled: node.isEnabled, node: node, tap: action)
      case .toggle(let isOn, let set):
        Touchable(label: node.spoken, isEnabled: node.isEnabled, node: node) { set(!isOn) }
      default: nil
      }
    }
  }

  /// What opens a choice of several.
  public var pickers: [Touchable] {
    look().flatMap(\.visible).compactMap { node in
      guard case .picker = node.kind else { return nil }
      let label = node.label ?? node.children.flatMap(\.texts).joined(separator: ", ")
      return Touchable(label: label, isEnabled: node.isEnabled, node: node) {}
    }
  }

  /// The choices of all pickers.
  public var choices: [Touchable] {
    look().flatMap(\.visible).flatMap { node -> [Touchable] in
      guard case .picker(let choices, let choose) = node.kind else { return [] }
      return choices.enumerated().map { index, choice in
        Touchable(label: choice.label, isEnabled: node.isEnabled, node: node) { choose(index) }
      }
    }
  }

  /// All that can be typed into.
  public var fields: [Field] {
    look().flatMap(\.visible).compactMap { node in
      guard case .field(let placeholder, let text, _, let type) = node.kind else { return nil }
      return Field(
        label: node.label ?? placeholder, text: text, isEnabled: node.isEnabled, type: type, submit: node.submit)
    }
  }

  /// Taps what is called so, and may be tapped.
  public func tap(_ label: String) throws {
    let found = (buttons + choices).filter { $0.label == label }
    guard let button = found.first(where: \.isEnabled) else {
      throw Trouble(
        description: found.isEmpty ? "nothing here is called “\(label)”: \(summary)" : "“\(label)” can't be tapped now")
    }
    button.tap()
  }

  /// Is there something to tap that is called so?
  public func canTap(_ label: String) -> Bool {
    (buttons + choices).contains { $0.label == label && $0.isEnabled }
  }

  /// Types into a field, instead of what is in it. Without a label: into the only one.
  public func type(_ text: String, into label: String? = nil) throws {
    let found = fields.filter { label == nil || $0.label == label }
    guard let field = found.first, found.count == 1, field.isEnabled else {
      throw Trouble(description: "\(found.count) fields are called “\(label ?? "")”: \(summary)")
    }
    field.type(text)
  }

  /// What is on the screen, for whoever wonders.
  public var summary: String { texts.joined(separator: " / ") }

  public struct Touchable {
    public let label: String
    public let isEnabled: Bool
    public let node: Node
    public let tap: @MainActor () -> Void
  }

  public struct Field {
    public let label: String
    public let text: String
    public let isEnabled: Bool
    public let type: @MainActor (String) -> Void
    public let submit: (@MainActor () -> Void)?
  }

  private func top(_ all: [Node]) -> [Node] {
    guard let presented = all.flatMap(\.visible).flatMap(\.presented).last else { return all }
    return top(presented.nodes)
  }

  private func follow(_ all: [Node]) {
    let nodes = everything(all)
    let work = nodes.flatMap(\.appearing)
    for (id, task) in running where !work.contains(where: { $0.id == id }) {
      task.cancel()
      running[id] = nil
    }
    for (id, begin) in work where running[id] == nil {
      running[id] = Task { await begin() }
    }
    let left = leaving
    leaving = Dictionary(nodes.flatMap(\.disappearing).map { ($0.id, $0.work) }) { first, _ in first }
    for (id, work) in left where leaving[id] == nil { work() }
    let changes = nodes.flatMap(\.watched)
    let stay = Set(changes.map(\.id))
    watched = watched.filter { stay.contains($0.key) }
    for change in changes {
      let before = watched.updateValue(change.value, forKey: change.id)
      if let before, before != change.value { change.perform(before) }
    }
  }

  private func everything(_ nodes: [Node]) -> [Node] {
    nodes.flatMap { [$0] + everything($0.children) + $0.presented.flatMap { everything($0.nodes) } }
  }
}
