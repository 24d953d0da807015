import DLakDemoLogic
import Foundation
import SwiftUI

/// Before the wallet: the PIN, or what stands for it.
struct LockView: View {
  @Environment(\.openURL) private var openURL
  @State private var isForgotten = false
  @State private var wasAsked = false
  private let model: LockViewModel

  init(_ model: LockViewModel) {
    self.model = model
  }

  var body: some View {
    PINPage(
      model.name.map { .settingsLockWelcome(name: $0) } ?? .commonAppName, advice: .settingsLockTitle,
      state: model.state, pad: model.pad, biometrics: model.hasBiometrics ? model.askBiometrics : nil
    ) {
      Logo()
    } footer: {
      QuietButton(.settingsLockForgot) { isForgotten = true }
    }
    .task {
      // By itself, once: what was declined is not asked again.
      if !wasAsked { model.askBiometrics() }
      wasAsked = true
    }
    .question(
      .settingsLockForgotTitle, .settingsLockForgotAdvice, isPresented: $isForgotten, yes: .settingsLockForgotOpen,
      no: .commonClose
    ) {
      // The phone's own page of this app. The app itself never erases a wallet: without the words that would be the end of it.
      if let settings = URL(string: "app-settings:") { openURL(settings) }
    }
  }
}
