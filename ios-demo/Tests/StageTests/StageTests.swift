import Observation
import Stage
import SwiftUI
import Testing

/// The stand-in does what SwiftUI does, as far as our views and their tests rely on it.
@MainActor
struct StageTests {
  @Observable
  final class Model {
    var name = "Noy"
    var isAsking = false
    var path: [String] = []
    var seen: [String] = []
  }

  private let model = Model()

  // MARK: - What is read

  @Test func whatIsHiddenFromVoiceOverIsNotRead() {
    let stage = Stage {
      Text("shown")
      Text("hidden").accessibilityHidden(true)
    }
    #expect(stage.texts == ["shown"])
  }

  @Test func aLabelIsReadInsteadOfWhatItStandsFor() {
    let stage = Stage {
      Button {
      } label: {
        Image(systemName: "gearshape")
      }.accessibilityLabel("Settings")
    }
    #expect(stage.texts == ["Settings"])
    #expect(stage.canTap("Settings"))
  }

  @Test func onlyTheBranchThatIsTrueIsThere() {
    let stage = Stage {
      if model.isAsking { Text("asking") } else { Text("idle") }
    }
    #expect(stage.texts == ["idle"])
    model.isAsking = true
    #expect(stage.texts == ["asking"])
  }

  // MARK: - What is touched

  @Test func aTapDoesWhatTheButtonDoes() throws {
    let stage = Stage { Button("Rename") { model.name = "Khamla" } }
    try stage.tap("Rename")
    #expect(model.name == "Khamla")
  }

  @Test func whatIsNotThereOrIsDisabledCantBeTapped() {
    let stage = Stage { Button("Pay") { model.name = "paid" }.disabled(true) }
    #expect(throws: Stage.Trouble.self) { try stage.tap("Pay") }
    #expect(throws: Stage.Trouble.self) { try stage.tap("Send") }
    #expect(model.name == "Noy")
  }

  @Test func aContainerThatIsDisabledDisablesAllInIt() {
    let stage = Stage {
      VStack {
        Button("Pay") {}
        Toggle("Light", isOn: .constant(true))
      }.disabled(true)
    }
    #expect(stage.buttons.map(\.isEnabled) == [false, false])
  }

  @Test func whatIsTypedGoesToTheBinding() throws {
    let stage = Stage { TextField("Name", text: Bindable(model).name) }
    try stage.type("Bounmy", into: "Name")
    #expect(model.name == "Bounmy")
    #expect(stage.fields.map(\.text) == ["Bounmy"])
  }

  @Test func aSwitchTurnsItsBinding() throws {
    let stage = Stage { Toggle("Ask", isOn: Bindable(model).isAsking) }
    try stage.tap("Ask")
    #expect(model.isAsking)
  }

  // MARK: - State

  private struct Counter: View {
    @State private var count = 0

    var body: some View {
      Button("\(count)") { count += 1 }
    }
  }

  @Test func stateIsKeptFromOneEvaluationToTheNext() throws {
    let stage = Stage { Counter() }
    try stage.tap("0")
    try stage.tap("1")
    #expect(stage.texts == ["2"])
  }

  @Test func stateIsOfAPlaceAndNotOfAKindOfView() throws {
    let stage = Stage {
      Counter()
      Counter()
    }
    try stage.tap("0")
    #expect(stage.texts == ["1", "0"])
  }

  // MARK: - Screens

  @Test func theLastScreenOfAStackIsTheOneThatIsSeenAndBackTakesItAway() throws {
    let stage = Stage {
      NavigationStack(path: Bindable(model).path) {
        Text("root").navigationDestination(for: String.self) { Text($0) }
      }
    }
    #expect(stage.texts == ["root"])
    model.path = ["first", "second"]
    #expect(stage.texts == [StandInWords.back, "second"])
    try stage.tap(StandInWords.back)
    #expect(model.path == ["first"])
  }

  @Test func aScreenWithoutABackButtonHasNone() {
    model.path = ["paid"]
    let stage = Stage {
      NavigationStack(path: Bindable(model).path) {
        Text("root").navigationDestination(for: String.self) { Text($0).navigationBarBackButtonHidden() }
      }
    }
    #expect(stage.texts == ["paid"])
  }

  @Test func whatIsPresentedHidesWhatIsUnderIt() throws {
    let stage = Stage {
      Button("Ask") { model.isAsking = true }
        .alert("Sure?", isPresented: Bindable(model).isAsking) {
          Button("Yes") { model.name = "yes" }
        } message: {
          Text("Think")
        }
    }
    try stage.tap("Ask")
    #expect(stage.texts == ["Sure?", "Think", "Yes"])
    #expect(!stage.canTap("Ask"))
    try stage.tap("Yes")
    #expect(model.name == "yes")
  }

  // MARK: - Time

  @Test func aTaskBeginsWhenItsViewAppearsAndEndsWhenItIsGone() async {
    let (begun, told) = AsyncStream.makeStream(of: String.self)
    let stage = Stage {
      if model.isAsking {
        Text("asking").task {
          told.yield("begun")
          try? await Task.sleep(for: .seconds(3600))
          told.yield(Task.isCancelled ? "cancelled" : "slept")
        }
      }
    }
    stage.look()
    model.isAsking = true
    stage.look()
    stage.look()
    var events = begun.makeAsyncIterator()
    #expect(await events.next() == "begun")
    model.isAsking = false
    stage.look()
    #expect(await events.next() == "cancelled")
  }

  @Test func aChangeIsToldOnceWithWhatWasBefore() {
    let stage = Stage {
      Text(model.name).onChange(of: model.name) { before, now in model.seen.append("\(before) \(now)") }
    }
    stage.look()
    model.name = "Khamla"
    stage.look()
    stage.look()
    #expect(model.seen == ["Noy Khamla"])
  }

  @Test func eachOfTwoChangesIsToldByItself() {
    let stage = Stage {
      Text(model.name)
        .onChange(of: model.name) { _, now in model.seen.append("name \(now)") }
        .onChange(of: model.isAsking) { _, now in model.seen.append("asking \(now)") }
    }
    stage.look()
    model.name = "Khamla"
    stage.look()
    model.isAsking = true
    stage.look()
    #expect(model.seen == ["name Khamla", "asking true"])
  }

  @Test func whatHappensWhenAViewGoesHappensOnce() {
    let stage = Stage {
      if model.isAsking { Text("asking").onDisappear { model.seen.append("gone") } }
    }
    model.isAsking = true
    stage.look()
    #expect(model.seen.isEmpty)
    model.isAsking = false
    stage.look()
    stage.look()
    #expect(model.seen == ["gone"])
  }

  @Test func aViewCanHaveATaskAndMoreToDoWhenItAppears() async {
    let (begun, told) = AsyncStream.makeStream(of: String.self)
    let stage = Stage {
      Text("shown").task { told.yield("task") }.onAppear { told.yield("appeared") }
    }
    stage.look()
    var events = begun.makeAsyncIterator()
    let both = [await events.next(), await events.next()]
    #expect(Set(both) == ["task", "appeared"])
  }

  @Test func aFrameThatIsTooSmallForAFingerIsSeen() {
    let stage = Stage {
      Button {
      } label: {
        Image(systemName: "xmark").frame(width: 30, height: 44)
      }
      Button {
      } label: {
        Image(systemName: "xmark").frame(width: 30, height: 30).frame(minWidth: 44, minHeight: 44)
      }
    }
    #expect(stage.buttons.map(\.isLargeEnough) == [false, true])
  }
}
