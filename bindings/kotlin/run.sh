#!/usr/bin/env bash
# Runs a main class of the tests: bindings/kotlin/run.sh CLASS [ARGUMENT...]. Needs a Maven build before it.
set -euo pipefail
cd "$(dirname "$0")"
exec java -XX:+UseSerialGC -cp "target/classes:target/test-classes:$(cat target/test-classpath.txt)" "$@"
