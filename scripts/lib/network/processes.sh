# shellcheck shell=bash
# Processes that outlive this script, each known by "PID START-TIME" in run/NAME.pid. The start time tells a process of
# ours from a stranger that got the same number after a crash or a restart of the machine.

# Prints what tells when the process began; nothing when it has ended, also when nobody has collected it yet (a zombie).
# On Linux that is the tick since the start of the machine, and which start: the time that `ps` computes from them can differ
# by a second from one call to the next.
started_at() {
  local stat
  if [ -r /proc/sys/kernel/random/boot_id ]; then
    stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 0
    # shellcheck disable=SC2086 # behind the name come state, 18 more numbers and the tick
    set -- ${stat##*) }
    [ "$1" = Z ] || printf '%s %s\n' "${20}" "$(cat /proc/sys/kernel/random/boot_id)"
  else
    ps -o stat=,lstart= -p "$1" 2>/dev/null | awk '$1 !~ /^Z/ { $1 = ""; print substr($0, 2) }'
  fi
}

pid_file() { printf '%s/run/%s.pid' "$HOME_DIR" "$1"; }

# Prints the process's id if it runs.
pid_of() {
  local file pid start
  file=$(pid_file "$1")
  [ -f "$file" ] || return 0
  read -r pid start <"$file" || return 0
  # No start time is known of a process that ended before it could be asked for.
  [ -n "$start" ] && [ "$(started_at "$pid")" = "$start" ] && printf '%s' "$pid"
  return 0
}

is_running() { [ -n "$(pid_of "$1")" ]; }

STARTED=""
# start NAME FOLDER LOG COMMAND...: in a process group of its own, without a terminal. Does nothing if it runs already.
start() {
  local name=$1 folder=$2 log=$3 pid
  shift 3
  is_running "$name" && return 0
  mkdir -p "$(dirname "$log")"
  set -m
  (cd "$folder" && exec nohup "$@" </dev/null >>"$log" 2>&1) &
  pid=$!
  set +m
  disown "$pid" 2>/dev/null || true
  printf '%s %s\n' "$pid" "$(started_at "$pid")" >"$(pid_file "$name")"
  STARTED="$STARTED $name"
}

# stop NAME...: asks them all to end, waits up to ten seconds, then ends them.
stop() {
  local name pid waiting="" until
  for name in "$@"; do
    pid=$(pid_of "$name")
    if [ -n "$pid" ]; then
      kill -TERM "$pid" 2>/dev/null || true
      waiting="$waiting $name"
    fi
  done
  until=$(($(now_ms) + 10000))
  while [ -n "$waiting" ]; do
    local rest=""
    for name in $waiting; do
      is_running "$name" && rest="$rest $name"
    done
    waiting=$rest
    [ -n "$waiting" ] || break
    if [ "$(now_ms)" -ge "$until" ]; then
      for name in $waiting; do
        pid=$(pid_of "$name")
        [ -z "$pid" ] || kill -KILL "$pid" 2>/dev/null || true
      done
    fi
    sleep 0.1
  done
  for name in "$@"; do
    rm -f "$(pid_file "$name")"
  done
}

# The names of all processes that this home knows.
known_processes() {
  local file
  for file in "$HOME_DIR"/run/*.pid; do
    [ -e "$file" ] || continue
    file=${file##*/}
    printf '%s\n' "${file%.pid}"
  done
}

# The last complaints of a log, or its end when it has none.
complaints() {
  grep -aE 'PANI|FATA|ERRO|^panic:|Exception|^Error' "$1" | tail -n 5 | cut -c 1-400 | grep . || tail -n 15 "$1" || true
}

# await_listening NAME PORT SECONDS: until the process accepts connections; ends early when it has died. So the time may be
# long, for machines that are busy with other things.
await_listening() {
  local until=$(($(now_ms) + $3 * 1000)) round=0
  until port_taken "$2"; do
    # Looking at the process costs more than looking at the port.
    if [ $((round % 10)) -eq 0 ] && ! is_running "$1"; then
      printf '%s ended; its log says:\n' "$1" >&2
      complaints "$HOME_DIR/logs/$1.log" >&2
      return 1
    fi
    if [ "$(now_ms)" -ge "$until" ]; then
      printf '%s does not listen on port %s after %s s\n' "$1" "$2" "$3" >&2
      return 1
    fi
    round=$((round + 1))
    sleep 0.2
  done
}

# Only one script changes a home at a time. The lock is a folder, which every system makes atomically.
LOCKED=""
lock_home() {
  local lock="$HOME_DIR/run/lock" pid start waited=0
  mkdir -p "$HOME_DIR/run"
  until mkdir "$lock" 2>/dev/null; do
    pid="" start=""
    [ -f "$lock/owner" ] && read -r pid start <"$lock/owner"
    if [ -n "$pid" ] && [ "$(started_at "$pid")" != "$start" ]; then
      rm -rf "$lock"
      continue
    fi
    # An owner who died before writing its name holds nothing.
    if [ -z "$pid" ] && [ "$waited" -ge 20 ]; then
      rm -rf "$lock"
      continue
    fi
    [ "$waited" -lt 100 ] || die "another scripts/network (process ${pid:-unknown}) is at work on $HOME_DIR"
    waited=$((waited + 1))
    sleep 0.1
  done
  printf '%s %s\n' "$$" "$(started_at $$)" >"$lock/owner"
  LOCKED=$lock
}

unlock_home() {
  [ -z "$LOCKED" ] || rm -rf "$LOCKED"
  LOCKED=""
}
