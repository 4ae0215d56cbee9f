# shellcheck shell=bash
# Builds the programs when a source is newer than what was built last. Sourced after lib/java.sh.

# build_if_needed ROOT: leaves target/*.jar and target/lib of every module up to date, and the embedded ledger's archive of classes;
# silent when they are.
build_if_needed() {
  build_jars "$1"
  archive_classes "$1"
}

build_jars() {
  local root=$1 stamp=$1/bench/target/.built newer
  if [ -f "$stamp" ]; then
    newer=$(find "$root"/pom.xml "$root"/*/pom.xml "$root"/chaincode/*/pom.xml "$root"/*/src/main "$root"/chaincode/*/src/main \
      -newer "$stamp" -type f -print -quit 2>/dev/null)
    [ -n "$newer" ] || return 0
  fi
  find_maven
  echo "Building (mvn package) ..." >&2
  local log=$root/bench/target/build.log
  mkdir -p "$root/bench/target"
  if ! (cd "$root" && mvn --batch-mode --no-transfer-progress -Dfast -DskipTests package) >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    echo "The build failed; the whole log is $log" >&2
    return 1
  fi
  touch "$stamp"
}

# The file of the embedded ledger's classes as the JDK in JAVA_HOME lays them out: with it, the ledger starts in half the time.
class_archive() {
  printf '%s/devnet/target/devnet-%s.jsa' "$1" "$(sed -n 's/^JAVA_VERSION="\{0,1\}\([^"]*\).*/\1/p' "$JAVA_HOME/release" | head -n 1)"
}

# archive_classes ROOT: writes that file, by a rehearsed start, when there is none for this build and this JDK. Without it
# everything works, so a failure is said and no more.
archive_classes() {
  local root=$1 archive log=$1/devnet/target/archive.log home
  archive=$(class_archive "$root")
  if [ -f "$archive" ] && [ "$archive" -nt "$root/devnet/target/devnet.jar" ]; then
    return 0
  fi
  home=$(mktemp -d)
  rm -f "$archive"
  if ! "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:ArchiveClassesAtExit="$archive.part" \
    -Xlog:disable -Xlog:all=error:stderr -cp "$root/devnet/target/devnet.jar" clearing.devnet.StartRehearsal "$home" >"$log" 2>&1 \
    || ! mv "$archive.part" "$archive" 2>>"$log"; then
    rm -f "$archive.part"
    echo "The embedded ledger will start slower: no archive of its classes could be made; $log says why." >&2
  fi
  rm -rf "$home"
}
