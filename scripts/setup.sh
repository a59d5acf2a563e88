#!/usr/bin/env bash
# Sees to it that the machine has what is needed.
#   setup.sh run    Go, Node.js with npm, make: enough for `make run`
#   setup.sh test   besides: PostgreSQL 15 or newer, PgBouncer, Chromium, poppler, gcc
# On Debian as root what is missing is installed by apt-get. Elsewhere the exact
# command is printed and the exit code is 1.
set -euo pipefail

need=${1:-run}
go_minor=26   # go.mod asks for Go 1.26
node_major=20 # the oldest Node.js that the pinned npm packages accept

fail() { printf 'setup: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

check_go() {
  have go || fail "Go 1.$go_minor or newer is missing: install it and put go on the PATH"
  local minor
  minor=$(go env GOVERSION | sed -E 's/^go1\.([0-9]+).*/\1/')
  [ "$minor" -ge "$go_minor" ] || fail "Go 1.$go_minor or newer is needed, found $(go env GOVERSION)"
}

check_node() {
  have node && have npm || fail "Node.js $node_major or newer with npm is missing: install it and put node and npm on the PATH"
  local major
  major=$(node --version | sed -E 's/^v([0-9]+).*/\1/')
  [ "$major" -ge "$node_major" ] || fail "Node.js $node_major or newer is needed, found $(node --version)"
}

# missing_packages prints the Debian packages whose programs are not here.
missing_packages() {
  "$(dirname "$0")/pg.sh" bindir >/dev/null 2>&1 || echo postgresql
  "$(dirname "$0")/pg.sh" bouncer >/dev/null 2>&1 || echo pgbouncer
  have chromium || have chromium-browser || have google-chrome || echo chromium
  have pdftotext && have pdftoppm || echo poppler-utils
  have gcc || { echo gcc; echo libc6-dev; }
}

# start_no_services keeps Debian from starting what it installs: the tests bring
# servers of their own. A policy that is there already is left alone.
start_no_services() {
  local policy=/usr/sbin/policy-rc.d
  [ ! -e "$policy" ] || return 0
  trap "rm -f $policy" EXIT
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod 755 "$policy"
}

install_packages() {
  local command="apt-get update && apt-get install -y --no-install-recommends $*"
  if [ "$(id -u)" -ne 0 ]; then
    fail "missing: $*. Run as root: $command"
  fi
  have apt-get || fail "missing: $*. This is no Debian: install them with the tools of your system"
  export DEBIAN_FRONTEND=noninteractive
  start_no_services
  apt-get update
  apt-get install -y --no-install-recommends "$@"
}

check_go
check_node
have make || fail "GNU make is missing"
case $need in
  run) ;;
  test)
    mapfile -t missing < <(missing_packages)
    if [ "${#missing[@]}" -gt 0 ]; then
      install_packages "${missing[@]}"
      mapfile -t missing < <(missing_packages)
      [ "${#missing[@]}" -eq 0 ] || fail "still missing after the installation: ${missing[*]}"
    fi
    ;;
  *) fail "usage: setup.sh run|test" ;;
esac
