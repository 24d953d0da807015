import DLakDemoLogic
import Stage
import Testing

@MainActor
struct TouchTests {
  @Test func whatCanBeTappedHasANameAndRoomForAFinger() throws {
    let first = try Spec().states.filter(\.isFirst).flatMap(\.pictures)
    for picture in gallery {
      let stage = picture.stage(.english, isFirst: first.contains(picture.name))
      for button in stage.buttons {
        #expect(!button.label.isEmpty, "\(picture.name): something without a name")
        #expect(button.isLargeEnough, "\(picture.name): \(button.label)")
      }
    }
  }
}
