# shellcheck shell=bash
# Output, time, state and parallel work for scripts/network. Works with bash 3.2 on.

# What the screen shows; the log of a failed step is printed whole.
say() { [ -n "${QUIET:-}" ] || printf '%s\n' "$*" >&2; }

# Ends the script with one message. The exit trap undoes what this run began.
die() {
  finish_step_line
  printf 'network: %s\n' "$*" >&2
  exit 1
}

# Ends the script because the command line is wrong.
usage_error() {
  printf 'network: %s\nTry: scripts/network --help\n' "$*" >&2
  exit 2
}

now_ms() {
  if [ -n "${EPOCHREALTIME:-}" ]; then
    local t=${EPOCHREALTIME/[.,]/}
    printf '%s' "${t%???}"
  else
    printf '%s000' "$(date +%s)"
  fi
}

seconds_since() {
  local ms=$(($(now_ms) - $1))
  printf '%d.%d' $((ms / 1000)) $((ms % 1000 / 100))
}

STEP_TEXT="" STEP_BEGAN=0 STEP_NUMBER=0 STEP_COUNT=0
# Shows that a step began. On a terminal the line is completed in place; elsewhere only the completed line is written.
step() {
  finish_step
  STEP_NUMBER=$((STEP_NUMBER + 1))
  STEP_TEXT=$1 STEP_BEGAN=$(now_ms)
  [ -n "${QUIET:-}" ] || ! [ -t 2 ] || printf '[%d/%d] %-34s ...' "$STEP_NUMBER" "$STEP_COUNT" "$STEP_TEXT" >&2
}

finish_step() {
  [ -n "$STEP_TEXT" ] || return 0
  local text=$STEP_TEXT
  STEP_TEXT=""
  [ -z "${QUIET:-}" ] || return 0
  local start=""
  [ -t 2 ] && start=$'\r'
  printf '%s[%d/%d] %-34s %5s s\n' "$start" "$STEP_NUMBER" "$STEP_COUNT" "$text" "$(seconds_since "$STEP_BEGAN")" >&2
}

finish_step_line() {
  if [ -n "$STEP_TEXT" ] && [ -t 2 ] && [ -z "${QUIET:-}" ]; then printf ' failed\n' >&2; fi
  STEP_TEXT=""
}

# The settings of a network live in its home as "key=value" lines.
state_file() { printf '%s/network.conf' "$HOME_DIR"; }

# Prints the value of a key; nothing when there is none. Asked for often, so without another process.
state_get() {
  local line value=""
  [ -f "$HOME_DIR/network.conf" ] || return 0
  while IFS= read -r line; do
    case $line in "$1="*) value=${line#*=} ;; esac
  done <"$HOME_DIR/network.conf"
  printf '%s' "$value"
}

# Sets one key; the file is replaced whole, so that a crash leaves the old or the new one.
state_set() {
  local file partial
  file=$(state_file)
  partial="$file.partial"
  { [ ! -f "$file" ] || awk -v key="$1=" 'index($0, key) != 1' "$file"; printf '%s=%s\n' "$1" "$2"; } >"$partial"
  mv "$partial" "$file"
}

# Removes the keys that begin with $1.
state_unset() {
  local file
  file=$(state_file)
  awk -v key="$1" 'index($0, key) != 1' "$file" >"$file.partial"
  mv "$file.partial" "$file"
}

MEMBERS_FILE="$REPO/network-config/members.conf"
NODE_MEMBERS=$(awk '!/^#/ && $2 == "node" { print $1 }' "$MEMBERS_FILE")
READER_MEMBERS=$(awk '!/^#/ && $2 == "reader" { print $1 }' "$MEMBERS_FILE")
node_members() { printf '%s\n' "$NODE_MEMBERS"; }
reader_members() { [ -z "$READER_MEMBERS" ] || printf '%s\n' "$READER_MEMBERS"; }
all_members() { node_members && reader_members; }
first_member() { printf '%s' "${NODE_MEMBERS%%[[:space:]]*}"; }

member_dir() { printf '%s/members/%s' "$HOME_DIR" "$1"; }
peer_dir() { printf '%s/peers/peer0' "$(member_dir "$1")"; }
orderer_dir() { printf '%s/orderers/orderer0' "$(member_dir "$1")"; }

# parallel NAME COMMAND [ARGUMENT...]: runs COMMAND ARGUMENT... MEMBER for each member with nodes, all at once.
# If one fails, its output is printed and the script ends.
parallel() {
  local name=$1 member pids="" failed=""
  shift
  for member in $(node_members); do
    ("$@" "$member") >"$HOME_DIR/run/$name.$member.out" 2>&1 &
    pids="$pids $!:$member"
  done
  local entry
  for entry in $pids; do
    wait "${entry%%:*}" || failed="$failed ${entry#*:}"
  done
  if [ -z "$failed" ]; then
    rm -f "$HOME_DIR/run/$name".*.out
    return 0
  fi
  finish_step_line
  # One member's answer is enough to go by: most often it is everyone's.
  failed=${failed# }
  member=${failed%% *}
  tail -n 8 "$HOME_DIR/run/$name.$member.out" >&2
  die "$name failed for $failed"
}

# retry SECONDS COMMAND...: until it succeeds or the time is up; the last output goes to standard error.
retry() {
  local until=$(($(now_ms) + $1 * 1000)) output
  shift
  while true; do
    if output=$("$@" 2>&1); then
      printf '%s\n' "$output"
      return 0
    fi
    if [ "$(now_ms)" -ge "$until" ]; then
      printf '%s\n' "$output" >&2
      return 1
    fi
    sleep 0.3
  done
}
