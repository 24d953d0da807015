/// What of a screen must survive the process. Nothing of it is secret.
@MainActor
public final class Saved {
  private var values: [String: String]
  /// Is told after each change: what is written here must be kept before the screen goes on.
  var onChange: @MainActor () -> Void = {}

  public init(_ values: [String: String] = [:]) {
    self.values = values
  }

  /// Everything, for keeping.
  public var snapshot: [String: String] { values }

  public subscript(key: String) -> String? {
    get { values[key] }
    set {
      guard values[key] != newValue else { return }
      values[key] = newValue
      onChange()
    }
  }
}
