#!/bin/sh
# One side of a payment between two languages, as tests/journeys/README.md says. Built by test.sh.
set -eu
cd "$(dirname "$0")"
. ./flags.sh
# shellcheck disable=SC2086 # FLAGS are many words
exec swift run --skip-build $FLAGS dlak-wallet-interop
