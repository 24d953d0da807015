import DLakWallet
import Foundation
import Sandbox
import Testing

/// What is written of a journey that passed.
struct Passed: Encodable, Sendable {
  let journey: String
  let steps: Int
  let checks: Int
  let ms: Int64
}

/// The step that did not go as the journey says.
struct Failed: Error, CustomStringConvertible {
  let description: String

  init(_ journey: String, _ number: Int, _ step: String, _ what: String) {
    description = "journey \(journey), step \(number) (\(step)): \(what)"
  }
}

@Suite struct JourneyTests {
  @Test func everyJourneyGoesAsItIsWritten() async throws {
    let names = try Journey.all()
    var passed: [Passed] = []
    await withTaskGroup(of: Result<Passed, any Error>.self) { group in
      for name in names {
        group.addTask {
          do {
            let ran = try await within(.seconds(300)) { try await run(try Journey(named: name)) }
            return .success(ran)
          } catch {
            return .failure(error is Failed ? error : Failed(name, 0, "start", "\(error)"))
          }
        }
      }
      for await result in group {
        switch result {
        case .success(let journey): passed.append(journey)
        case .failure(let error): Issue.record(error)
        }
      }
    }
    passed.sort { (names.firstIndex(of: $0.journey) ?? 0) < (names.firstIndex(of: $1.journey) ?? 0) }
    #expect(passed.map(\.journey) == names)
    try FileManager.default.createDirectory(at: Places.journeyResults, withIntermediateDirectories: true)
    let results = Places.journeyResults.appending(path: "swift.json")
    try JSONEncoder().encode(passed).write(to: results, options: .atomic)
  }

  @Test func aStepThatDiffersIsNamed() async throws {
    let cast = try await Cast()
    let differs: [(step: String, why: String)] = [
      (#"{"action":"create","wallet":"w","pin":"271828","keep":"words","expect":{"locked":true}}"#, "locked: expected"),
      (#"{"action":"balance","wallet":"w","expect":{"gold":1}}"#, "was not given"),
      (#"{"action":"balance","wallet":"w","error":{"code":"locked","retryable":false}}"#, "was none"),
      (#"{"action":"sync","wallet":"w","error":{"code":"locked","retryable":false}}"#, "not-registered"),
      (#"{"action":"sync","wallet":"w","error":{"code":"not-registered","retryable":true}}"#, "retryable"),
      (#"{"action":"sync","wallet":"w","pin":"1"}"#, "it has no pin"),
      (#"{"action":"sync","wallet":"nobody"}"#, "has no wallet"),
      (#"{"action":"fly"}"#, "does not know"),
      (#"{"action":"prepare","wallet":"w","code":"nothing"}"#, "no text is kept"),
    ]
    for (text, why) in differs {
      let step = try Step(try JSONDecoder().decode([String: JSON].self, from: Data(text.utf8)))
      do {
        _ = try await perform(step, cast)
        Issue.record("it passed: \(text)")
      } catch {
        #expect("\(error)".contains(why), "\(text): \(error)")
      }
    }
    _ = try await cast.end()
  }
}

/// Runs a journey on a stage of its own.
private func run(_ journey: Journey) async throws -> Passed {
  let cast = try await Cast()
  let began = ContinuousClock.now
  var checks = 0
  for (index, step) in journey.steps.enumerated() {
    do {
      checks += try await perform(step, cast)
    } catch {
      _ = try? await cast.end()
      throw Failed(journey.name, index + 1, step.action, "\(error)")
    }
  }
  let took = ContinuousClock.now - began
  let unused = try await cast.end()
  guard unused == 0 else {
    throw Failed(journey.name, journey.steps.count, "end", "\(unused) faults met no request")
  }
  let ms = took.components.seconds * 1_000 + took.components.attoseconds / 1_000_000_000_000_000
  return Passed(journey: journey.name, steps: journey.steps.count, checks: checks, ms: ms)
}

/// Does one step until it is as expected. Gives how much was compared.
private func perform(_ step: Step, _ cast: Cast) async throws -> Int {
  let end = ContinuousClock.now + .seconds(step.patience)
  while true {
    do {
      return try await attempt(step, cast)
    } catch {
      guard ContinuousClock.now < end else { throw error }
      try await Task.sleep(for: .milliseconds(20))
    }
  }
}

private func attempt(_ step: Step, _ cast: Cast) async throws -> Int {
  let given: Cast.Given
  do {
    given = try await cast.act(step)
  } catch let error as WalletError {
    guard let expected = step.error else { throw Trouble("error code: expected none, was \(error)") }
    guard error.code.rawValue == expected.code else {
      throw Trouble("error code: expected \(expected.code), was \(error)")
    }
    guard error.isRetryable == expected.retryable else {
      throw Trouble("retryable of \(error.code): expected \(expected.retryable), was \(error.isRetryable)")
    }
    return 1
  }
  if let expected = step.error { throw Trouble("error code: expected \(expected.code), was none") }
  var checks = 0
  for (name, expected) in step.expect {
    guard let fact = given.facts[name] else { throw Trouble("\(name): expected \(expected), was not given") }
    guard fact == expected else { throw Trouble("\(name): expected \(expected), was \(fact)") }
    checks += 1
  }
  if let name = step.keep { try cast.keep(name, given.kept) }
  return checks
}
