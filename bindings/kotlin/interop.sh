#!/usr/bin/env bash
# Kotlin's side of a payment between two languages (tests/journeys/README.md). Needs a Maven build before it.
set -euo pipefail
exec "$(dirname "$0")/run.sh" la.dlak.wallet.interop.InteropKt
