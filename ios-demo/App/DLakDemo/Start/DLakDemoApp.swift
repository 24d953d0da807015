// Compiled by Xcode only, and not run where this project is tested.
import DLakDemoLogic
import DLakDemoViews
import SwiftUI

/// The app: one model for as long as the process lives, and the root view on it.
@main
struct DLakDemoApp: App {
  @State private var app: AppModel
  @Environment(\.scenePhase) private var phase
  private let background: BackgroundTasks

  init() {
    let app = AppModel(.phone())
    _app = State(initialValue: app)
    background = BackgroundTasks(session: app.session)
    // Before the app has started: iOS asks for that.
    background.register()
  }

  var body: some Scene {
    WindowGroup {
      RootView(app: app) { PhonePreview(camera: $0) }
        // What is in the list of apps, and what is recorded of the screen while iOS makes its picture, is a blank page.
        .overlay { if phase != .active { CoverView() } }
        .task { app.start() }
        .onOpenURL { app.links.put($0.absoluteString) }
        .onChange(of: phase) { _, now in moved(to: now) }
    }
  }

  private func moved(to phase: ScenePhase) {
    switch phase {
    case .active: app.session.willEnterForeground()
    case .background:
      app.session.didEnterBackground()
      background.schedule()
    default: break
    }
  }
}
