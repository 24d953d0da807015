#!/usr/bin/env bash
# Run in the app's folder: manifests and resources, as Gradle would make them of the same sources.
#   target/manifest/app/AndroidManifest.xml      the app's, with what its libraries declare
#   target/manifest/AndroidManifest.xml          and with what only tests start
#   target/resources.ap_                         resources and the tests' manifest: what Robolectric reads
#   target/generated-sources/r                   the R classes of the app and of each library
# (Debian's aapt2 warns of a chunk in the framework's resources that is newer than it: nothing of ours needs it.)
# Usage: resources.sh ANDROID_JAR MIN_SDK TARGET_SDK LIBRARIES TEST_LIBRARIES      the last two are modules of exploded AARs
set -euo pipefail
android=$1 min=$2 target=$3 libraries=$4 test_libraries=$5
rm -rf target/flat target/manifest target/generated-sources/r
mkdir -p target/flat target/manifest/app target/generated-sources/r
overlays=()
packages=()
for module in "$libraries" "$test_libraries"; do
  for resources in "$module"/target/res/*; do
    [ -d "$resources" ] || continue
    # What only tests need stands aside: it does not go into the APK.
    flat=target/flat/$(basename "$module")/$(basename "$resources").zip
    mkdir -p "$(dirname "$flat")"
    aapt2 compile --dir "$resources" -o "$flat"
    overlays+=(-R "$flat")
  done
  mapfile -t -O "${#packages[@]}" packages < <(sort -u "$module/target/packages")
done
aapt2 compile --dir src/main/res -o target/flat/app.zip
java ../maven/MergeManifest.java la.dlak.demo src/main/AndroidManifest.xml target/manifest/app/AndroidManifest.xml \
  "$libraries"/target/x/*/AndroidManifest.xml
sed 's|</application>|<activity android:name="androidx.activity.ComponentActivity" android:exported="false" /></application>|' \
  target/manifest/app/AndroidManifest.xml > target/manifest/AndroidManifest.xml
aapt2 link -I "$android" --manifest target/manifest/AndroidManifest.xml --auto-add-overlay \
  --min-sdk-version "$min" --target-sdk-version "$target" --no-version-vectors \
  --java target/generated-sources/r --extra-packages "$(IFS=:; echo "${packages[*]}")" \
  -o target/resources.ap_ "${overlays[@]}" -R target/flat/app.zip
