import Foundation

/// What went wrong with a program that a test needs.
package struct Trouble: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}

/// A program that we talk to by lines. It ends with us, however we end: then its standard input does.
package final class Program: @unchecked Sendable {
  // Touched on this queue only.
  private let queue: DispatchQueue
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var unread = Data()

  /// Starts it. Without `endsWithInput` it is one that does not read, and is told to stop by SIGTERM.
  package init(_ program: URL, _ arguments: [String], endsWithInput: Bool) throws {
    queue = DispatchQueue(label: program.lastPathComponent)
    let path = program.path(percentEncoded: false)
    if endsWithInput {
      process.executableURL = program
      process.arguments = arguments
    } else {
      let untilInputEnds = #""$@" < /dev/null & program=$!; cat > /dev/null; kill $program; wait $program"#
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments = ["-c", untilInputEnds, "sh", path] + arguments
    }
    process.standardInput = input
    process.standardOutput = output
    do {
      try Self.withSignals { try process.run() }
    } catch {
      throw Trouble("\(path) can't be started: build it with `cargo build -p dlak-cli -p system-tests` (\(error))")
    }
  }

  deinit {
    try? input.fileHandleForWriting.close()
  }

  /// Writes a line, if there is one, and reads the next one.
  package func answer(to line: String? = nil) async throws -> Data {
    try await withCheckedThrowingContinuation { continuation in
      queue.async {
        continuation.resume(
          with: Result {
            if let line {
              try self.input.fileHandleForWriting.write(contentsOf: Data("\(line)\n".utf8))
            }
            return try self.nextLine()
          })
      }
    }
  }

  /// Ends it, and waits until it is gone.
  package func stop() async {
    await withCheckedContinuation { continuation in
      queue.async {
        try? self.input.fileHandleForWriting.close()
        self.process.waitUntilExit()
        continuation.resume()
      }
    }
  }

  /// Programs inherit what their starter's thread blocks, and threads of Swift's pool block SIGTERM.
  private static func withSignals(_ work: () throws -> Void) throws {
    var none = sigset_t()
    var before = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try work()
  }

  private func nextLine() throws -> Data {
    while true {
      if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
        defer { unread = Data(unread[(end + 1)...]) }
        return Data(unread[..<end])
      }
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { throw Trouble("a program ended that should not") }
      unread.append(more)
    }
  }
}
