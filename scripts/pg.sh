#!/usr/bin/env bash
# A private PostgreSQL cluster for tests: own folder, own port on loopback, own
# socket. It neither needs nor touches a cluster that the system runs.
#   pg.sh start DIR       starts one in DIR and prints its DSN on standard output
#   pg.sh stop DIR        stops the one in DIR by the pid in its own pid file
#   pg.sh exec CMD...     starts one and a PgBouncer before it, runs CMD with
#                         MOTCUA_TEST_POSTGRES and MOTCUA_TEST_PGBOUNCER=<DSN>,
#                         stops both whatever happens, exits as CMD did
#   pg.sh bindir          prints the folder of the PostgreSQL programs
#   pg.sh bouncer         prints the path of the PgBouncer program
# Without PgBouncer exec says so and goes on: its tests are then skipped, and fail
# where CI=true.
# Durability is off, since tests lose nothing by a power cut; MOTCUA_PG_DURABLE=1
# leaves it on, for measuring.
set -euo pipefail

oldest=15

fail() { printf 'pg: %s\n' "$*" >&2; exit 1; }

# major prints the major version of the postgres program in folder $1.
major() { "$1/postgres" --version 2>/dev/null | sed -nE 's/.* ([0-9]+)[.a-z].*/\1/p'; }

usable() {
  [ -x "$1/initdb" ] && [ -x "$1/pg_ctl" ] && [ -x "$1/postgres" ] || return 1
  local version
  version=$(major "$1")
  [ -n "$version" ] && [ "$version" -ge "$oldest" ]
}

# bindir prefers Debian's folders (15 first: the version the product names) to
# whatever wrapper stands on the PATH.
bindir() {
  local dir
  for dir in ${MOTCUA_PG_BIN:+"$MOTCUA_PG_BIN"} /usr/lib/postgresql/$oldest/bin /usr/lib/postgresql/*/bin; do
    if usable "$dir"; then printf '%s\n' "$dir"; return; fi
  done
  dir=$(pg_config --bindir 2>/dev/null || true)
  if [ -n "$dir" ] && usable "$dir"; then printf '%s\n' "$dir"; return; fi
  fail "no PostgreSQL $oldest or newer found (MOTCUA_PG_BIN names its folder)"
}

# bouncer prints the program; Debian keeps it out of the PATH of users.
bouncer() {
  PATH=$PATH:/usr/sbin command -v pgbouncer || fail "no pgbouncer found"
}

# as runs a command as the owner of the cluster: PostgreSQL refuses root.
as() {
  if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

# free_port prints a port of loopback on which nothing answers.
free_port() {
  local port
  for _ in $(seq 50); do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then printf '%s\n' "$port"; return; fi
  done
  fail "no free port found"
}

settings() {
  cat <<CONF
listen_addresses = '127.0.0.1'
max_connections = 200
shared_buffers = 128MB
timezone = 'UTC'
CONF
  [ -n "${MOTCUA_PG_DURABLE:-}" ] || cat <<CONF
fsync = off
synchronous_commit = off
full_page_writes = off
CONF
}

create() {
  local dir=$1 bin=$2
  mkdir -p "$dir"
  if [ "$(id -u)" -eq 0 ]; then chown postgres "$dir"; fi
  cd "$dir"
  as "$bin/initdb" --pgdata=data --username=postgres --auth=trust --encoding=UTF8 \
    --locale=C --no-sync >initdb.log 2>&1 || { cat initdb.log >&2; fail "initdb failed in $dir"; }
  settings | as tee -a data/postgresql.conf >/dev/null
}

start() {
  local dir=$1 bin port socket
  bin=$(bindir)
  [ -e "$dir/data/PG_VERSION" ] || create "$dir" "$bin"
  cd "$dir"
  socket=$PWD
  # The system allows 107 bytes for the path of a socket; loopback is enough then.
  [ "${#socket}" -le 80 ] || socket=
  for _ in 1 2 3 4 5; do
    port=$(free_port)
    if as "$bin/pg_ctl" --pgdata=data --wait --timeout=60 --log=data/server.log --silent \
      -o "-p $port -c unix_socket_directories='$socket'" start >/dev/null 2>&1; then
      printf 'postgres://postgres@127.0.0.1:%s/postgres?sslmode=disable\n' "$port"
      return
    fi
  done
  cat data/server.log >&2 || true
  fail "the server does not start in $dir"
}

stop() {
  local dir=$1 bin
  bin=$(bindir)
  cd "$dir"
  [ -e data/postmaster.pid ] || return 0
  as "$bin/pg_ctl" --pgdata=data --mode=immediate --wait --silent stop
}

# bouncer_settings: transaction mode, every database of the server, few connections
# so that they are shared, and no parameter ignored for our client's sake.
bouncer_settings() {
  local server=$1 port=$2
  cat <<CONF
[databases]
* = host=127.0.0.1 port=$server
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = $port
unix_socket_dir =
auth_type = trust
auth_file = $PWD/bouncer.users
pool_mode = transaction
default_pool_size = 10
max_client_conn = 500
server_idle_timeout = 10
logfile = $PWD/bouncer.log
pidfile = $PWD/bouncer.pid
CONF
}

# start_bouncer starts one in DIR before the server of DSN and prints its DSN.
start_bouncer() {
  local dir=$1 dsn=$2 program server port
  program=$(bouncer)
  server=$(sed -E 's|.*:([0-9]+)/.*|\1|' <<<"$dsn")
  cd "$dir"
  echo '"postgres" ""' | as tee bouncer.users >/dev/null
  for _ in 1 2 3 4 5; do
    port=$(free_port)
    bouncer_settings "$server" "$port" | as tee bouncer.ini >/dev/null
    as "$program" --daemon --quiet bouncer.ini >/dev/null 2>&1 || continue
    for _ in $(seq 50); do
      if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
        printf '%s\n' "${dsn/:$server\//:$port/}"
        return
      fi
      sleep 0.1
    done
  done
  cat bouncer.log >&2 || true
  fail "PgBouncer does not start in $dir"
}

stop_bouncer() {
  local pid
  [ -e "$1/bouncer.pid" ] || return 0
  pid=$(cat "$1/bouncer.pid")
  kill -TERM "$pid" 2>/dev/null || return 0
  while kill -0 "$pid" 2>/dev/null; do sleep 0.05; done
}

# exec_with keeps the exit code of the command; the trap runs on signals too.
exec_with() {
  local here
  here=$PWD
  dir=$(mktemp -d "${TMPDIR:-/tmp}/motcua-pg.XXXXXX")
  trap '(stop_bouncer "$dir") || true; (stop "$dir") || true; rm -rf "$dir"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  MOTCUA_TEST_POSTGRES=$(start "$dir")
  export MOTCUA_TEST_POSTGRES
  if (bouncer) >/dev/null 2>&1; then
    MOTCUA_TEST_PGBOUNCER=$(start_bouncer "$dir" "$MOTCUA_TEST_POSTGRES")
    export MOTCUA_TEST_PGBOUNCER
  else
    echo 'pg: pgbouncer is missing: tests through it do not run' >&2
  fi
  cd "$here"
  "$@"
}

case ${1:-} in
  start) [ $# -eq 2 ] || fail "usage: pg.sh start DIR"; start "$2" ;;
  stop) [ $# -eq 2 ] || fail "usage: pg.sh stop DIR"; stop "$2" ;;
  exec) [ $# -ge 2 ] || fail "usage: pg.sh exec CMD..."; shift; exec_with "$@" ;;
  bindir) bindir ;;
  bouncer) bouncer ;;
  *) fail "usage: pg.sh start DIR | stop DIR | exec CMD... | bindir | bouncer" ;;
esac
