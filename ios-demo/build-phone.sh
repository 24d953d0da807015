#!/bin/sh
# Builds the iOS app as a phone for journeys (./phone), with the library that DLAK_LIB or ../bindings/swift/flags.sh names.
set -eu
cd "$(dirname "$0")/../bindings/swift"
. ./flags.sh
cd ../../ios-demo
# shellcheck disable=SC2086 # FLAGS are many words
exec swift build $FLAGS --product dlak-phone
