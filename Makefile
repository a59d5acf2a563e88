# The contract for people and scripts: `make help` lists it. Every target works
# from a clean clone, in a folder whose name has spaces too.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# The demonstration: its folder, first port, days of history.
DIR ?= demo
PORT ?= 8080
HISTORY ?= 30

.PHONY: help run build setup assets generate verify test test-fast sabotage lint lint-full bench dev migration walk audit claims clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | while IFS=$$'\t' read -r name text; do printf '  make %-11s %s\n' "$$name" "$$text"; done

run: build ## set up, build, start the demonstration (DIR, PORT, HISTORY)
	exec bin/motcua demo --dir "$(DIR)" --port "$(PORT)" --history "$(HISTORY)"

build: assets ## bin/motcua, static and stripped
	CGO_ENABLED=0 go build -buildvcs=false -trimpath -ldflags='-s -w' -o bin/motcua ./cmd/motcua

setup: ## install what tests need (Debian, as root), or say how
	scripts/setup.sh test

assets: ## fonts, styles and scripts of the pages, when their inputs changed
	scripts/setup.sh run
	scripts/assets.sh

generate: ## write generated code anew: SQL, pages, explain index, LAW-MAP
	scripts/generate.sh

verify: ## generated code and LAW-MAP are up to date
	scripts/verify.sh

test: ## set up and run everything, as CI does
	scripts/test.sh

test-fast: assets ## tests on SQLite only, without the slow ones
	CGO_ENABLED=0 MOTCUA_TEST_ENGINES=sqlite go test -short -timeout 5m ./...

sabotage: assets ## mistakes made in memory, each must turn the test beside it red
	CGO_ENABLED=0 scripts/pg.sh exec go run ./tools/sabotage

lint: ## gofmt, go vet, golangci-lint when it is on the PATH
	scripts/lint.sh

lint-full: ## the same, fetching the pinned golangci-lint (a minute or two when cold)
	scripts/lint.sh full

bench: assets ## benchmarks into bench/results/*.json (WHAT=intake, portal: one alone)
	scripts/setup.sh test
	MOTCUA_PG_DURABLE=1 CGO_ENABLED=0 scripts/pg.sh exec go run ./bench $(WHAT)

dev: assets ## rebuild and restart on every saved edit
	go run ./tools/dev -- demo --dir "$(DIR)" --port "$(PORT)" --history "$(HISTORY)"

migration: ## NAME: a new migration in both engines' folders
	scripts/migration.sh "$(NAME)"

walk: assets ## docs/WALK.md in Chromium, pictures into docs/walk/out
	scripts/setup.sh test
	MOTCUA_WALK_OUT="$(CURDIR)/docs/walk/out" scripts/pg.sh exec go test -count=1 -timeout 10m -v ./test/e2e -run Walk

audit: ## sizes, duplicates, licences, left-over marks
	go run ./tools/audit

claims: build ## run the commands of docs/CLAIMS.md against their bounds
	go run ./tools/claims

clean: ## remove what was built (not the demonstration's folder)
	rm -rf bin node_modules docs/walk/out bench/tmp
	find web/ui/static/dist -mindepth 1 ! -name PLACEHOLDER -delete 2>/dev/null || true

# `make migration add_phone`: the word after the target is its argument, not a
# target, whatever it is called.
ifeq (migration,$(firstword $(MAKECMDGOALS)))
NAME ?= $(word 2,$(MAKECMDGOALS))
ifneq (,$(word 2,$(MAKECMDGOALS)))
$(eval $(word 2,$(MAKECMDGOALS)):;@:)
endif
endif
