import Stage
import SwiftUI

/// What was seen, held against what the specification says of its state.
@MainActor
struct Held {
  /// What can be touched, by the names of the specification.
  let actions: Set<String>
  let faults: [String]
  /// What is there and should not be.
  let strangers: [String]

  init(_ stage: Stage, _ state: Spec.State, _ spec: Spec) {
    let texts = stage.texts
    var strangers: [String] = []
    for words in texts where words != StandInWords.back {
      let keys = spec.keys(of: words)
      if !keys.isEmpty, keys.isDisjoint(with: state.texts) {
        strangers.append("it shows “\(words)”, which the state does not name: \(keys.sorted().joined(separator: ", "))")
      }
    }
    var actions: Set<String> = []
    for choice in stage.choices { actions.formUnion(Self.names(of: choice.label, state, spec)) }
    for touched in stage.buttons + stage.pickers {
      let names = Self.names(of: touched.label, state, spec)
      if touched.label.isEmpty {
        strangers.append("something can be touched that has no word for VoiceOver")
      } else if names.isEmpty {
        strangers.append("“\(touched.label)” can be touched, and is nothing that the state names")
      }
      actions.formUnion(names)
    }
    for field in stage.fields {
      let names = state.fields.filter { spec.says($0, field.label) }
      if names.isEmpty { strangers.append("“\(field.label)” can be typed into, and is no field that the state names") }
      actions.formUnion(names)
    }
    var faults = strangers
    for key in state.shows.sorted() where !texts.contains(where: { spec.isSaid(key, in: $0) }) {
      faults.append("\(key) is not shown")
    }
    for missing in state.actions.subtracting(actions).sorted() { faults.append("\(missing) can't be touched") }
    if state.hasDigits, !actions.contains("digits") { faults.append("there are no keys for digits") }
    self.actions = actions
    self.faults = faults
    self.strangers = strangers
  }

  /// The names of what is touched: a label's key; else a digit, or a row, whose words are data.
  private static func names(of label: String, _ state: Spec.State, _ spec: Spec) -> Set<String> {
    // The system says it in its own words.
    if label == StandInWords.back { return state.actions.union(state.may).intersection(["common_back"]) }
    let parts = [label] + label.components(separatedBy: ", ")
    let labelled = state.actions.union(state.may).filter { name in parts.contains { spec.says(name, $0) } }
    if !labelled.isEmpty { return labelled }
    if state.hasDigits, label.count == 1, label.allSatisfy(\.isNumber) { return ["digits"] }
    return state.rows
  }
}
