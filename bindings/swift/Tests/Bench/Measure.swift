import Foundation

/// One row of the table: what `cargo xtask bench bindings` reads.
struct Row: Encodable {
  let name: String
  let value: Double
  let unit: String
  var note: String?

  func print() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    Swift.print(String(decoding: try encoder.encode(self), as: UTF8.self))
  }
}

/// The nanoseconds of one round: the best of some batches, since other programs can only make it slower.
func nanoseconds(rounds: Int, batches: Int = 7, _ work: () async throws -> Void) async rethrows -> Double {
  var best = Double.infinity
  for _ in 0..<batches {
    let start = ContinuousClock.now
    for _ in 0..<rounds { try await work() }
    best = min(best, (ContinuousClock.now - start).nanoseconds / Double(rounds))
  }
  return best
}

/// The same for work that does not wait: a loop without `await` costs less itself.
func nanosecondsNow(rounds: Int, batches: Int = 7, _ work: () throws -> Void) rethrows -> Double {
  var best = Double.infinity
  for _ in 0..<batches {
    let start = ContinuousClock.now
    for _ in 0..<rounds { try work() }
    best = min(best, (ContinuousClock.now - start).nanoseconds / Double(rounds))
  }
  return best
}

extension Duration {
  var nanoseconds: Double {
    Double(components.seconds) * 1e9 + Double(components.attoseconds) / 1e9
  }
}

/// A number for people: three digits are more than a benchmark knows.
func rounded(_ value: Double) -> Double {
  guard value > 0 else { return 0 }
  let unit = pow(10, floor(log10(value)) - 2)
  // Through text, so that no 0.30000000000000004 is printed.
  return Double(String(format: "%.6g", (value / unit).rounded() * unit)) ?? value
}
