#!/usr/bin/env bash
# Everything that `make test` promises, from a clean clone. All parts run even when
# one fails; the exit code is that of the first that failed.
set -uo pipefail
cd "$(dirname "$0")/.."

log=$(mktemp "${TMPDIR:-/tmp}/motcua-test.XXXXXX")
trap 'rm -f "$log"' EXIT
failed=0

part() {
  local name=$1 code
  shift
  printf '\n== %s\n' "$name"
  "$@" 2>&1 | tee -a "$log"
  code=${PIPESTATUS[0]}
  if [ "$code" -ne 0 ]; then
    printf '== %s: exit code %s\n' "$name" "$code"
    [ "$failed" -ne 0 ] || failed=$code
  fi
}

# raced tests packages under the race detector; only on PostgreSQL, since SQLite in
# Go is 15 times slower there.
raced() {
  CGO_ENABLED=1 MOTCUA_TEST_ENGINES=postgres scripts/pg.sh exec go test -race -count=1 -timeout 20m -p 2 "$@"
}

scripts/setup.sh test || exit
scripts/assets.sh || exit
part 'generated code' scripts/verify.sh
part 'formatting and vet' scripts/lint.sh
part 'tests' env CGO_ENABLED=0 scripts/pg.sh exec go test -count=1 -timeout 20m -p 2 ./...
part 'cost of an intake' env CGO_ENABLED=0 MOTCUA_ALONE=1 scripts/pg.sh exec go test -count=1 -v -run Cost ./bench/intake
part 'sabotage' env CGO_ENABLED=0 scripts/pg.sh exec go run ./tools/sabotage
part 'race detector' raced ./{calendar,law,code,process,form,identity,authz,catalogue,dossier,notify}/...
# What all of them stand on; its long runs are left to the tests without the detector.
part 'race detector: machinery' raced -short ./internal/{store,event,job,httpx}/...
part 'audit' go run ./tools/audit

printf '\n== summary\n'
grep -E '^(ok|FAIL|panic:|--- FAIL|[0-9]+ mistakes)' "$log" || true
[ "$failed" -eq 0 ] && echo 'all parts passed' || echo "failed with exit code $failed"
exit "$failed"
