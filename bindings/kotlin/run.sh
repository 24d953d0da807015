#!/usr/bin/env bash
# Runs a main class of the tests: bindings/kotlin/run.sh CLASS [ARGUMENT...]. Needs a Maven build before it.
set -euo pipefail
cd "$(dirname "$0")"
# Cargo, which may have called this, puts its own folders there: a library of yesterday may lie in them.
unset LD_LIBRARY_PATH
exec java -XX:+UseSerialGC -cp "target/classes:target/test-classes:$(cat target/test-classpath.txt)" "$@"
