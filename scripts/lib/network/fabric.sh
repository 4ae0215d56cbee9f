# shellcheck shell=bash
# Finds Hyperledger Fabric's programs and the project's jars, and writes the nodes' configuration.

CHANNEL=clearing

# Sets FABRIC_BIN to the folder of the programs, or ends the script and says what is missing and where it comes from.
find_fabric() {
  local program missing=""
  if [ -n "${FABRIC_HOME:-}" ]; then
    FABRIC_BIN="$FABRIC_HOME/bin"
  else
    FABRIC_BIN=$(command -v peer || true)
    FABRIC_BIN=${FABRIC_BIN%/peer}
  fi
  for program in peer orderer configtxgen osnadmin discover; do
    [ -n "$FABRIC_BIN" ] && [ -x "$FABRIC_BIN/$program" ] || missing="$missing $program"
  done
  [ -n "$missing" ] || return 0
  local where="on the PATH"
  [ -z "${FABRIC_HOME:-}" ] || where="in $FABRIC_HOME/bin, as FABRIC_HOME says"
  die "Hyperledger Fabric's programs are missing:$missing (looked $where).
  Unpack an official release archive of Fabric 3 (hyperledger-fabric-<system>-<version>.tar.gz) and set FABRIC_HOME to its
  folder, or put its bin folder on the PATH. docs/network.md tells more, also how to run the nodes as containers."
}

fabric_version() { "$FABRIC_BIN/peer" version 2>/dev/null | sed -n 's/^ *Version: v\{0,1\}//p' | head -n 1; }

# Builds the jars that the network needs, if they are not there.
require_jars() {
  find_java || exit 1
  local modules=""
  [ -f "$REPO/devnet/target/devnet.jar" ] || modules=devnet
  if [ -z "$CLEARING_JAR" ]; then
    CLEARING_JAR="$REPO/chaincode/contract/target/contract.jar"
    [ -f "$CLEARING_JAR" ] || modules="${modules:+$modules,}chaincode/contract"
  fi
  [ -n "$modules" ] || return 0
  find_maven || exit 1
  say "Building $modules ..."
  (cd "$REPO" && mvn --batch-mode -q -Dfast -DskipTests -pl "$modules" -am package >&2) || die "the build of $modules failed"
}

# render TEMPLATE KEY=VALUE...: the template with each @KEY@ replaced.
render() {
  local template=$1 pair script="" value
  shift
  for pair in "$@"; do
    value=$(printf '%s' "${pair#*=}" | sed 's/[\\&|]/\\&/g')
    script="$script;s|@${pair%%=*}@|$value|g"
  done
  sed "${script#;}" "$template"
}

write_node_configuration() {
  local member=$1
  render "$REPO/network-config/core.yaml" "MEMBER=$member" "PEER_PORT=$(port_of "$member" peer)" \
    "BUILDER=$(yaml_quoted "$HOME_DIR/builder")" >"$(peer_dir "$member")/core.yaml"
  render "$REPO/network-config/orderer.yaml" "MEMBER=$member" "ORDERER_PORT=$(port_of "$member" orderer)" \
    "ADMIN_PORT=$(port_of "$member" admin)" >"$(orderer_dir "$member")/orderer.yaml"
}

yaml_quoted() { printf "'%s'" "${1//\'/\'\'}"; }

# Makes keys, certificates and connection profiles; what exists is kept.
make_certificates() {
  local member arguments=()
  for member in $(node_members); do
    arguments+=(--node "$member=127.0.0.1:$(port_of "$member" peer),127.0.0.1:$(port_of "$member" chaincode.clearing)")
  done
  for member in $(reader_members); do
    arguments+=(--reader "$member")
  done
  certificate_authority make --home "$HOME_DIR" --channel "$CHANNEL" --chaincode clearing "${arguments[@]}"
}

certificate_authority() {
  "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$REPO/devnet/target/devnet.jar" \
    clearing.devnet.ca.CertificateAuthorityMain "$@"
}

# How the nodes log: plain lines, by default warnings and worse (CLEARING_FABRIC_LOG takes Fabric's logging specification).
NODE_LOG_SPEC="FABRIC_LOGGING_SPEC=${CLEARING_FABRIC_LOG:-warning}"
NODE_LOG_FORMAT='FABRIC_LOGGING_FORMAT=%{time:2006-01-02 15:04:05.000 MST} %{level:.4s} [%{module}] %{message}'

start_orderer() {
  local dir
  dir=$(orderer_dir "$1")
  start "$1.orderer" "$dir" "$HOME_DIR/logs/$1.orderer.log" \
    env "FABRIC_CFG_PATH=$dir" "$NODE_LOG_SPEC" "$NODE_LOG_FORMAT" "$FABRIC_BIN/orderer"
}

start_peer() {
  local dir
  dir=$(peer_dir "$1")
  is_running "$1.peer" && return 0
  # The builder's results hold the chaincode servers' addresses of the last run; the peer makes them anew.
  rm -rf "$dir/ledger/externalbuilder/builds"
  start "$1.peer" "$dir" "$HOME_DIR/logs/$1.peer.log" \
    env "FABRIC_CFG_PATH=$dir" "$NODE_LOG_SPEC" "$NODE_LOG_FORMAT" \
    "CORE_LEDGER_SNAPSHOTS_ROOTDIR=$dir/ledger/snapshots" \
    "CLEARING_CHAINCODE_ADDRESSES=$(chaincode_addresses "$1")" "CLEARING_CHAINCODE_TLS=$dir/tls" "$FABRIC_BIN/peer" node start
}

await_nodes() {
  await_listening "$1.orderer" "$(port_of "$1" orderer)" 120
  await_listening "$1.peer" "$(port_of "$1" peer)" 120
}

# as_admin MEMBER ARGUMENT...: Fabric's `peer` command in the name of the member's administrator, at its own peer.
as_admin() {
  local member=$1
  shift
  FABRIC_CFG_PATH="$(peer_dir "$member")" CORE_PEER_MSPCONFIGPATH="$(member_dir "$member")/users/admin/msp" \
    FABRIC_LOGGING_SPEC=error "$FABRIC_BIN/peer" "$@"
}
