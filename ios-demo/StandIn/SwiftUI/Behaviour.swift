import Foundation

// What a view does, and what it says to those who hear it.
extension View {
  public func disabled(_ isDisabled: Bool) -> some View {
    Deferred { context in
      var inner = context
      inner.environment.isEnabled = context.environment.isEnabled && !isDisabled
      return SwiftUI.nodes(of: self, in: inner)
    }
  }

  public func onTapGesture(count: Int = 1, perform action: @escaping () -> Void) -> some View {
    changed { node, context in
      node = Node(.button { action() }, [node])
      node.isEnabled = context.environment.isEnabled
    }
  }

  public func onAppear(perform action: (() -> Void)? = nil) -> some View {
    appearing { action?() }
  }

  public func onDisappear(perform action: (() -> Void)? = nil) -> some View {
    changed { node, context in
      if let action { node.disappearing.append((place(node.disappearing.count, context), { action() })) }
    }
  }

  public func task(
    priority: TaskPriority = .userInitiated, @_inheritActorContext _ action: @escaping @Sendable () async -> Void
  ) -> some View {
    appearing { await action() }
  }

  public func task<ID: Hashable>(
    id: ID, priority: TaskPriority = .userInitiated,
    @_inheritActorContext _ action: @escaping @Sendable () async -> Void
  ) -> some View {
    changed { node, context in
      node.appearing.append(("\(place(node.appearing.count, context))#\(id)", { await action() }))
    }
  }

  /// A view may have several of a kind.
  private func place(_ number: Int, _ context: Context) -> String { "\(context.path)|\(number)" }

  private func appearing(_ work: @escaping @MainActor @Sendable () async -> Void) -> some View {
    changed { node, context in node.appearing.append((place(node.appearing.count, context), work)) }
  }

  public func onChange<Value: Hashable>(
    of value: Value, initial: Bool = false, _ action: @escaping (Value, Value) -> Void
  ) -> some View {
    changed { node, context in
      node.watched.append(
        (
          place(node.watched.count, context), AnyHashable(value),
          { before in
            if let before = before.base as? Value { action(before, value) }
          }
        ))
    }
  }

  public func onChange<Value: Hashable>(
    of value: Value, initial: Bool = false, _ action: @escaping () -> Void
  ) -> some View {
    onChange(of: value, initial: initial) { _, _ in action() }
  }

  public func refreshable(action: @escaping @Sendable () async -> Void) -> some View {
    changed { node, _ in node.refresh = { await action() } }
  }

  public func onSubmit(_ action: @escaping () -> Void) -> some View {
    changed { node, _ in node.submit = { action() } }
  }

  public func focused(_ condition: FocusState<Bool>.Binding) -> some View { self }
  public func focused<Value: Hashable>(_ binding: FocusState<Value>.Binding, equals value: Value) -> some View { self }
  public func submitLabel(_ label: SubmitLabel) -> some View { self }
  public func keyboardType(_ type: UIKeyboardType) -> some View { self }
  public func textContentType(_ type: UITextContentType?) -> some View { self }
  public func textInputAutocapitalization(_ kind: TextInputAutocapitalization?) -> some View { self }
  public func autocorrectionDisabled(_ disable: Bool = true) -> some View { self }
  public func interactiveDismissDisabled(_ isDisabled: Bool = true) -> some View { self }

  public func tag<Value: Hashable>(_ tag: Value) -> some View {
    changed { node, _ in node.tag = AnyHashable(tag) }
  }
}

public struct SubmitLabel: Sendable {
  public static let done = SubmitLabel()
  public static let next = SubmitLabel()
  public static let search = SubmitLabel()
}
public enum UIKeyboardType: Sendable { case `default`, asciiCapable, numberPad, decimalPad }
public struct UITextContentType: Sendable {
  public static let oneTimeCode = UITextContentType()
}
public struct TextInputAutocapitalization: Sendable {
  public static let never = TextInputAutocapitalization()
  public static let characters = TextInputAutocapitalization()
}

// MARK: - Accessibility

extension View {
  public func accessibilityLabel<Characters: StringProtocol>(_ label: Characters) -> some View {
    changed { node, _ in node.label = String(label) }
  }

  public func accessibilityValue<Characters: StringProtocol>(_ value: Characters) -> some View {
    changed { node, _ in node.value = String(value) }
  }

  public func accessibilityHint<Characters: StringProtocol>(_ hint: Characters) -> some View { self }

  public func accessibilityIdentifier(_ identifier: String) -> some View {
    changed { node, _ in node.identifier = identifier }
  }

  public func accessibilityHidden(_ hidden: Bool) -> some View {
    changed { node, _ in node.isHidden = hidden }
  }

  public func accessibilityElement(children: AccessibilityChildBehavior = .ignore) -> some View {
    changed { node, _ in
      var whole = Node(.box, [node])
      whole.isCombined = children != .contain
      if children == .ignore { whole.label = "" }
      node = whole
    }
  }

  public func accessibilityAddTraits(_ traits: AccessibilityTraits) -> some View {
    changed { node, _ in if traits == .isHeader { node.isHeader = true } }
  }

  public func accessibilitySortPriority(_ priority: Double) -> some View { self }
}

public struct AccessibilityChildBehavior: Hashable, Sendable {
  private let name: String

  public static let ignore = AccessibilityChildBehavior(name: "ignore")
  public static let combine = AccessibilityChildBehavior(name: "combine")
  public static let contain = AccessibilityChildBehavior(name: "contain")
}

public struct AccessibilityTraits: Hashable, Sendable {
  private let name: String

  public static let isHeader = AccessibilityTraits(name: "header")
  public static let isButton = AccessibilityTraits(name: "button")
  public static let isSelected = AccessibilityTraits(name: "selected")
  public static let updatesFrequently = AccessibilityTraits(name: "updates")
}
