#!/usr/bin/env bash
# Writes an empty migration NAME with the next number into both engines' folders.
# The numbers stay equal: one text of statements runs on both schemas.
set -euo pipefail
cd "$(dirname "$0")/.."

name=${1:-}
if ! [[ $name =~ ^[a-z][a-z0-9_]*$ ]]; then
  echo 'migration: usage: make migration NAME=add_phone (small letters, digits, _)' >&2
  exit 2
fi

schema=schema/onestop
mkdir -p "$schema/sqlite" "$schema/postgres"
last=$(find "$schema" -name '[0-9]*_*.sql' | sed -E 's|.*/0*([0-9]+)_.*|\1|' | sort -n | tail -n 1)
number=$(printf '%05d' $((${last:-0} + 1)))
for engine in sqlite postgres; do
  file=$schema/$engine/${number}_$name.sql
  printf -- '-- +goose Up\n\n-- +goose Down\n' >"$file"
  echo "$file"
done
echo "then: a line for each new column in $schema/columns.tsv"
