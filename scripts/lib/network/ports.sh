# shellcheck shell=bash
# Finds free ports, and names who holds one that is not.

# Ports below the range from which systems pick ports for outgoing connections.
FIRST_PORT=20100
LAST_PORT=31000
# Ports of one member, counted from its first: peer, orderer, the orderer's admin endpoint, chaincode server.
PORTS_PER_MEMBER=4

port_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Prints "process PID (COMMAND)" for the holder of a port, as far as this user may see it.
port_holder() {
  local pid=""
  if command -v lsof >/dev/null 2>&1; then
    pid=$(lsof -nP -t -iTCP:"$1" -sTCP:LISTEN 2>/dev/null | head -n 1)
  fi
  if [ -z "$pid" ] && command -v ss >/dev/null 2>&1; then
    pid=$(ss -Hltnp "sport = :$1" 2>/dev/null | sed -n 's/.*pid=\([0-9]*\).*/\1/p' | head -n 1)
  fi
  if [ -n "$pid" ]; then
    printf 'process %s (%s)' "$pid" "$(ps -o args= -p "$pid" 2>/dev/null | cut -c 1-100)"
  else
    printf 'a process of another user'
  fi
}

# require_free_port PORT FOR: ends the script when the port is taken.
require_free_port() {
  port_taken "$1" || return 0
  die "port $1 for $2 is taken by $(port_holder "$1")"
}

# Prints the first port of a run of $1 free ones, from port $2 on.
find_free_ports() {
  local first=$2 port
  while [ $((first + $1)) -le "$LAST_PORT" ]; do
    port=$first
    while [ "$port" -lt $((first + $1)) ] && ! port_taken "$port"; do
      port=$((port + 1))
    done
    if [ "$port" -eq $((first + $1)) ]; then
      printf '%s' "$first"
      return 0
    fi
    first=$((port + 1))
  done
  die "no $1 free ports in a row between $2 and $LAST_PORT"
}

# Gives each member its ports: from $1 on when that is asked for, in which case each must be free, else where there is room.
assign_ports() {
  local requested=$1 count first member port
  count=$(($(node_members | wc -l) * PORTS_PER_MEMBER))
  if [ -n "$requested" ]; then
    first=$requested
    port=$first
    while [ "$port" -lt $((first + count)) ]; do
      require_free_port "$port" "the network (--base-port $requested)"
      port=$((port + 1))
    done
  else
    # Networks that start at the same moment look in different places first.
    first=$(find_free_ports "$count" $((FIRST_PORT + $$ % 250 * 40)))
  fi
  port=$first
  for member in $(node_members); do
    state_set "port.$member.peer" "$port"
    state_set "port.$member.orderer" $((port + 1))
    state_set "port.$member.admin" $((port + 2))
    state_set "port.$member.chaincode.clearing" $((port + 3))
    port=$((port + PORTS_PER_MEMBER))
  done
}

port_of() { state_get "port.$1.$2"; }

# The ports of what is not running must be free before it is started: they stand in the channel's configuration, so that
# they cannot be moved.
require_ports_of() {
  local member=$1 kind
  if ! is_running "$member.peer"; then
    require_free_port "$(port_of "$member" peer)" "$member's peer"
  fi
  if ! is_running "$member.orderer"; then
    for kind in orderer admin; do
      require_free_port "$(port_of "$member" "$kind")" "$member's $kind endpoint"
    done
  fi
}
