#!/usr/bin/env bash
# Writes what this version stores into test/upgrade/testdata/NUMBER, once, when a
# version with a migration is released. Needs PostgreSQL with pg_dump.
set -euo pipefail
cd "$(dirname "$0")/.."

number=${1:-}
if ! [[ $number =~ ^[0-9]{4}$ ]]; then
  echo 'fixture: usage: scripts/fixture.sh 0002 (the number of the newest migration)' >&2
  exit 2
fi
newest=$(find schema/onestop/postgres -name '[0-9]*_*.sql' | sed -E 's|.*/0*([0-9]+)_.*|\1|' | sort -n | tail -n 1)
if [[ $((10#$number)) -ne $newest ]]; then
  echo "fixture: the newest migration is $newest" >&2
  exit 2
fi
dir=test/upgrade/testdata/$number
if [[ -e $dir ]]; then
  echo "fixture: $dir is there: what was released is not made anew" >&2
  exit 1
fi
PATH=$PATH:$(scripts/pg.sh bindir)
export PATH CI=true
scripts/pg.sh exec go test -count=1 -v ./test/upgrade -run TestMakeFixture -make "$PWD/$dir"
echo "then: a line in test/upgrade/testdata/README.md"
