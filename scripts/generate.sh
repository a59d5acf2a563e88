#!/usr/bin/env bash
# Writes the generated code anew, in the checkout or in the folder named: Go from
# SQL (sqlc), Go from pages (templ), the index of `motcua explain` and LAW-MAP.md.
set -euo pipefail
cd "${1:-"$(dirname "$0")/.."}"

# Without cgo sqlc brings its parser along instead of compiling PostgreSQL's.
tool() { CGO_ENABLED=0 go tool -modfile=tools/generators/go.mod "$@"; }

if [ -f sqlc.yaml ]; then
  tool sqlc generate
fi
if [ -n "$(find . -name '*.templ' ! -path './node_modules/*' -print -quit)" ]; then
  tool templ generate -log-level warn
fi
CGO_ENABLED=0 go run -trimpath ./tools/explainindex
