#!/usr/bin/env bash
# scripts/measure.sh memory|again
# Starts the demonstration on free ports with a fortnight of history and prints one
# figure: its resident memory in MB after a hundred pages, or the seconds until a
# second start on the same folder is ready.
set -euo pipefail
cd "$(dirname "$0")/.."

what=${1:?memory or again}
dir=$(mktemp -d "${TMPDIR:-/tmp}/motcua-measure.XXXXXX")
port=$((20000 + RANDOM % 20000))
pid=
trap 'kill "${pid:-}" 2>/dev/null || true; rm -rf "$dir"' EXIT

start() {
  bin/motcua demo --dir "$dir/demo" --port "$port" --history 14 > "$dir/out" 2>&1 &
  pid=$!
  until grep -q '^ready' "$dir/out"; do
    kill -0 "$pid" 2>/dev/null || { cat "$dir/out" >&2; exit 1; }
    sleep 0.05
  done
}

start
case $what in
  memory)
    for _ in $(seq 100); do
      curl -sf -o /dev/null "http://127.0.0.1:$((port + 1))/thu-tuc/1.001193"
    done
    awk '/VmRSS/ { print int($2 / 1024) }' "/proc/$pid/status"
    ;;
  again)
    kill -INT "$pid"
    wait "$pid" || true
    before=$(date +%s%N)
    start
    echo $((($(date +%s%N) - before) / 1000000000))
    ;;
  *) echo "memory or again, not $what" >&2; exit 2 ;;
esac
