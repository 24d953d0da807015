#!/bin/sh
# Builds the benchmarks as apps are built, and prints what calls cost: a line of JSON each. See test.sh for DLAK_LIB.
set -eu
cd "$(dirname "$0")"
. ./flags.sh
# shellcheck disable=SC2086 # FLAGS are many words
exec swift run -c release $FLAGS dlak-wallet-bench
