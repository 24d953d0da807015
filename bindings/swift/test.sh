#!/bin/sh
# Builds the package and runs its tests, against the library and the programs that these variables name:
#   DLAK_LIB          the folder of libdlak_wallet.so (target/bindings/lib/linux-x86-64, else target/debug)
#   DLAK_BIN          the sandbox bank (target/debug/dlak)
#   DLAK_FAULT_PROXY  what loses answers between wallet and bank (target/debug/fault-proxy)
#   DLAK_JOURNEYS, DLAK_JOURNEY_RESULTS   see tests/journeys/README.md
# Arguments go to `swift test`: `./test.sh --filter JourneyTests`.
set -eu
cd "$(dirname "$0")"
. ./flags.sh
if [ $# -gt 0 ]; then
  # shellcheck disable=SC2086 # FLAGS are many words
  exec swift test $FLAGS "$@"
fi
# What measures memory needs a process without other tests.
# shellcheck disable=SC2086
swift test $FLAGS --skip LifetimeTests
# shellcheck disable=SC2086
DLAK_LIFETIME=1 swift test --skip-build $FLAGS --filter LifetimeTests
