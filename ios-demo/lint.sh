#!/bin/sh
# Checks the style of all Swift of the app, and the syntax of what only Xcode compiles. Its property lists are read by Tests/ProjectTests.
set -eu
cd "$(dirname "$0")"
swift-format lint --strict --recursive --parallel Package.swift Sources StandIn Tests App
find App -name '*.swift' -exec swiftc -frontend -parse {} +
for script in *.sh; do
  sh -n "$script"
  ! command -v shellcheck > /dev/null || shellcheck "$script"
done
