// Compiled by Xcode only, and not run where this project is tested.
import BackgroundTasks
import DLakDemoLogic

/// Lets iOS wake the app now and then: payments whose answer was lost end, and the balance is new when its owner looks.
@MainActor
final class BackgroundTasks {
  /// As Info.plist has it.
  private static let sync = "la.dlak.demo.sync"
  private let session: Session

  init(session: Session) {
    self.session = session
  }

  /// Before the app has started: iOS asks for that.
  func register() {
    BGTaskScheduler.shared.register(forTaskWithIdentifier: Self.sync, using: .main) { [weak self] task in
      let wake = Wake(task)
      // Registered for the main queue.
      MainActor.assumeIsolated { self?.run(wake) }
    }
  }

  /// Asks for the next time; iOS decides when that is.
  func schedule() {
    let request = BGAppRefreshTaskRequest(identifier: Self.sync)
    request.earliestBeginDate = Date(timeIntervalSinceNow: 15 * 60)
    // Refused on a simulator, and where the owner has switched it off: then the app syncs when it is opened.
    try? BGTaskScheduler.shared.submit(request)
  }

  private func run(_ wake: Wake) {
    schedule()
    let work = Task { [session] in
      let isDone = (try? await BackgroundSync(session: session).run()) ?? false
      wake.end(success: isDone)
    }
    wake.onExpiration { work.cancel() }
  }
}

/// The system's task, ended once.
private final class Wake: @unchecked Sendable {
  private let task: BGTask

  init(_ task: BGTask) {
    self.task = task
  }

  func onExpiration(_ cancel: @escaping @Sendable () -> Void) {
    task.expirationHandler = cancel
  }

  func end(success: Bool) {
    task.setTaskCompleted(success: success)
  }
}
