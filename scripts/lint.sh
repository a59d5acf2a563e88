#!/usr/bin/env bash
# gofmt and go vet always; golangci-lint when it is installed, or with "full" by
# building the pinned one.
set -euo pipefail
cd "$(dirname "$0")/.."

unformatted=$(find . -name '*.go' ! -path './node_modules/*' ! -name '*_templ.go' -print0 | xargs -0 gofmt -l)
if [ -n "$unformatted" ]; then
  printf 'gofmt would change:\n%s\n' "$unformatted" >&2
  exit 1
fi
go vet ./...
if [ "${1:-}" = full ]; then
  go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0 run
elif command -v golangci-lint >/dev/null 2>&1; then
  golangci-lint run
else
  echo 'lint: golangci-lint is not on the PATH; make lint-full builds it'
fi
