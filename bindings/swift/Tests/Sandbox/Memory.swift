import Foundation

/// What the system says of this process's memory.
package enum Memory {
  /// The memory that the process holds now, in bytes, without what is free in it. Linux only.
  package static func resident() throws -> Int {
    // Memory that was freed is kept for later: given back, it can't hide what is taken next.
    if let trim = dlsym(nil, "malloc_trim") {
      _ = unsafeBitCast(trim, to: (@convention(c) (Int) -> CInt).self)(0)
    }
    let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
    guard let resident = pages.dropFirst().first.flatMap({ Int($0) }) else { throw Trouble("statm says nothing") }
    return resident * page
  }

  /// How many bytes of fresh memory some work reads: whole pages, for the system only knows those. Whoever copies reads
  /// all of them.
  package static func read(of count: Int, by work: (UnsafeRawBufferPointer) throws -> Void) throws -> Int {
    let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
    guard let start = mmap(nil, count, PROT_READ, flags, -1, 0), start != MAP_FAILED else {
      throw Trouble("the system gives no memory")
    }
    defer { munmap(start, count) }
    try work(UnsafeRawBufferPointer(start: start, count: count))
    var read = [UInt8](repeating: 0, count: (count + page - 1) / page)
    guard mincore(start, count, &read) == 0 else { throw Trouble("the system does not say what was read") }
    return read.filter { $0 & 1 == 1 }.count * page
  }

  /// The bytes of a page.
  package static let page = Int(sysconf(Int32(_SC_PAGESIZE)))
}
