import DLakWallet
import Foundation
import Observation

/// Asks for the PIN, and does with it what needs it. After too many wrong ones it counts the seconds down; the end of a wait outlives
/// the process, the PIN never does.
@MainActor
@Observable
final class PINGate: PINPad {
  var state = PINPadState()

  @ObservationIgnored private var input = PINInput()
  @ObservationIgnored private let tasks: Tasks
  @ObservationIgnored private let clock: any AppClock
  @ObservationIgnored private let saved: Saved
  /// Throws what the wallet says about the PIN.
  @ObservationIgnored var use: @MainActor (_ pin: String) async throws -> Void = { _ in }
  @ObservationIgnored private var waiting: Task<Void, Never>?

  init(tasks: Tasks, clock: any AppClock, saved: Saved) {
    self.tasks = tasks
    self.clock = clock
    self.saved = saved
    if let until = saved[Self.waitUntil].flatMap({ Double($0) }) { wait(until: Date(timeIntervalSince1970: until)) }
  }

  func type(_ digit: Character) {
    guard state.canType else { return }
    input.add(digit)
    state = PINPadState(count: input.count)
  }

  func delete() {
    guard state.canType else { return }
    input.deleteLast()
    state = PINPadState(count: input.count)
  }

  func submit() {
    if state.canSubmit { submit(input.take()) }
  }

  /// Uses a PIN that was not typed here.
  func submit(_ pin: String, onRefused: (@MainActor (Problem) -> Void)? = nil) {
    state = PINPadState(count: state.count, isBusy: true)
    let use = use
    // Not one of the screen's tasks: cancelled in the middle it would count as a wrong PIN.
    Task { [weak self] in
      let problem = (try? await attempt { try await use(pin) })?.problem
      guard let self else { return }
      if let problem {
        if let onRefused { onRefused(problem) } else { self.refuse(problem) }
      } else {
        self.state = PINPadState()
      }
    }
  }

  /// Says something, and begins anew.
  func say(_ notice: PINNotice?) {
    input.clear()
    state = PINPadState(notice: notice)
  }

  func refuse(_ problem: Problem) {
    if problem.code == .tooManyWrongPins, let retryAt = problem.retryAt {
      wait(until: retryAt)
    } else {
      say(.refused(problem))
    }
  }

  private func wait(until end: Date) {
    saved[Self.waitUntil] = String(end.timeIntervalSince1970)
    waiting?.cancel()
    waiting = tasks.begin { [weak self, clock] in
      while true {
        let left = end.timeIntervalSince(clock.now)
        guard left > 0 else { break }
        // Rounded up: at "0" the next try is allowed.
        self?.say(.wait(seconds: Int(left.rounded(.up))))
        try await clock.sleep(for: .milliseconds(min(1000, max(1, Int((left * 1000).rounded(.up))))))
        guard self != nil else { return }
      }
      self?.saved[Self.waitUntil] = nil
      self?.say(nil)
    }
  }

  private static let waitUntil = "pin.wait-until"
}
