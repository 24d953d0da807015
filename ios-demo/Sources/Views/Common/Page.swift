import DLakDemoLogic
import SwiftUI

/// A screen with a title: what it shows scrolls, what can be done stands at the bottom.
struct Page<Content: View, Bottom: View>: View {
  @Environment(\.palette) private var palette
  private let title: Said
  private let content: Content
  private let bottom: Bottom

  init(_ title: Said, @ViewBuilder content: () -> Content, @ViewBuilder bottom: () -> Bottom) {
    self.title = title
    self.content = content()
    self.bottom = bottom()
  }

  var body: some View {
    ScrollView {
      VStack(alignment: .leading, spacing: 16) { content }
        .frame(maxWidth: .infinity, alignment: .leading)
        .padding(.horizontal, 20)
        .padding(.vertical, 12)
    }
    .background(palette.ground)
    .safeAreaInset(edge: .top) { OfflineBanner() }
    .safeAreaInset(edge: .bottom) {
      VStack(spacing: 8) { bottom }
        .padding(.horizontal, 20)
        .padding(.vertical, 8)
        .background(palette.ground)
    }
    .screenTitle(title)
  }
}

/// Says that the bank is away, while it is.
struct OfflineBanner: View {
  @Environment(\.isOffline) private var isOffline
  @Environment(\.palette) private var palette

  var body: some View {
    if isOffline {
      HStack(spacing: 12) {
        Image(systemName: "wifi.slash").accessibilityHidden(true)
        Phrase(.homeOffline).font(.subheadline)
      }
      .foregroundStyle(palette.onAccentGround)
      .frame(maxWidth: .infinity, alignment: .leading)
      .padding(12)
      .background(palette.accentGround)
      .accessibilityElement(children: .combine)
    }
  }
}

/// Something with a ground of its own.
struct Card<Content: View>: View {
  @Environment(\.palette) private var palette
  private let content: Content

  init(@ViewBuilder content: () -> Content) {
    self.content = content()
  }

  var body: some View {
    VStack(alignment: .leading, spacing: 8) { content }
      .frame(maxWidth: .infinity, alignment: .leading)
      .padding(16)
      .background(palette.card, in: .rect(cornerRadius: 16))
  }
}

/// A name, and what it is.
struct Fact: View {
  @Environment(\.palette) private var palette
  private let name: Said
  private let value: String

  init(_ name: Said, _ value: String) {
    self.name = name
    self.value = value
  }

  var body: some View {
    HStack(alignment: .firstTextBaseline, spacing: 12) {
      Phrase(name).foregroundStyle(palette.quiet)
      Spacer()
      Text(value).multilineTextAlignment(.trailing)
    }
    .accessibilityElement(children: .combine)
  }
}

/// Something goes on.
struct Waiting: View {
  private let said: Said

  init(_ said: Said) {
    self.said = said
  }

  var body: some View {
    HStack(spacing: 12) {
      ProgressView()
      Phrase(said)
    }
    .accessibilityElement(children: .combine)
  }
}

/// A sign and a sentence beside it.
struct Point: View {
  @Environment(\.palette) private var palette
  private let icon: String
  private let said: Said

  init(_ icon: String, _ said: Said) {
    self.icon = icon
    self.said = said
  }

  var body: some View {
    HStack(alignment: .top, spacing: 16) {
      Image(systemName: icon).font(.title2).foregroundStyle(palette.accent).accessibilityHidden(true)
      Phrase(said)
    }
  }
}

/// The flower of Laos.
struct Logo: View {
  @ScaledMetric private var side = 96.0

  var body: some View {
    Image(decorative: "Champa").resizable().scaledToFit().frame(width: side, height: side).accessibilityHidden(true)
  }
}
