import Foundation

/// The specification of both apps: `app-spec/spec.json`, as its README says.
struct Spec {
  let states: [State]
  private let texts: [String: Text]

  /// A state of a screen: what its owner reads, and can do.
  struct State {
    /// `pay.confirm`
    let name: String
    let pictures: [String]
    let shows: Set<String>
    let actions: Set<String>
    let may: Set<String>
    /// What can be touched, and changes nothing or opens something over it: a menu, a question.
    let staying: Set<String>
    let rows: Set<String>
    let fields: Set<String>
    let hasDigits: Bool
    /// Is it of a screen with which a part of the app begins?
    var isFirst: Bool {
      ["opening", "welcome", "new_words", "enrol", "failed", "lock", "home"].contains(name.prefix { $0 != "." })
    }
    /// All texts that may be on the screen.
    let texts: Set<String>
  }

  /// A text with its values unknown.
  private struct Text {
    let patterns: [Regex<AnyRegexOutput>]
    /// Is there anything to know it by?
    let hasWords: Bool
  }

  /// Where it is, and where what the tests find goes.
  static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  init() throws {
    let file = try JSONDecoder().decode(
      File.self, from: Data(contentsOf: Self.repository.appending(path: "app-spec/spec.json")))
    states = file.screens.flatMap { screen, content in
      content.states.map { name, state in
        State(
          name: "\(screen).\(name)", pictures: state.pictures, shows: Set(state.shows),
          actions: Set(state.actions.keys),
          may: Set(state.may.keys),
          staying: Set(state.actions.merging(state.may) { one, _ in one }.filter { $0.value == ["="] }.keys),
          rows: Set(state.rows.keys), fields: Set(state.fields), hasDigits: state.digits,
          texts: Set(state.shows + state.may_show + state.fields).union(state.actions.keys).union(state.may.keys))
      }
    }
    .sorted { $0.name < $1.name }
    texts = try file.texts.mapValues { text in
      try Text(
        patterns: text.en.forms.map { try Regex(Self.pattern($0)) },
        hasWords: text.en.forms.contains { $0.replacing(Self.place, with: "").contains(where: \.isLetter) })
    }
  }

  /// The texts of the table that may say this.
  func keys(of words: String) -> Set<String> {
    Set(texts.filter { key, text in text.hasWords && says(key, words) }.keys)
  }

  /// Does the text of this key say it?
  func says(_ key: String, _ words: String) -> Bool {
    texts[key]?.patterns.contains { words.wholeMatch(of: $0) != nil } == true
  }

  /// Is it said somewhere in these words?
  func isSaid(_ key: String, in words: String) -> Bool {
    texts[key]?.patterns.contains { words.firstMatch(of: $0) != nil } == true
  }

  nonisolated(unsafe) private static let place = /\{[a-z][a-z0-9_]*\}/

  private static func pattern(_ template: String) -> String {
    let words = template.split(separator: place, omittingEmptySubsequences: false)
    let quoted = words.map { word in
      word.map { "\\.+*?()[]{}^$|/".contains($0) ? "\\\($0)" : String($0) }.joined()
    }
    return quoted.joined(separator: "(?s:.+)")
  }

  private struct File: Decodable {
    let screens: [String: Screen]
    let texts: [String: Said]
  }

  private struct Screen: Decodable {
    let states: [String: Content]
  }

  // swift-format-ignore: AlwaysUseLowerCamelCase
  private struct Content: Decodable {
    let pictures: [String]
    let shows: [String]
    let may_show: [String]
    let actions: [String: [String]]
    let may: [String: [String]]
    let rows: [String: [String]]
    let fields: [String]
    let digits: Bool
  }

  private struct Said: Decodable {
    let en: English
  }

  /// A text, or one for each number.
  private struct English: Decodable {
    let forms: [String]

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let text = try? value.decode(String.self) {
        forms = [text]
      } else {
        forms = Array(try value.decode([String: String].self).values)
      }
    }
  }
}
