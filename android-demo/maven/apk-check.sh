#!/usr/bin/env bash
# What a phone and a store would look at in an APK, as far as Debian's tools tell. Usage: apk-check.sh APK MIN_SDK TARGET_SDK VERSION
set -euo pipefail
apk=$1 min=$2 target=$3 version=$4
stop() { echo "$apk: $*" >&2; exit 1; }
# aapt2 of Debian warns of a kind of resources that is newer than it.
badging=$(aapt2 dump badging "$apk" 2> /dev/null)
manifest=$(aapt2 dump xmltree --file AndroidManifest.xml "$apk" 2> /dev/null)
has() { grep -qF -- "$1" <<< "$badging" || stop "it does not say: $1"; }
has "package: name='la.dlak.demo' versionCode='1' versionName='$version'"
has "sdkVersion:'$min'"
has "targetSdkVersion:'$target'"
has "launchable-activity: name='la.dlak.demo.MainActivity'"
has "native-code: 'arm64-v8a'"
has "uses-feature-not-required: name='android.hardware.camera'"

# Each permission is a question that somebody will ask. The last is the app's own, for broadcasts to itself.
wanted="android.permission.ACCESS_NETWORK_STATE
android.permission.CAMERA
android.permission.INTERNET
android.permission.RECEIVE_BOOT_COMPLETED
android.permission.USE_BIOMETRIC
android.permission.WAKE_LOCK
la.dlak.demo.DYNAMIC_RECEIVER_NOT_EXPORTED_PERMISSION"
permissions=$(grep -oP "^uses-permission: name='\K[^']+" <<< "$badging" | sort -u)
[ "$permissions" = "$wanted" ] || stop "other permissions than wanted: $(diff <(echo "$wanted") <(echo "$permissions") || true)"

no() { if grep -qP -- "$1" <<< "$manifest"; then stop "its manifest has $1"; fi; }
yes() { grep -qP -- "$1" <<< "$manifest" || stop "its manifest lacks $1"; }
yes 'allowBackup\(\w+\)=false'
yes 'fullBackupContent\('
yes 'dataExtractionRules\('
yes 'usesCleartextTraffic\(\w+\)=false'
yes 'localeConfig\('
yes 'scheme\(\w+\)="dlak"'
# What libraries declare is merged in, and what the app takes away is out.
yes 'androidx.work.impl.background.systemjob.SystemJobService'
no 'androidx.work.WorkManagerInitializer'
no 'debuggable\(\w+\)=true'
no 'testOnly\(\w+\)=true'
no '"androidx.activity.ComponentActivity"'

verified=$(apksigner verify --verbose "$apk") || stop "its signature is not valid: $verified"
for scheme in v2 v3; do
  grep -q "^Verified using $scheme scheme.*: true" <<< "$verified" || stop "it is not signed by scheme $scheme"
done

# Pages of 16 KiB: in the zip, and inside the libraries.
zipalign -c -v 16384 "$apk" > target/zipalign.log || true
libraries=$(grep -P '\blib/.*\.so ' target/zipalign.log) || stop "it has no native libraries"
if grep -v '(OK)' <<< "$libraries"; then stop "these libraries don't begin on a page of 16 KiB, or are packed"; fi
for library in target/stage/lib/*/*.so; do
  while read -r page; do
    ((page % 16384 == 0)) || stop "$(basename "$library") has segments for pages of $page bytes"
  done < <(readelf -lW "$library" | awk '$1 == "LOAD" { print $NF }')
done
zipalign -c -p 4 "$apk" > /dev/null || stop "its files are not aligned"
echo "$apk: signed (v2, v3), pages of 16 KiB, $(wc -l <<< "$permissions") permissions, Android API $min to $target"
