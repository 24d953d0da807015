import Observation

/// Looks for a code to pay.
@MainActor
@Observable
public final class ScanViewModel: ScreenModel {
  @ObservationIgnored private let tasks = Tasks()

  init(camera: any CodeCamera, session: Session) {}

  public func end() {
    tasks.cancel()
  }
}
