import Foundation
import Sandbox

/// A story that was written once for every language: see `tests/journeys/README.md`.
struct Journey {
  let name: String
  let steps: [Step]

  /// The names of all.
  static func all() throws -> [String] {
    struct Index: Decodable { let journeys: [String] }
    return try JSONDecoder().decode(Index.self, from: file("index")).journeys
  }

  init(named name: String) throws {
    struct Story: Decodable {
      let about: String
      let steps: [[String: JSON]]
    }
    let story = try JSONDecoder().decode(Story.self, from: Self.file(name))
    guard !story.about.isEmpty, !story.steps.isEmpty else {
      throw Trouble("journey \(name) is about nothing, or has no steps")
    }
    self.name = name
    steps = try story.steps.map(Step.init)
  }

  private static func file(_ name: String) throws -> Data {
    try Data(contentsOf: Places.journeys.appending(path: "\(name).json"))
  }
}

/// One thing that happens, and what should come of it.
struct Step {
  struct ErrorExpected: Hashable {
    let code: String
    let retryable: Bool
  }

  let action: String
  /// The name under which what it gives is kept.
  let keep: String?
  /// For so many seconds it is repeated until it is as expected.
  let patience: UInt64
  let expect: Facts
  let error: ErrorExpected?
  private let fields: [String: JSON]

  init(_ object: [String: JSON]) throws {
    var fields = object
    func take<T>(_ name: String, _ of: (JSON) -> T?) throws -> T? {
      guard let value = fields.removeValue(forKey: name) else { return nil }
      guard let taken = of(value) else { throw Trouble("\(name) can't be \(value)") }
      return taken
    }
    guard let action = try take("action", \.text) else { throw Trouble("a step does nothing: \(object)") }
    self.action = action
    keep = try take("keep", \.text)
    patience = try take("patience", \.number) ?? 0
    expect = try take("expect", \.object) ?? [:]
    error = try take("error") { value -> ErrorExpected? in
      guard let error = value.object, error.count == 2, let code = error["code"]?.text,
        let retryable = error["retryable"]?.bool
      else { return nil }
      return ErrorExpected(code: code, retryable: retryable)
    }
    self.fields = fields
    guard !expect.values.contains(.null) else { throw Trouble("a fact is never null: \(object)") }
  }

  /// The text of a field that must be there.
  func text(_ name: String) throws -> String {
    guard let text = fields[name]?.text else { throw Trouble("it needs a text \(name)") }
    return text
  }

  /// The number of a field that must be there.
  func number(_ name: String) throws -> UInt64 {
    guard let number = fields[name]?.number else { throw Trouble("it needs a number \(name)") }
    return number
  }

  /// Does it have the field?
  func has(_ name: String) -> Bool {
    fields[name] != nil
  }

  /// Refuses fields that its action does not have: something else was meant.
  func allow(_ names: String) throws {
    let allowed = Set(names.split(separator: " ").map(String.init))
    let unknown = Set(fields.keys).subtracting(allowed)
    guard unknown.isEmpty else { throw Trouble("it has no \(unknown.sorted().joined(separator: ", "))") }
  }
}

extension JSON {
  var text: String? { if case .text(let text) = self { text } else { nil } }
  var number: UInt64? { if case .number(let number) = self { number } else { nil } }
  var bool: Bool? { if case .bool(let bool) = self { bool } else { nil } }
  var object: [String: JSON]? { if case .object(let object) = self { object } else { nil } }
}
