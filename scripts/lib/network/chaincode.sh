# shellcheck shell=bash
# Chaincode as a service: one package for all members, one server process per peer, approved by every member.

chaincode_dir() { printf '%s/chaincode/%s' "$HOME_DIR" "$1"; }
chaincode_addresses() { printf '%s/chaincode-addresses' "$(peer_dir "$1")"; }

# The chaincodes of this network, "clearing" first.
chaincodes() { [ ! -f "$(state_file)" ] || sed -n 's/^chaincode\.\([^.=]*\)\.package=.*/\1/p' "$(state_file)"; }

# Keeps the jar and the libraries that its manifest names in the home, so that a build does not pull them away from under
# running servers.  keep_jar NAME JAR
keep_jar() {
  local name=$1 jar=$2 dir entry
  dir=$(chaincode_dir "$name")
  [ -f "$jar" ] || die "chaincode '$name': no such jar: $jar"
  mkdir -p "$dir/app.partial"
  manifest_of "$jar" "$dir" >"$dir/manifest" || die "chaincode '$name': $jar is no jar with a manifest"
  while IFS= read -r entry; do
    mkdir -p "$dir/app.partial/$(dirname "$entry")"
    cp -R "$(dirname "$jar")/$entry" "$dir/app.partial/$entry" || die "chaincode '$name': $jar names $entry, which is not beside it"
  done < <(sed -n 's/^Class-Path: //p' "$dir/manifest" | tr ' ' '\n' | sed '/^$/d')
  cp "$jar" "$dir/app.partial/$name.jar"
  rm -rf "$dir/app"
  mv "$dir/app.partial" "$dir/app"
}

# Prints the jar's manifest, one attribute a line; in the jar, long ones go on after a line feed and a space.
manifest_of() {
  local jar=$1 work="$2/unpacked"
  mkdir -p "$work"
  if command -v unzip >/dev/null; then
    unzip -q -d "$work" "$jar" META-INF/MANIFEST.MF 2>/dev/null || return 1
  else
    (cd "$work" && "$JAVA_HOME/bin/jar" xf "$jar" META-INF/MANIFEST.MF 2>/dev/null) || return 1
  fi
  [ -f "$work/META-INF/MANIFEST.MF" ] || return 1
  tr -d '\r' <"$work/META-INF/MANIFEST.MF" |
    awk '/^ / { line = line substr($0, 2); next } { if (line != "") print line; line = $0 } END { print line }'
  rm -rf "$work"
}

# Makes the package that every member installs. The same name gives the same bytes, hence the same package id,
# which is printed.
make_package() {
  local name=$1 dir connection=connection-plain.json
  dir=$(chaincode_dir "$name")
  # A jar whose manifest says so serves by TLS; any other chaincode is reached without, on this machine only.
  grep -q '^Chaincode-Server-TLS: true' "$dir/manifest" && connection=connection.json
  mkdir -p "$dir/package"
  cp "$REPO/network-config/chaincode/$connection" "$dir/package/connection.json"
  render "$REPO/network-config/chaincode/metadata.json" "LABEL=$name" >"$dir/package/metadata.json"
  (
    cd "$dir/package"
    chmod 644 connection.json metadata.json
    touch -t 200001010000 connection.json metadata.json
    archive code.tar.gz connection.json
    touch -t 200001010000 code.tar.gz
    archive "../$name.tgz" code.tar.gz metadata.json
  )
  rm -rf "$dir/package"
  printf '%s:%s\n' "$name" "$(sha256 "$dir/$name.tgz")"
}

sha256() { if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1; }

# archive OUTPUT FILE...: without the names and numbers of this machine's users, and without the time of compression.
archive() {
  local output=$1
  shift
  if tar --version 2>/dev/null | grep -q GNU; then
    TZ=UTC tar --format=ustar --owner=0 --group=0 --numeric-owner -cf - "$@"
  else
    TZ=UTC tar --format=ustar --uid 0 --gid 0 --uname '' --gname '' -cf - "$@"
  fi | gzip -n -9 >"$output"
}

# Gives the chaincode a port at each member. The port of "clearing" was chosen with the nodes' ports.
assign_chaincode_ports() {
  local name=$1 member port next=$FIRST_PORT
  for member in $(node_members); do
    port=$(port_of "$member" "chaincode.$name")
    if [ -z "$port" ] || { port_taken "$port" && ! is_running "$member.chaincode.$name"; }; then
      port=$(find_free_ports 1 $((next + $$ % 250 * 40)))
      next=$((port + 1 - $$ % 250 * 40))
      state_set "port.$member.chaincode.$name" "$port"
    fi
  done
}

# Tells each peer's builder where the chaincode servers of its member answer.
write_chaincode_addresses() {
  local member=$1 name
  for name in $(chaincodes); do
    printf '%s 127.0.0.1:%s\n' "$name" "$(port_of "$member" "chaincode.$name")"
  done >"$(chaincode_addresses "$member").partial"
  mv "$(chaincode_addresses "$member").partial" "$(chaincode_addresses "$member")"
}

# Writes the environment of a member's chaincode server, which a container can take as it is. The server and its peer belong
# to one member: each shows the certificate of that member's TLS authority to the other.
write_chaincode_environment() {
  local name=$1 member=$2 tls
  tls="$(peer_dir "$member")/tls"
  printf '%s\n' "CHAINCODE_SERVER_ADDRESS=127.0.0.1:$(port_of "$member" "chaincode.$name")" \
    "CORE_CHAINCODE_ID_NAME=$(state_get "chaincode.$name.package")" \
    "CHAINCODE_TLS_KEY=$tls/server.key" "CHAINCODE_TLS_CERT=$tls/server.crt" "CHAINCODE_CLIENT_CA_CERT=$tls/ca.crt" \
    CORE_CHAINCODE_LOGGING_LEVEL=WARNING CORE_CHAINCODE_LOGGING_SHIM=WARNING >"$(chaincode_dir "$name")/$member.env"
}

start_chaincode() {
  local name=$1 member=$2 setting environment=()
  write_chaincode_environment "$name" "$member"
  while IFS= read -r setting; do
    environment+=("$setting")
  done <"$(chaincode_dir "$name")/$member.env"
  start "$member.chaincode.$name" "$(chaincode_dir "$name")/app" "$HOME_DIR/logs/$member.chaincode.$name.log" \
    env "${environment[@]}" "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx512m -jar "$name.jar"
}

start_chaincodes() {
  local name
  for name in $(chaincodes); do
    start_chaincode "$name" "$1"
  done
}

install_chaincode() {
  local name=$1 member=$2 output
  output=$(as_admin "$member" lifecycle chaincode install "$(chaincode_dir "$name")/$name.tgz" 2>&1) ||
    case $output in
      *"already successfully installed"*) ;;
      *) printf '%s\n' "$output"; return 1 ;;
    esac
}

# What members agree on when they approve: the same at each of them.
definition() {
  printf '%s\n' --channelID "$CHANNEL" --name "$1" --version 1.0 --sequence 1 --signature-policy "$(majority_of peer)" \
    -o "127.0.0.1:$(port_of "$(first_member)" orderer)" --tls --cafile "$(orderer_dir "$(first_member)")/tls/ca.crt"
}

# Runs a lifecycle command with the definition's arguments.  lifecycle MEMBER COMMAND NAME [ARGUMENT...]
lifecycle() {
  local member=$1 command=$2 name=$3 arguments=() argument
  shift 3
  while IFS= read -r argument; do
    arguments+=("$argument")
  done < <(definition "$name")
  as_admin "$member" lifecycle chaincode "$command" "${arguments[@]}" "$@"
}

approve_chaincode() {
  local name=$1 member=$2
  retry 60 approve_once "$member" "$name"
}

approve_once() {
  local output
  output=$(lifecycle "$1" approveformyorg "$2" --package-id "$(state_get "chaincode.$2.package")" 2>&1) ||
    # An earlier try may have gone through although its answer was lost.
    case $output in
      *"with unchanged content"*) ;;
      *) printf '%s\n' "$output"; return 1 ;;
    esac
}

commit_chaincode() {
  local name=$1 member peers=()
  for member in $(node_members); do
    peers+=(--peerAddresses "127.0.0.1:$(port_of "$member" peer)" --tlsRootCertFiles "$(peer_dir "$member")/tls/ca.crt")
  done
  retry 60 commit_once "$name" "${peers[@]}" >"$HOME_DIR/run/commit.out" 2>&1 ||
    die "committing chaincode '$name' failed: $(tail -n 3 "$HOME_DIR/run/commit.out")"
}

commit_once() {
  local name=$1 output
  shift
  output=$(lifecycle "$(first_member)" commit "$name" "$@" 2>&1) ||
    # As with approvals: what is asked for may be there already.
    case $output in
      *"new definition must be sequence 2"*) ;;
      *) printf '%s\n' "$output"; return 1 ;;
    esac
}

# Whether the member's peer endorses a call of the chaincode, and finds enough other peers to endorse one with it.
answers() {
  local name=$1 member=$2 output
  output=$(as_admin "$member" chaincode query -C "$CHANNEL" -n "$name" -c '{"Args":["constitution"]}' 2>&1) ||
    # A refusal by the chaincode itself is an answer too; that it cannot be reached is none.
    case $output in
      *"could not launch"* | *"failed to execute transaction"* | *"error in simulation"*) printf '%s\n' "$output"; return 1 ;;
      *"endorsement failure during query. response: status:"*) ;;
      *) printf '%s\n' "$output"; return 1 ;;
    esac
  "$FABRIC_BIN/discover" --peerTLSCA "$(peer_dir "$member")/tls/ca.crt" --MSP "$member" \
    --userKey "$(member_dir "$member")/users/reader/msp/keystore/key.pem" \
    --userCert "$(member_dir "$member")/users/reader/msp/signcerts/cert.pem" \
    endorsers --channel "$CHANNEL" --chaincode "$name" --server "127.0.0.1:$(port_of "$member" peer)"
}

await_chaincode() {
  local name=$1 member=$2
  await_listening "$member.chaincode.$name" "$(port_of "$member" "chaincode.$name")" 180
  retry 180 answers "$name" "$member"
}
