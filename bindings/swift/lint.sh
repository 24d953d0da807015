#!/bin/sh
# Checks the style of all hand-written Swift, and the syntax of what only a Mac compiles or runs.
set -eu
cd "$(dirname "$0")"
swift-format lint --strict --recursive --parallel \
  Package.swift BinaryPackage.swift Sources/DLakWallet Sources/DLakNative/*.swift Tests
for file in KeychainKeystore FramePixelBuffer SymbolImage; do
  swiftc -frontend -parse "Sources/DLakWallet/$file.swift"
done
for script in *.sh; do
  sh -n "$script"
  ! command -v shellcheck > /dev/null || shellcheck "$script"
done
# The package for apps is one that SwiftPM understands.
package="$(mktemp -d)"
trap 'rm -r "$package"' EXIT
cp BinaryPackage.swift "$package/Package.swift"
swift package --package-path "$package" dump-package > /dev/null
