import DLakWallet
import Observation

/// Takes the 24 words of a wallet: typed, chosen or pasted. They stay in memory, see ``WordsInHand``.
@MainActor
@Observable
public final class RestoreViewModel: ScreenModel {
  /// 24 places, some may be empty.
  public internal(set) var words: [String]
  /// The place that is typed now, from 0.
  public internal(set) var current: Int
  /// What stands in the field.
  public internal(set) var typed: String
  /// What it may become.
  public internal(set) var suggestions: [String] = []
  /// The places, from 0, whose words no wallet has.
  public internal(set) var wrong: Set<Int> = []
  /// What is wrong with them all.
  public internal(set) var problem: Problem?

  @ObservationIgnored private let inHand: WordsInHand
  @ObservationIgnored private let suggest: @MainActor (_ typed: String, _ limit: Int) -> [String]

  init(
    inHand: WordsInHand,
    suggest: @escaping @MainActor (_ typed: String, _ limit: Int) -> [String] = {
      // What no wallet has is suggested nothing.
      (try? RecoveryWords.suggestions(for: $0, limit: $1)) ?? []
    }
  ) {
    self.inHand = inHand
    self.suggest = suggest
    words = inHand.typed
    let first = inHand.typed.firstIndex(of: "") ?? 0
    current = first
    typed = inHand.typed[first]
    show()
  }

  public var count: Int { words.count { !$0.isEmpty } }
  public var isFull: Bool { count == words.count }

  /// What stands in the field. A space ends a word; more words than one were pasted, and go to the places from here on. Says
  /// whether they were: then they must not stay on the clipboard.
  @discardableResult
  public func type(_ text: String) -> Bool {
    let found = wordsIn(text)
    if found.count > 1 { return paste(text) }
    if found.count == 1, text.last?.isWhitespace == true {
      put(found)
    } else {
      typed = text.filter { !$0.isWhitespace }.lowercased()
      problem = nil
      show()
    }
    return false
  }

  /// A suggestion was chosen.
  public func choose(_ word: String) {
    put([word])
  }

  /// The word in the field is whole.
  public func next() {
    let found = wordsIn(typed)
    if !found.isEmpty { put(found) }
  }

  /// Text from the clipboard: all the words go to their places; a part of them from the current place on. False: there was no
  /// word in it.
  @discardableResult
  public func paste(_ text: String) -> Bool {
    let found = wordsIn(text)
    if found.isEmpty { return false }
    if found.count >= WordsInHand.count { current = 0 }
    put(found)
    return true
  }

  /// Another place is typed.
  public func go(to place: Int) {
    guard words.indices.contains(place) else { return }
    keepTyped()
    at(place)
    show()
  }

  /// Are they the words of a wallet? If not, it is said what is wrong.
  public func check() -> Bool {
    keepTyped()
    show()
    do {
      _ = try RecoveryWords(words.joined(separator: " "))
      return true
    } catch {
      if let place = error.wordPosition.map({ $0 - 1 }), words.indices.contains(place) { at(place) }
      show()
      problem = Problem(error)
      return false
    }
  }

  /// The owner went back, or is done.
  public func end() {
    inHand.clear()
    words = inHand.typed
    typed = ""
    suggestions = []
  }

  /// Puts words into the places from the current one on, and goes to the next that is empty.
  private func put(_ found: [String]) {
    for (offset, word) in found.enumerated() where words.indices.contains(current + offset) {
      words[current + offset] = word
    }
    let last = min(current + found.count - 1, words.count - 1)
    let next = words.indices.first { $0 > last && words[$0].isEmpty } ?? words.firstIndex(of: "")
    at(next ?? last)
    problem = nil
    show()
  }

  private func keepTyped() {
    words[current] = typed
  }

  private func at(_ place: Int) {
    current = place
    typed = words[place]
  }

  private func show() {
    inHand.type(words)
    let found = typed.isEmpty ? [] : suggest(typed, Self.suggestions)
    suggestions = found == [typed] ? [] : found
    wrong = Set(words.indices.filter { !words[$0].isEmpty && suggest(words[$0], 1) != [words[$0]] })
  }

  /// Lists are often numbered: "1. abandon 2. ability" is two words.
  private func wordsIn(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter }.map(String.init)
  }

  private static let suggestions = 4
}
