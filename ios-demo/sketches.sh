#!/bin/sh
# Draws sketches of the screens, for people to look at: how stacks, texts and colours lie, by a browser, from what the views say with the
# stand-in for SwiftUI. Not what an iPhone draws. A developer's tool: needs chromium.
#   ./sketches.sh FOLDER [PICTURE...]    all pictures of the gallery, or these: FOLDER/en-light/home.png
set -eu
cd "$(dirname "$0")"
folder="${1:?where to}"
shift
command -v chromium > /dev/null || { echo "chromium is missing: apt-get install chromium" >&2; exit 1; }
mkdir -p "$folder"
folder="$(cd "$folder" && pwd)"
DLAK_SKETCHES="$folder" ./test.sh --filter SketchTests > /dev/null
for page in "$folder"/*/*.html; do
  name="$(basename "$page" .html)"
  if [ $# -gt 0 ]; then
    case " $* " in *" $name "*) ;; *) continue ;; esac
  fi
  chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --force-device-scale-factor=2 --window-size=393,852 \
    --screenshot="${page%.html}.png" "file://$page" 2> /dev/null
done
rm "$folder"/*/*.html
