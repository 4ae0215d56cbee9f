# shellcheck shell=bash
# What scripts/network does: up, down, reset, deploy, status, logs, doctor.

PREPARING=""
# Undoes what a failed run began: what it started is stopped, and a network that never was complete is removed.
undo() {
  local code=$?
  trap - EXIT INT TERM
  finish_step_line
  if [ "$code" -ne 0 ] && [ -n "${UNDO:-}" ]; then
    [ -z "$PREPARING" ] || wait "$PREPARING" || true
    # shellcheck disable=SC2086 # names without spaces
    stop $STARTED
    [ -z "${DEPLOYING:-}" ] || forget_chaincode "$DEPLOYING"
    if [ "$UNDO" = new ]; then
      remove_network
      say "Nothing of this network was left behind."
    elif [ -n "$STARTED" ]; then
      say "What this run had started was stopped; the ledger is as it was."
    fi
  fi
  unlock_home
  remove_empty_home
  exit "$code"
}

begin_change() {
  mkdir -p "$HOME_DIR"
  HOME_DIR=$(cd "$HOME_DIR" && pwd)
  lock_home
  mkdir -p "$HOME_DIR/logs"
}

# The home holds all that its processes use, so that the checkout may move or change under a running network.
keep_builder() {
  mkdir -p "$HOME_DIR/builder"
  cp -R "$REPO/network-config/builder/bin" "$HOME_DIR/builder/"
}

# Removes what this script made in the home, and nothing else.
remove_network() {
  rm -rf "$HOME_DIR/members" "$HOME_DIR/chaincode" "$HOME_DIR/builder" "$HOME_DIR/logs"
  rm -f "$HOME_DIR/genesis.block" "$HOME_DIR/configtx.yaml" "$HOME_DIR/network.conf"
}

remove_empty_home() {
  rmdir "$HOME_DIR/logs" 2>/dev/null || true
  if [ ! -f "$(state_file)" ]; then
    rm -rf "$HOME_DIR/run"
    rmdir "$HOME_DIR" 2>/dev/null || true
  fi
}

up() {
  find_fabric
  require_jars
  begin_change
  trap undo EXIT
  trap 'exit 130' INT TERM
  if [ "$(state_get complete)" = yes ]; then
    resume_network
  else
    create_network
  fi
  deploy_requested
  finish_step
  say "Ready after $(seconds_since "$BEGAN") s."
  if [ -n "$JSON" ]; then status; else print_table; fi
}

create_network() {
  # What a run left that was cut off before the network was complete holds nothing that anyone could rely on.
  # shellcheck disable=SC2046
  stop $(known_processes)
  [ ! -f "$(state_file)" ] || remove_network
  [ ! -e "$HOME_DIR/members" ] || die "$HOME_DIR holds another ledger; choose another CLEARING_HOME"
  UNDO=new
  mkdir -p "$HOME_DIR/run" "$HOME_DIR/logs"
  STEP_COUNT=6
  step "keys and certificates"
  state_set consensus "$CONSENSUS"
  state_set batch_timeout "$BATCH_TIMEOUT"
  assign_ports "$BASE_PORT"
  prepare_chaincode clearing "$CLEARING_JAR" &
  PREPARING=$!
  local member
  make_certificates || die "the certificates could not be made"
  step "orderers and peers"
  make_genesis_block "$CONSENSUS" "$BATCH_TIMEOUT"
  keep_builder
  wait "$PREPARING" || die "the chaincode could not be prepared"
  PREPARING=""
  state_set chaincode.clearing.package "$(cat "$(chaincode_dir clearing)/package-id")"
  for member in $(node_members); do
    write_node_configuration "$member"
    write_chaincode_addresses "$member"
    start_orderer "$member"
    start_peer "$member"
    # Needed last, and slowest to start.
    start_chaincode clearing "$member"
  done
  parallel "joining of orderers" join_orderer
  parallel "joining of peers" join_peer
  roll_out clearing
  state_set complete yes
  UNDO=started
}

# The jar and the package, which need no network; the package id is left in a file.
prepare_chaincode() {
  keep_jar "$1" "$2"
  make_package "$1" >"$(chaincode_dir "$1")/package-id"
}

# Brings a chaincode whose package is made onto all peers.
roll_out() {
  local name=$1 member
  step "chaincode $name: install"
  for member in $(node_members); do
    start_chaincode "$name" "$member"
  done
  parallel "install of $name" install_chaincode "$name"
  step "chaincode $name: approve"
  parallel "approval of $name" approve_chaincode "$name"
  step "chaincode $name: commit"
  commit_chaincode "$name"
  step "chaincode $name: first answers"
  parallel "first answer of $name" await_chaincode "$name"
  state_set "chaincode.$name.committed" yes
}

resume_network() {
  local member name addresses
  UNDO=started
  refuse_other_settings
  for member in $(node_members); do
    require_ports_of "$member"
  done
  STEP_COUNT=2
  step "orderers, peers and chaincode"
  for name in $(chaincodes); do
    assign_chaincode_ports "$name"
  done
  # Members or ports may be as they were; profiles are written again either way, keys are kept.
  make_certificates || die "the keys and certificates are not complete"
  refresh_chaincode clearing "$CLEARING_JAR"
  keep_builder
  for member in $(node_members); do
    addresses=$(cat "$(chaincode_addresses "$member")")
    write_chaincode_addresses "$member"
    # A peer learns where its chaincode servers are when it starts.
    [ "$addresses" = "$(cat "$(chaincode_addresses "$member")")" ] || stop "$member.peer"
    is_running "$member.peer" || write_node_configuration "$member"
    start_orderer "$member"
    start_peer "$member"
    start_chaincodes "$member"
  done
  parallel "start of nodes" await_nodes
  step "first answers"
  for name in $(chaincodes); do
    parallel "first answer of $name" await_chaincode "$name"
  done
}

# Takes a newer jar into use when none of the chaincode's servers runs: members must not run different rules.
refresh_chaincode() {
  local name=$1 jar=$2 member
  cmp -s "$jar" "$(chaincode_dir "$name")/app/$name.jar" && return 0
  for member in $(node_members); do
    if is_running "$member.chaincode.$name"; then
      say "note: $jar is not what runs as chaincode '$name'; it is taken into use by 'down' and 'up'"
      return 0
    fi
  done
  keep_jar "$name" "$jar"
}

refuse_other_settings() {
  if [ -n "$CONSENSUS_ASKED" ] && [ "$(state_get consensus)" != "$CONSENSUS" ]; then
    die "this network orders by $(state_get consensus); another needs 'reset' first"
  fi
  if [ -n "$BATCH_TIMEOUT_ASKED" ] && [ "$(state_get batch_timeout)" != "$BATCH_TIMEOUT" ]; then
    die "this network's batch timeout is $(state_get batch_timeout); another needs 'reset' first"
  fi
  if [ -n "$BASE_PORT" ] && [ "$(port_of "$(first_member)" peer)" != "$BASE_PORT" ]; then
    die "this network's ports begin at $(port_of "$(first_member)" peer); others need 'reset' first"
  fi
}

deploy_requested() {
  local request
  for request in ${CHAINCODES[@]+"${CHAINCODES[@]}"}; do
    deploy_chaincode "${request%%=*}" "${request#*=}"
  done
}

deploy_chaincode() {
  local name=$1 jar=$2 member
  case $jar in /*) ;; *) jar="$PWD/$jar" ;; esac
  if [ "$(state_get "chaincode.$name.committed")" = yes ]; then
    refresh_chaincode "$name" "$jar"
    return 0
  fi
  STEP_COUNT=$((STEP_COUNT + 5))
  step "chaincode $name: package"
  prepare_chaincode "$name" "$jar"
  DEPLOYING=$name
  assign_chaincode_ports "$name"
  state_set "chaincode.$name.package" "$(cat "$(chaincode_dir "$name")/package-id")"
  for member in $(node_members); do
    write_chaincode_addresses "$member"
  done
  roll_out "$name"
  DEPLOYING=""
}

# A chaincode that was not committed is no part of the network; its servers were stopped with this run's processes.
forget_chaincode() {
  local member
  state_unset "chaincode.$1."
  for member in $(node_members); do
    state_unset "port.$member.chaincode.$1"
    write_chaincode_addresses "$member"
  done
  rm -rf "$(chaincode_dir "$1")"
}

deploy() {
  find_fabric
  find_java || exit 1
  [ "$(state_get complete)" = yes ] || die "no network in $HOME_DIR; run 'scripts/network up' first"
  begin_change
  trap undo EXIT
  trap 'exit 130' INT TERM
  UNDO=started
  local member
  for member in $(node_members); do
    is_running "$member.peer" || die "$member's peer does not run; run 'scripts/network up' first"
  done
  deploy_chaincode "$1" "$2"
  finish_step
  say "Chaincode '$1' is ready."
}

down() {
  if [ ! -d "$HOME_DIR/run" ]; then
    say "Nothing runs in $HOME_DIR."
    return 0
  fi
  begin_change
  trap undo EXIT
  local names
  names=$(known_processes)
  # shellcheck disable=SC2086
  stop $names
  say "Stopped. The ledger stays in $HOME_DIR; 'up' goes on with it, 'reset' removes it."
}

reset() {
  if [ ! -d "$HOME_DIR" ]; then
    say "There is no network in $HOME_DIR."
    return 0
  fi
  [ -f "$(state_file)" ] || [ ! -e "$HOME_DIR/members" ] || die "$HOME_DIR holds no network of this script; it was left alone"
  begin_change
  trap undo EXIT
  # shellcheck disable=SC2046
  stop $(known_processes)
  remove_network
  say "Removed the network of $HOME_DIR: ledger, keys and logs."
}
