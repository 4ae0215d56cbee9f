# shellcheck shell=bash
# Builds the programs when a source is newer than what was built last. Sourced after lib/java.sh.

# build_if_needed ROOT: leaves target/*.jar and target/lib of every module up to date; silent when they are.
build_if_needed() {
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
