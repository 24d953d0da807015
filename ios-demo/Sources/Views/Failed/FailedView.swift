import DLakDemoLogic
import SwiftUI

/// A wallet that can't be opened: why, and the way on.
struct FailedView: View {
  private let model: FailedViewModel

  init(_ model: FailedViewModel) {
    self.model = model
  }

  var body: some View {
    if model.isAsking {
      Page(.commonAppName) {
        Phrase(.failedAskTitle).font(.title2).accessibilityAddTraits(.isHeader)
        Point("list.number", .failedAskAll)
        Point("folder", .failedAskKept)
        Point("clock.arrow.circlepath", .failedAskPaying)
      } bottom: {
        PrimaryButton(.failedAskYes) { model.hasWords() }
        SecondaryButton(.failedAskNo) { model.notNow() }
      }
      .ownBack(true) { model.notNow() }
    } else if let problem = model.problem {
      // Trying again is always there, whatever the library thinks of it: the phone may have been mended meanwhile.
      ProblemPage(problem, title: .commonAppName) {
        if model.canRestore {
          PrimaryButton(.failedRestore) { model.restore() }
          SecondaryButton(.commonRetry) { model.retry() }
        } else {
          PrimaryButton(.commonRetry) { model.retry() }
        }
      }
    }
  }
}
