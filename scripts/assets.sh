#!/usr/bin/env bash
# Makes the files the pages serve: npm ci, then tools/assets. Does nothing when the
# inputs are as they were (by content: a checkout changes times, not content).
set -euo pipefail
cd "$(dirname "$0")/.."

dist=web/ui/static/dist

[ -f package.json ] || { echo 'assets: there is no package.json, so nothing to make'; exit 0; }

made() { [ -n "$(find "$dist" -type f ! -name PLACEHOLDER -print -quit)" ]; }

# sources names every input of tools/assets, each ended by a NUL.
sources() {
  find package.json package-lock.json tools/assets -type f -print0
  find web -type f ! -path "$dist/*" \
    \( -name '*.css' -o -name '*.js' -o -name '*.mjs' -o -name '*.ts' -o -name '*.svg' \) -print0
}

packages=$(sha256sum package.json package-lock.json)
inputs=$(sources | LC_ALL=C sort -z | xargs -0 sha256sum)

mkdir -p bin
if [ "$(cat bin/assets.sum 2>/dev/null)" = "$inputs" ] && made; then
  exit 0
fi
if [ ! -d node_modules ] || [ "$(cat node_modules/.motcua.sum 2>/dev/null)" != "$packages" ]; then
  npm ci --no-audit --no-fund
  printf '%s\n' "$packages" >node_modules/.motcua.sum
fi
go run ./tools/assets
made || { echo "assets: tools/assets made nothing in $dist" >&2; exit 1; }
printf '%s\n' "$inputs" >bin/assets.sum
