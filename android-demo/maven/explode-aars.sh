#!/usr/bin/env bash
# Maven puts no AAR on a class path. This makes of all AARs of a module (target/aar) one folder of classes (target/classes),
# their resources (target/res/NAME), the names of their R classes (target/packages), and leaves the rest in target/x/NAME.
set -euo pipefail
rm -rf target/x target/res target/packages target/classes
mkdir -p target/classes target/res
for aar in target/aar/*.aar; do
  name=$(basename "$aar" .aar)
  folder=target/x/$name
  mkdir -p "$folder"
  unzip -oq "$aar" -d "$folder"
  for jar in "$folder"/classes.jar "$folder"/libs/*.jar; do
    if [ -f "$jar" ]; then unzip -oq "$jar" -d target/classes; fi
  done
  if [ -n "$(ls -A "$folder/res" 2>/dev/null)" ]; then cp -r "$folder/res" "target/res/$name"; fi
  grep -oP 'package="\K[^"]+' "$folder/AndroidManifest.xml" | head -1 >> target/packages
done
