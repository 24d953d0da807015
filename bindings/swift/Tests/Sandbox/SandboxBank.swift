import DLakWallet
import Foundation

/// Somebody who may have a wallet.
package struct Customer: Decodable, Sendable {
  package let name: String
  package let kind: String
  package let enrolmentCode: String

  enum CodingKeys: String, CodingKey {
    case name
    case kind
    case enrolmentCode = "enrolment_code"
  }
}

/// A sandbox bank: the real one, as a process, with money in it and customers to be.
package final class SandboxBank: Sendable {
  package let url: URL
  package let customers: [Customer]
  private let program: Program
  private let persons: Locked<[Customer]>

  /// Starts one. `authority` is the host and port of a proxy in front of it.
  package init(authority: String? = nil, persons names: [String] = []) async throws {
    var arguments = ["--json", "sandbox", "--listen", "127.0.0.1:0"]
    if let authority { arguments += ["--authority", authority] }
    for name in names { arguments += ["--person", name] }
    program = try Program(Places.dlak, arguments, endsWithInput: false)
    struct Hello: Decodable {
      let url: URL
      let customers: [Customer]
    }
    let hello = try JSONDecoder().decode(Hello.self, from: try await program.answer())
    url = hello.url
    customers = hello.customers
    persons = Locked(hello.customers.filter { $0.kind == "person" })
  }

  /// The bank that tests share. It ends with this process.
  package static let shared = Task {
    try await SandboxBank(persons: (1...100).map { "Person \($0)" })
  }

  package func customer(named name: String) throws -> Customer {
    guard let customer = customers.first(where: { $0.name == name }) else {
      throw Trouble("the bank has no customer \(name)")
    }
    return customer
  }

  /// Somebody who has no wallet yet.
  package func person() throws -> Customer {
    let person = persons.with { $0.popLast() }
    guard let person else { throw Trouble("the sandbox has too few persons for all tests") }
    return person
  }

  package func stop() async {
    await program.stop()
  }
}

/// What stands between wallets and a bank, and loses what it is told to lose.
package final class FaultProxy: Sendable {
  package let url: URL
  private let program: Program

  package init(upstream: URL? = nil) async throws {
    let arguments = upstream.map { ["--upstream", $0.authority] } ?? []
    program = try Program(Places.faultProxy, arguments, endsWithInput: true)
    struct Hello: Decodable {
      let url: URL
    }
    url = try JSONDecoder().decode(Hello.self, from: try await program.answer()).url
  }

  /// Gives it a command of `tests/journeys/README.md`.
  @discardableResult
  package func tell(_ command: String) async throws -> Status {
    let status = try JSONDecoder().decode(Status.self, from: try await program.answer(to: command))
    guard status.ok else { throw Trouble("the proxy refused \(command): \(status.error ?? "")") }
    return status
  }

  package struct Status: Decodable, Sendable {
    package let ok: Bool
    package let error: String?
    package let unused: Int?
  }

  package func stop() async {
    await program.stop()
  }

  /// A proxy with a bank of its own behind it.
  package static func withBank(persons: [String] = []) async throws -> (proxy: FaultProxy, bank: SandboxBank) {
    let proxy = try await FaultProxy()
    let bank = try await SandboxBank(authority: proxy.url.authority, persons: persons)
    try await proxy.tell("upstream \(bank.url.authority)")
    return (proxy, bank)
  }
}

extension URL {
  /// Host and port.
  package var authority: String { "\(host() ?? ""):\(port ?? 80)" }
}

/// A value that one task or thread at a time touches.
package final class Locked<Value: Sendable>: @unchecked Sendable {
  private let lock = NSLock()
  private var value: Value

  package init(_ value: Value) {
    self.value = value
  }

  package func with<T>(_ work: (inout Value) throws -> T) rethrows -> T {
    try lock.withLock { try work(&value) }
  }
}
