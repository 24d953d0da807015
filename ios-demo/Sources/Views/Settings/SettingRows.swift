import DLakDemoLogic
import SwiftUI

/// Whose wallet it is.
struct OwnerRow: View {
  @Environment(\.palette) private var palette
  let name: String
  let account: String

  var body: some View {
    VStack(alignment: .leading, spacing: 4) {
      Text(name).font(.title2)
      Phrase(.settingsAccount(account: account)).font(.footnote).foregroundStyle(palette.quiet)
    }
    .accessibilityElement(children: .combine)
  }
}

/// A row that leads somewhere, or does something at once.
struct WayRow: View {
  @Environment(\.palette) private var palette
  let icon: String
  let title: Said
  var advice: Said?
  let action: @MainActor () -> Void

  var body: some View {
    Button(action: action) {
      HStack(spacing: 16) {
        Image(systemName: icon).foregroundStyle(palette.quiet).accessibilityHidden(true)
        VStack(alignment: .leading, spacing: 2) {
          Phrase(title)
          if let advice { Phrase(advice).font(.footnote).foregroundStyle(palette.quiet) }
        }
        Spacer()
      }
      .frame(minHeight: 44)
      .contentShape(.rect)
    }
    .buttonStyle(.plain)
  }
}

/// A row that is on or off.
struct SwitchRow: View {
  @Environment(\.palette) private var palette
  let title: Said
  let advice: Said
  let isOn: Binding<Bool>

  var body: some View {
    Toggle(isOn: isOn) {
      VStack(alignment: .leading, spacing: 2) {
        Phrase(title)
        Phrase(advice).font(.footnote).foregroundStyle(palette.quiet)
      }
    }
    .frame(minHeight: 44)
  }
}

/// A row with a name and a sentence.
struct FactRow: View {
  @Environment(\.palette) private var palette
  let name: Said
  let value: Said

  var body: some View {
    VStack(alignment: .leading, spacing: 2) {
      Phrase(name)
      Phrase(value).font(.footnote).foregroundStyle(palette.quiet)
    }
    .accessibilityElement(children: .combine)
  }
}

/// One of several things.
struct ChoiceRow<Value: Hashable>: View {
  @Environment(\.language) private var language
  let name: Said
  let choices: [Value]
  let chosen: Binding<Value>
  /// Its words; nil where it has a name of its own.
  let said: (Value) -> Said?
  let own: (Value) -> String?

  var body: some View {
    Picker(name.text(in: language), selection: chosen) {
      ForEach(choices, id: \.self) { choice in
        Text(own(choice) ?? said(choice)?.text(in: language) ?? "").tag(choice)
      }
    }
    .frame(minHeight: 44)
  }
}
