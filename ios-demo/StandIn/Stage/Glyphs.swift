/// Signs of our own drawing in the place of Apple's symbols, which are drawn on Apple's platforms only.
enum Glyphs {
  /// A sign as large as the letters around it.
  static func svg(_ name: String) -> String {
    let path = lines.first { name.hasPrefix($0.name) }?.path ?? "M5 5h14v14H5z"
    return """
      <svg viewBox="0 0 24 24" width="1.25em" height="1.25em" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" \
      stroke-linejoin="round"><path d="\(path)"/></svg>
      """
  }

  /// The flower of Laos.
  static let flower: String = {
    let petal =
      "M12 12.2C10.2 11 8.8 8.8 9.3 6.6 9.7 5.2 11.1 4.6 12.4 5.1 14.1 5.8 14.7 7.8 14 9.5 13.5 10.7 12.9 11.6 12 12.2Z"
    let petals = stride(from: 0, to: 360, by: 72)
      .map {
        "<path transform=\"rotate(\($0) 12 12.2)\" d=\"\(petal)\" fill=\"#fff6dc\" stroke=\"#f2a900\" stroke-width=\".5\"/>"
      }
    return "<svg viewBox=\"3 3 18 18\" width=\"96\" height=\"96\">\(petals.joined())</svg>"
  }()

  /// The more special name first.
  private static let lines: [(name: String, path: String)] = [
    ("arrow.down.left", "M18 6L6 18M6 9v9h9"),
    ("arrow.up.right", "M6 18L18 6M9 6h9v9"),
    ("arrow.right", "M4 12h16M14 6l6 6-6 6"),
    ("building.columns", "M3 10l9-6 9 6M4 20h16M6 10v8M10 10v8M14 10v8M18 10v8"),
    ("camera", "M4 8h4l2-3h4l2 3h4v11H4zM12 10a3.5 3.5 0 100 7 3.5 3.5 0 000-7"),
    ("cart", "M3 5h3l2 10h10l2-7H7M9 20h.1M17 20h.1"),
    ("checkmark.circle", "M12 3a9 9 0 100 18 9 9 0 000-18M8 12l3 3 5-6"),
    ("checkmark.seal", "M12 3a9 9 0 100 18 9 9 0 000-18M8 12l3 3 5-6"),
    ("checkmark", "M5 13l4 4L19 7"),
    ("chevron.backward", "M15 5l-7 7 7 7"),
    ("chevron.left", "M15 5l-7 7 7 7"),
    ("chevron.right", "M9 5l7 7-7 7"),
    ("clock", "M12 3a9 9 0 100 18 9 9 0 000-18M12 7v5l3 3"),
    ("delete.backward", "M9 6h11v12H9l-6-6zM12 9l5 6M17 9l-5 6"),
    ("doc.on.doc", "M8 8h11v12H8zM5 16V4h11"),
    ("doc", "M6 3h8l4 4v14H6zM9 12h6M9 16h6"),
    ("exclamationmark.circle", "M12 3a9 9 0 100 18 9 9 0 000-18M12 7v6M12 16.5v.1"),
    ("exclamationmark.triangle", "M12 4l9 16H3zM12 10v4M12 17v.1"),
    ("eye.slash", "M3 12c4-7 14-7 18 0-4 7-14 7-18 0M4 4l16 16"),
    ("faceid", "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M9 9v2M15 9v2M9 15c2 1.5 4 1.5 6 0"),
    ("flashlight", "M8 3h8v4l-2 3v11h-4V10L8 7z"),
    ("folder", "M3 6h6l2 2h10v11H3z"),
    ("gearshape", "M12 8a4 4 0 100 8 4 4 0 000-8M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2"),
    ("hourglass", "M6 3h12M6 21h12M7 3c0 5 10 7 10 18M17 3c0 5-10 7-10 18"),
    ("info.circle", "M12 3a9 9 0 100 18 9 9 0 000-18M12 11v6M12 7.5v.1"),
    ("key", "M8 11a4 4 0 100 8 4 4 0 000-8M11 12l9-8M16 8l3 3"),
    ("link", "M10 14a4 4 0 006 0l3-3a4 4 0 00-6-6l-1 1M14 10a4 4 0 00-6 0l-3 3a4 4 0 006 6l1-1"),
    ("list", "M8 6h12M8 12h12M8 18h12M4 6h.1M4 12h.1M4 18h.1"),
    ("lock", "M6 11h12v9H6zM8 11V8a4 4 0 018 0v3"),
    ("magnifyingglass", "M10 4a6 6 0 100 12 6 6 0 000-12M15 15l5 5"),
    ("person", "M12 4a4 4 0 100 8 4 4 0 000-8M4 20c1-8 15-8 16 0"),
    ("photo", "M3 5h18v14H3zM3 16l5-5 5 5 3-3 5 4M15 9h.1"),
    ("plus", "M12 5v14M5 12h14"),
    ("qrcode", "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2M20 14v6h-6M17 17v.1"),
    ("rectangle.and.pencil", "M3 7h18v10H3zM8 12h.1M12 12h.1M16 12h.1"),
    ("snowflake", "M12 3v18M4 7.5l16 9M4 16.5l16-9"),
    ("square.and.arrow.up", "M12 15V4M8 8l4-4 4 4M5 12v8h14v-8"),
    ("storefront", "M4 10v10h16V10M3 10l2-6h14l2 6zM9 20v-6h6v6"),
    ("wifi.slash", "M4 9c5-5 11-5 16 0M8 13c3-2 5-2 8 0M12 17v.1M4 4l16 16"),
    ("xmark", "M6 6l12 12M18 6L6 18"),
  ]
}
