#!/usr/bin/env bash
# Run in the app's folder: the resources and the manifest -> target/resources.ap_, which Robolectric reads, and the R classes of
# the app and of each library. Usage: resources.sh ANDROID_JAR MODULE...
set -euo pipefail
android=$1
shift
rm -rf target/flat target/generated-sources/r
mkdir -p target/flat target/generated-sources/r
overlays=()
packages=()
for module in "$@"; do
  for resources in "$module"/target/res/*; do
    [ -d "$resources" ] || continue
    flat=target/flat/$(basename "$resources").zip
    aapt2 compile --dir "$resources" -o "$flat"
    overlays+=(-R "$flat")
  done
  mapfile -t -O "${#packages[@]}" packages < <(sort -u "$module/target/packages")
done
aapt2 compile --dir src/main/res -o target/flat/app.zip
# The tests' manifest has what only tests start. Debian's aapt2 can't merge manifests, so it is the app's with a line more.
mkdir -p target/manifest
sed 's|</application>|<activity android:name="androidx.activity.ComponentActivity" android:exported="false" /></application>|' \
  src/main/AndroidManifest.xml > target/manifest/AndroidManifest.xml
aapt2 link -I "$android" --manifest target/manifest/AndroidManifest.xml --auto-add-overlay \
  --min-sdk-version 26 --target-sdk-version 36 --no-version-vectors \
  --java target/generated-sources/r --extra-packages "$(IFS=:; echo "${packages[*]}")" \
  -o target/resources.ap_ "${overlays[@]}" -R target/flat/app.zip
