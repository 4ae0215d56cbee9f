# shellcheck shell=bash
# Makes the channel: its first block from network-config/configtx, and every orderer and peer joined to it.

# The principals of the members with nodes as a rule: a majority of them must sign.  majority_of peer|admin
majority_of() {
  local member list="" count=0
  for member in $(node_members); do
    list="$list, '$member.$1'"
    count=$((count + 1))
  done
  printf 'OutOf(%d%s)' $((count / 2 + 1)) "$list"
}

render_organisations() {
  local member
  for member in $(node_members); do
    render "$REPO/network-config/configtx/organisation-node.yaml" "MEMBER=$member" "MSP_DIR=members/$member/msp" \
      PEER_HOST=127.0.0.1 "PEER_PORT=$(port_of "$member" peer)" \
      ORDERER_HOST=127.0.0.1 "ORDERER_PORT=$(port_of "$member" orderer)"
  done
  for member in $(reader_members); do
    render "$REPO/network-config/configtx/organisation-reader.yaml" "MEMBER=$member" "MSP_DIR=members/$member/msp"
  done
}

render_ordering() {
  local consensus=$1 member number=0 line
  while IFS= read -r line; do
    if [ "$line" != '@CONSENTERS@' ]; then
      printf '%s\n' "$line"
      continue
    fi
    for member in $(node_members); do
      number=$((number + 1))
      render "$REPO/network-config/configtx/consenter-$consensus.yaml" "NUMBER=$number" "MEMBER=$member" \
        ORDERER_HOST=127.0.0.1 "ORDERER_PORT=$(port_of "$member" orderer)" \
        "ORDERER_DIR=members/$member/orderers/orderer0"
    done
  done <"$REPO/network-config/configtx/ordering-$consensus.yaml"
}

references() { sed 's/^/        - */'; }

# Writes configtx.yaml into the home, complete, as Fabric's configtxgen reads it.
render_configtx() {
  local consensus=$1 timeout=$2 line
  while IFS= read -r line; do
    case $line in
      @ORGANISATIONS@) render_organisations ;;
      @ORDERING@) render_ordering "$consensus" ;;
      @NODE_REFERENCES@) node_members | references ;;
      @ALL_REFERENCES@) all_members | references ;;
      *) printf '%s\n' "$line" ;;
    esac
  done <"$REPO/network-config/configtx/channel.yaml" >"$HOME_DIR/run/configtx.unfilled"
  render "$HOME_DIR/run/configtx.unfilled" "BATCH_TIMEOUT=$timeout" "PEER_MAJORITY=$(majority_of peer)" \
    "ADMIN_MAJORITY=$(majority_of admin)" >"$HOME_DIR/configtx.yaml"
  rm -f "$HOME_DIR/run/configtx.unfilled"
}

make_genesis_block() {
  render_configtx "$1" "$2"
  FABRIC_LOGGING_SPEC=error "$FABRIC_BIN/configtxgen" -configPath "$HOME_DIR" -profile Clearing -channelID "$CHANNEL" \
    -outputBlock "$HOME_DIR/run/genesis.block" >"$HOME_DIR/run/configtxgen.out" 2>&1 ||
    die "configtxgen refused $HOME_DIR/configtx.yaml: $(tail -n 3 "$HOME_DIR/run/configtxgen.out")"
  mv "$HOME_DIR/run/genesis.block" "$HOME_DIR/genesis.block"
}

join_orderer() {
  local member=$1 tls answer
  await_listening "$member.orderer" "$(port_of "$member" orderer)" 120
  await_listening "$member.orderer" "$(port_of "$member" admin)" 120
  tls="$(orderer_dir "$member")/tls"
  answer=$("$FABRIC_BIN/osnadmin" channel join --channelID "$CHANNEL" --config-block "$HOME_DIR/genesis.block" \
    -o "127.0.0.1:$(port_of "$member" admin)" --ca-file "$tls/ca.crt" \
    --client-cert "$tls/server.crt" --client-key "$tls/server.key" 2>&1)
  printf '%s\n' "$answer"
  # osnadmin succeeds whatever the orderer answers.
  case $answer in
    *"Status: 201"*) ;;
    *) return 1 ;;
  esac
}

join_peer() {
  local member=$1
  await_listening "$member.peer" "$(port_of "$member" peer)" 120
  retry 120 join_peer_once "$member"
}

join_peer_once() {
  local output
  output=$(as_admin "$1" channel join -b "$HOME_DIR/genesis.block" 2>&1) ||
    # On a machine that is too busy the peer gives up waiting for itself and joins all the same.
    case $output in
      *"already exists"*) ;;
      *) printf '%s\n' "$output"; return 1 ;;
    esac
}
