#!/bin/sh
# Makes the package for apps, on a Mac with Xcode and Rust: xcframework/DLakWallet/, with the library for iOS, the
# simulator and the Mac in it, the Swift code over it, and the privacy manifest.
#
# NOT RUN where this repository is tested: there is no Mac. Its syntax is checked by lint.sh.
#
# `cargo xtask bindings` must have run: it generates what is copied here.
set -eu
cd "$(dirname "$0")"
repository="$(cd ../.. && pwd)"
# SwiftPM calls a package by its folder.
out="$PWD/xcframework/DLakWallet"
work="$repository/target/xcframework"

for tool in cargo rustup xcodebuild lipo xcrun; do
  command -v "$tool" > /dev/null || { echo "$tool is missing: this needs a Mac with Xcode and Rust" >&2; exit 1; }
done
for made in Sources/DLakWalletFFI/DLakWalletFFI.h Sources/DLakNative/Generated/DLakNative.swift; do
  [ -e "$made" ] || { echo "$made is missing: run cargo xtask bindings first" >&2; exit 1; }
done

export IPHONEOS_DEPLOYMENT_TARGET=16.0 MACOSX_DEPLOYMENT_TARGET=13.0
rm -rf "$out" "$work"
mkdir -p "$out/Sources" "$work"

# The static library of one target, made for a platform and processor: without debugging symbols, and as one object that
# shows uniffi's functions only. Otherwise its SQLite and the one of an app's other libraries would meet when the app is
# linked, and whichever comes first would serve both.
build() {
  rustup target add "$1"
  # Only the kind that is linked into apps: with the other one beside it cargo leaves out link-time optimisation.
  (cd "$repository" && cargo rustc -p wallet-ffi --lib --profile ffi --locked --crate-type staticlib --target "$1")
  mkdir -p "$work/$1"
  xcrun ld -r -arch "$3" -platform_version "$2" "$4" "$4" -all_load "$repository/target/$1/ffi/libdlak_wallet.a" \
    -exported_symbol '_uniffi_dlak_wallet_*' -exported_symbol '_ffi_dlak_wallet_*' -o "$work/$1/dlak_wallet.o"
  xcrun strip -S "$work/$1/dlak_wallet.o"
  xcrun libtool -static -o "$work/$1/libdlak_wallet.a" "$work/$1/dlak_wallet.o"
}

# One library for both processors of a platform.
join() {
  mkdir -p "$work/$1"
  lipo -create "$work/$2/libdlak_wallet.a" "$work/$3/libdlak_wallet.a" -output "$work/$1/libdlak_wallet.a"
}

build aarch64-apple-ios ios arm64 "$IPHONEOS_DEPLOYMENT_TARGET"
build aarch64-apple-ios-sim ios-simulator arm64 "$IPHONEOS_DEPLOYMENT_TARGET"
build x86_64-apple-ios ios-simulator x86_64 "$IPHONEOS_DEPLOYMENT_TARGET"
build aarch64-apple-darwin macos arm64 "$MACOSX_DEPLOYMENT_TARGET"
build x86_64-apple-darwin macos x86_64 "$MACOSX_DEPLOYMENT_TARGET"
join simulator aarch64-apple-ios-sim x86_64-apple-ios
join mac aarch64-apple-darwin x86_64-apple-darwin

# In a folder of the module's name, so that it meets no other framework's module map. Xcode links the library by itself.
headers="$work/headers"
mkdir -p "$headers/DLakWalletFFI"
cp Sources/DLakWalletFFI/DLakWalletFFI.h "$headers/DLakWalletFFI/"
grep -v '^ *link ' Sources/DLakWalletFFI/module.modulemap > "$headers/DLakWalletFFI/module.modulemap"

xcodebuild -create-xcframework \
  -library "$work/aarch64-apple-ios/libdlak_wallet.a" -headers "$headers" \
  -library "$work/simulator/libdlak_wallet.a" -headers "$headers" \
  -library "$work/mac/libdlak_wallet.a" -headers "$headers" \
  -output "$out/DLakWalletFFI.xcframework"

cp -R Sources/DLakNative Sources/DLakWallet "$out/Sources/"
cp BinaryPackage.swift "$out/Package.swift"
cp README.md "$out/"
(cd "$out" && xcodebuild -scheme DLakWallet -destination 'generic/platform=iOS' build > "$work/build.log") ||
  { tail -n 40 "$work/build.log" >&2; exit 1; }
echo "made $out"
