# Sets FLAGS: what finds the library on Linux, when linking and when running. Read by the scripts beside it.
# shellcheck shell=sh
repository="$(cd ../.. && pwd)"
lib="${DLAK_LIB:-$repository/target/bindings/lib/linux-x86-64}"
[ -e "$lib/libdlak_wallet.so" ] || lib="$repository/target/debug"
# The Observation library of Swift 6.0 misses a symbol on Linux.
# shellcheck disable=SC2034 # whoever reads this uses it
FLAGS="-Xlinker --allow-shlib-undefined -Xlinker -L$lib -Xlinker -rpath -Xlinker $lib"
