#!/bin/sh
# Builds all of the app that is not Apple's alone, and runs its tests: on Linux, with the stand-in for SwiftUI. The variables are those
# of ../bindings/swift/test.sh. Arguments go to `swift test`: `./test.sh --filter SpecTests`.
set -eu
cd "$(dirname "$0")/../bindings/swift"
# shellcheck source=../bindings/swift/flags.sh
. ./flags.sh
cd ../../ios-demo
# shellcheck disable=SC2086 # FLAGS are many words
exec swift test $FLAGS "$@"
