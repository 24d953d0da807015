#!/bin/sh
# One side of a payment between two languages, as tests/journeys/README.md says. Built by test.sh.
set -eu
cd "$(dirname "$0")"
. ./flags.sh
# Cargo, which has called this, puts its own folders there: a library of yesterday may lie in them.
unset LD_LIBRARY_PATH
# shellcheck disable=SC2086 # FLAGS are many words
exec swift run --skip-build $FLAGS dlak-wallet-interop
