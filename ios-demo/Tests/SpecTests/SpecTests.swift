import Foundation
import Stage
import SwiftUI
import Testing

@testable import DLakDemoLogic

/// Every state of the specification of both apps, held against its pictures: what it says is there, and nothing else is. What was
/// found is written for `cargo xtask app-spec --coverage`, which holds it against what Android's tests found.
@MainActor
struct SpecTests {
  @Test func everyStateShowsWhatTheSpecificationSaysAndNothingElse() throws {
    let spec = try Spec()
    let pictures = Dictionary(uniqueKeysWithValues: gallery.map { ($0.name, $0) })
    var found = Found()
    var faults: [String] = []
    for state in spec.states {
      var ofState: [String] = []
      for name in state.pictures {
        guard let picture = pictures[name] else {
          ofState.append("\(state.name): there is no picture \(name)")
          continue
        }
        let held = Held(picture.stage(.english, isFirst: state.isFirst), state, spec)
        found.pictures.insert(name)
        found.actions.formUnion(held.actions.map { "\(state.name).\($0)" })
        ofState += held.faults.map { "\(state.name) (\(name)): \($0)" }
        for label in held.actions.intersection(state.staying).sorted() {
          let stage = picture.stage(.english, isFirst: state.isFirst)
          // A picker opens nothing that is not there already.
          guard let touched = stage.buttons.first(where: { $0.isEnabled && spec.says(label, $0.label) }) else {
            continue
          }
          touched.tap()
          let inside = Held(stage, state, spec)
          found.actions.formUnion(inside.actions.map { "\(state.name).\($0)" })
          ofState += inside.strangers.map { "\(state.name) (\(name)), after \(label): \($0)" }
        }
      }
      if ofState.isEmpty { found.states.insert(state.name) }
      faults += ofState
    }
    let named = Set(spec.states.flatMap(\.pictures))
    faults += pictures.keys.filter { !named.contains($0) }.sorted().map { "\($0) is a picture of no state" }
    try found.write()
    #expect(faults.isEmpty, "\n\(faults.joined(separator: "\n"))")
  }

  @Test(arguments: Language.allCases) func everyTextHasWordsInEachLanguage(_ language: Language) {
    for picture in gallery {
      let texts = picture.stage(language, isFirst: true).texts
      let missing = texts.filter { $0.wholeMatch(of: /[a-z]+(_[a-z0-9]+)+/) != nil }
      #expect(missing.isEmpty, "\(picture.name), \(language.tag): \(missing)")
    }
  }

  /// What the app's tests have shown of the specification.
  private struct Found {
    var pictures: Set<String> = []
    var states: Set<String> = []
    var actions: Set<String> = []

    func write() throws {
      let lists = ["pictures": pictures.sorted(), "states": states.sorted(), "actions": actions.sorted()]
      let folder = Spec.repository.appending(path: "target/app-spec")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      try encoder.encode(lists).write(to: folder.appending(path: "ios.json"))
    }
  }
}
