#!/usr/bin/env bash
# Writes target/phone: the app as a phone for journeys (app-spec/journeys), started without Maven. See journey/PhoneProgram.kt.
#
# usage: phone.sh CLASS_PATH_FILE NATIVE_LIBRARIES
set -euo pipefail
class_path=$PWD/target/test-classes:$PWD/target/classes:$(cat "$1")
cat > target/phone <<END
#!/bin/sh
# Robolectric looks for the app's manifest from here.
cd '$PWD'
exec java -Xmx1g -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Duser.timezone=Asia/Vientiane \\
  --add-opens java.base/java.lang=ALL-UNNAMED --add-opens java.base/java.util=ALL-UNNAMED --add-opens java.base/java.io=ALL-UNNAMED \\
  -Djna.library.path='$2' -Drobolectric.offline=true -Drobolectric.dependency.dir='$PWD/target/robolectric' \\
  -cp '$class_path' la.dlak.demo.journey.PhoneProgramKt
END
chmod +x target/phone
