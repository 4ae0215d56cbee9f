# shellcheck shell=bash
# Finds the newest installed JDK (21 or newer) even when `java` on the PATH is an older one, and exports JAVA_HOME.
# Sourced by every script here. Looks at CLEARING_JAVA_HOME, JAVA_HOME, the PATH and the usual install folders.

readonly MIN_JDK=21

# Prints the feature version of the JDK in folder $1, or nothing when it is no JDK (no compiler).
jdk_version() {
  [ -x "$1/bin/javac" ] && [ -x "$1/bin/java" ] || return 0
  local v=""
  if [ -r "$1/release" ]; then
    v=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9]*\).*/\1/p' "$1/release" | head -n 1)
  fi
  [ -n "$v" ] || v=$("$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p')
  printf '%s' "$v"
}

jdk_candidates() {
  [ -n "${CLEARING_JAVA_HOME:-}" ] && printf '%s\n' "$CLEARING_JAVA_HOME"
  [ -n "${JAVA_HOME:-}" ] && printf '%s\n' "$JAVA_HOME"
  local on_path
  on_path=$(command -v javac || true)
  [ -n "$on_path" ] && dirname "$(dirname "$(readlink -f "$on_path" 2>/dev/null || printf '%s' "$on_path")")"
  if [ -x /usr/libexec/java_home ]; then
    /usr/libexec/java_home -V 2>&1 | sed -n 's/.* \(\/.*\/Contents\/Home\)$/\1/p'
  fi
  local d
  for d in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -d "$d" ] && printf '%s\n' "$d"
  done
}

# Exports JAVA_HOME and puts its bin first on the PATH; one line and exit status 1 when there is none.
find_java() {
  local best="" best_version=0 home version
  while IFS= read -r home; do
    version=$(jdk_version "$home")
    [ -n "$version" ] || continue
    if [ "$home" = "${CLEARING_JAVA_HOME:-}" ] && [ "$version" -ge "$MIN_JDK" ]; then
      best=$home
      best_version=$version
      break
    fi
    if [ "$version" -ge "$MIN_JDK" ] && [ "$version" -gt "$best_version" ]; then
      best=$home
      best_version=$version
    fi
  done < <(jdk_candidates)
  if [ -z "$best" ]; then
    echo "No JDK $MIN_JDK or newer found: install one (for example Temurin 25) or set JAVA_HOME to it." >&2
    return 1
  fi
  export JAVA_HOME=$best
  export PATH="$JAVA_HOME/bin:$PATH"
  # Libraries below still use sun.misc.Unsafe; the JDKs that warn about it know the option that says it is meant.
  JAVA_FLAGS=(--enable-native-access=ALL-UNNAMED)
  if [ "$(jdk_version "$JAVA_HOME")" -ge 23 ]; then
    JAVA_FLAGS+=(--sun-misc-unsafe-memory-access=allow)
  fi
}

find_maven() {
  command -v mvn >/dev/null 2>&1 || {
    echo "Maven not found: install Maven 3.8.1 or newer so that 'mvn' is on the PATH." >&2
    return 1
  }
}
