# shellcheck shell=bash
# What scripts/network tells: the table after `up`, status, logs, certificates, doctor.

# Prints "running PID", "not answering PID" or "stopped".  process_state NAME PORT
process_state() {
  local pid
  pid=$(pid_of "$1")
  if [ -z "$pid" ]; then
    printf 'stopped'
  elif port_taken "$2"; then
    printf 'running %s' "$pid"
  else
    printf 'not answering %s' "$pid"
  fi
}

print_table() {
  local member row='%-16s %-17s %-17s %-17s %s\n'
  # shellcheck disable=SC2059 # the format is the line above
  {
    printf "$row" MEMBER PEER ORDERER CHAINCODE "PIDS (peer, orderer, chaincode)"
    for member in $(node_members); do
      printf "$row" "$member" "127.0.0.1:$(port_of "$member" peer)" "127.0.0.1:$(port_of "$member" orderer)" \
        "127.0.0.1:$(port_of "$member" chaincode.clearing)" \
        "$(pid_of "$member.peer") $(pid_of "$member.orderer") $(pid_of "$member.chaincode.clearing")"
    done
    for member in $(reader_members); do
      printf "$row" "$member" - - - "reads through the others' peers"
    done
  }
  printf 'Profiles: %s/members/<member>/profile.json\n' "$HOME_DIR"
}

# The parts of the network as "MEMBER KIND PORT STATE [PID]" lines; a chaincode's kind is chaincode.NAME.
network_parts() {
  local member kind name
  for member in $(node_members); do
    for kind in peer orderer; do
      part_line "$member" "$kind"
    done
    for name in $(chaincodes); do
      part_line "$member" "chaincode.$name"
    done
  done
}

part_line() {
  local port
  port=$(port_of "$1" "$2")
  printf '%s\t%s\t%s\t%s\n' "$1" "$2" "$port" "$(process_state "$1.$2" "$port")"
}

# Ends with 0 when everything runs, 3 when something does not, 4 when there is no network.
status() {
  if [ "$(state_get complete)" != yes ]; then
    if [ -n "$JSON" ]; then
      printf '{"home": "%s", "state": "absent", "parts": []}\n' "$(json_escaped "$HOME_DIR")"
    else
      printf 'There is no network in %s.\n' "$HOME_DIR"
    fi
    return 4
  fi
  local parts total running state=running
  parts=$(network_parts)
  total=$(printf '%s\n' "$parts" | wc -l)
  running=$(printf '%s\n' "$parts" | grep -c $'\trunning ' || true)
  if [ "$running" -eq 0 ]; then
    state=stopped
  elif [ "$running" -lt "$total" ]; then
    state=degraded
  fi
  if [ -n "$JSON" ]; then
    status_json "$state" "$parts"
  else
    printf '%s\n' "$parts" | awk -F '\t' '{ printf "%-16s %-22s 127.0.0.1:%-6s %s\n", $1, $2, $3, $4 }'
    printf '%s: %d of %d processes run; ordering by %s, batch timeout %s; home %s\n' \
      "$state" "$running" "$total" "$(state_get consensus)" "$(state_get batch_timeout)" "$HOME_DIR"
  fi
  [ "$state" = running ] || return 3
}

json_escaped() { printf '%s' "$1" | sed 's/\\/\\\\/g; s/"/\\"/g'; }

status_json() {
  printf '{"home": "%s", "state": "%s", "consensus": "%s", "batchTimeout": "%s", "parts": [\n' \
    "$(json_escaped "$HOME_DIR")" "$1" "$(state_get consensus)" "$(state_get batch_timeout)"
  printf '%s\n' "$2" | awk -F '\t' '{
    n = split($4, words, " "); pid = words[n] ~ /^[0-9]+$/ ? words[n] : "null"; state = $4; sub(/ [0-9]+$/, "", state)
    printf "%s  {\"member\": \"%s\", \"part\": \"%s\", \"address\": \"127.0.0.1:%s\", \"state\": \"%s\", \"pid\": %s}", \
      (NR > 1 ? ",\n" : ""), $1, $2, $3, state, pid
  } END { printf "\n]}\n" }'
}

# logs [-f] [MEMBER[.PART]]
logs() {
  local follow="" pattern="" files=() file
  while [ $# -gt 0 ]; do
    case $1 in
      -f | --follow) follow=yes ;;
      -*) usage_error "logs has no option '$1'" ;;
      *) pattern=$1 ;;
    esac
    shift
  done
  for file in "$HOME_DIR"/logs/"$pattern"*.log; do
    [ -f "$file" ] && files+=("$file")
  done
  [ ${#files[@]} -gt 0 ] || die "no log in $HOME_DIR/logs begins with '$pattern'"
  if [ -n "$follow" ]; then
    exec tail -n 20 -F "${files[@]}"
  fi
  tail -n 50 "${files[@]}"
}

certs() {
  find_java || exit 1
  [ -d "$HOME_DIR/members" ] || die "no keys in $HOME_DIR"
  require_jars
  certificate_authority show --home "$HOME_DIR" ${JSON:+--json}
}

# Looks at everything that `up` needs and says what is wrong, without changing anything.
doctor() {
  local problems=0 output
  check() { printf '%-12s %s\n' "$1" "$2"; }
  if output=$(find_fabric 2>&1); then
    find_fabric
    check "ok" "Fabric $(fabric_version) in $FABRIC_BIN"
  else
    check "MISSING" "$output"
    problems=$((problems + 1))
  fi
  if output=$(find_java 2>&1); then
    find_java
    check "ok" "JDK $(jdk_version "$JAVA_HOME") in $JAVA_HOME"
  else
    check "MISSING" "$output"
    problems=$((problems + 1))
  fi
  for output in devnet/target/devnet.jar chaincode/contract/target/contract.jar; do
    if [ -f "$REPO/$output" ]; then check ok "$output"; else check "to build" "$output ('up' builds it)"; fi
  done
  output=$(df -Pk "$(existing_parent "$HOME_DIR")" | awk 'NR == 2 { print int($4 / 1024) }')
  if [ "$output" -ge 2048 ]; then
    check ok "$output MB free for $HOME_DIR"
  else
    check "TOO LITTLE" "$output MB free for $HOME_DIR; five members take 2 GB within a few hours of load"
    problems=$((problems + 1))
  fi
  doctor_ports || problems=$((problems + 1))
  [ "$problems" -eq 0 ] || return 1
}

doctor_ports() {
  local member kind wrong=""
  if [ "$(state_get complete)" != yes ]; then
    check ok "ports: $(find_free_ports $(($(node_members | wc -l) * PORTS_PER_MEMBER)) "$FIRST_PORT") and up are free"
    return 0
  fi
  for member in $(node_members); do
    for kind in peer orderer; do
      if ! is_running "$member.$kind" && port_taken "$(port_of "$member" "$kind")"; then
        check TAKEN "port $(port_of "$member" "$kind") of $member's $kind: $(port_holder "$(port_of "$member" "$kind")")"
        wrong=yes
      fi
    done
  done
  [ -z "$wrong" ] || return 1
  check ok "the network's own ports are free or in use by it"
}

existing_parent() {
  local folder=$1
  until [ -d "$folder" ]; do
    folder=$(dirname "$folder")
  done
  printf '%s' "$folder"
}
