# Two commands matter: `make run` and `make test`. Both set up what is missing
# and can be run twice. `make help` lists the rest.

# webkit2_41: the WebKitGTK of Debian 12 and Ubuntu 24.04. sqlite_fts5: search.
export TAGS := webkit2_41,sqlite_fts5
# The Go of this machine or none: a silent download of another is no set-up.
export GOTOOLCHAIN := local
# Version control may be absent or owned by somebody else; the build needs none.
export GOFLAGS := $(GOFLAGS) -buildvcs=false

VERSION  := $(shell sed -n 's/.*"productVersion": "\(.*\)".*/\1/p' wails.json)
LDFLAGS  := -s -w -X main.version=$(VERSION)
RUN_ARGS ?= --sample
BENCH    ?= .
E2E_ARGS ?=
SOAK_ARGS ?=
# A workspace of so many generated reviews, for benchmarks, pictures and looking at.
REVIEWS  ?= 10000
FULL     := build/generated/home-$(REVIEWS)
STAGE    := build/stage.sh
# Race detector: where several goroutines or several devices meet the data.
RACE     := $(wildcard backend/domain backend/service backend/share)
# What the page is built from; a changed test builds nothing anew.
FRONT    := $(shell find frontend -path frontend/node_modules -prune -o -path frontend/dist -prune -o \
	-type f \( -path 'frontend/src/*' -o -path 'frontend/public/*' -o -path 'frontend/wailsjs/*' \
	-o -path 'frontend/index.html' -o -path 'frontend/*.json' -o -path 'frontend/vite.config.ts' \) \
	-not -name '*.test.*' -print 2>/dev/null | tr ' ' '?')

.DEFAULT_GOAL := help
.PHONY: help run test setup setup-test build build-window build-cli build-dev front generate \
	check-generated lint test-front test-go test-stat test-race test-e2e bench soak eval screens pictures generated clean dev package package-windows package-macos
# One stage after another: each already uses both cores, and their output stays readable.
.NOTPARALLEL:

help: ## Lists the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' Makefile

run: setup build ## Sets up, builds and opens the window on a copy of the sample workspace
	@build/run.sh $(RUN_ARGS)

test: ## Sets up and passes every test
	@$(STAGE) --start
	@$(STAGE) 'Set-up' build/setup.sh test
	@$(STAGE) 'Front end: types, lint, tests' $(MAKE) --no-print-directory test-front
	@$(STAGE) 'Build: window, command line, window under test' $(MAKE) --no-print-directory build build-dev
	@$(STAGE) 'Go: format, vet, bindings' $(MAKE) --no-print-directory lint-go check-generated
	@$(STAGE) 'Go: tests' $(MAKE) --no-print-directory test-go
	@$(STAGE) 'Go: numbers on other processors' $(MAKE) --no-print-directory test-stat
	@$(STAGE) 'Go: tests with the race detector' $(MAKE) --no-print-directory test-race
	@$(STAGE) 'The real program in real browsers' $(MAKE) --no-print-directory test-e2e
	@$(STAGE) --report
	@echo 'All tests passed.'

setup: ## Installs what building and running needs
	@build/setup.sh run

setup-test: ## Installs what the tests need as well
	@build/setup.sh test

build: build-window build-cli ## Builds the window and the command line into build/bin

build-window: front ## Builds build/bin/secondstory
	go build -tags desktop,production,$(TAGS) -ldflags '$(LDFLAGS)' -o build/bin/secondstory .

build-cli: ## Builds build/bin/secondstory-cli, which needs no window libraries
	go build -tags sqlite_fts5 -ldflags '$(LDFLAGS)' -o build/bin/secondstory-cli ./backend/cmd/secondstory-cli
	go build -o build/bin/secondstory-verify ./backend/cmd/secondstory-verify

build-dev: front ## Builds the window under test, which also serves its page to browsers
	go build -tags dev,$(TAGS) -o build/bin/secondstory-dev .

front: frontend/dist/index.html ## Builds the front end into frontend/dist

frontend/node_modules/.package-lock.json:
	@echo 'The packages of the front end are missing. Run: make setup' >&2
	@exit 2

frontend/dist/index.html: $(FRONT) | frontend/node_modules/.package-lock.json
	cd frontend && npm run --silent build
	@# Vite empties the folder; the empty file keeps it in version control for go:embed.
	@touch frontend/dist/.gitkeep frontend/dist/index.html

dev: setup ## Opens the window under test, reading the page from frontend/dist
	@$(MAKE) --no-print-directory build-dev
	devserver=localhost:34115 assetdir=frontend/dist build/bin/secondstory-dev $(RUN_ARGS)

generate: ## Writes the TypeScript bindings of the bound services
	@build/generate.sh

check-generated: ## Fails when the committed bindings are out of date
	@build/generate.sh --check

lint: lint-go lint-front ## Format, vet, types, lint, import rules

.PHONY: lint-go lint-front lint-deep
lint-go:
	@build/check-go.sh

lint-front:
	cd frontend && npm run --silent typecheck && npm run --silent lint && npm run --silent depcruise && npm run --silent format:check
	@e2e/node_modules/.bin/tsc -p e2e
	@e2e/node_modules/.bin/prettier --config frontend/.prettierrc.json --log-level warn --check 'e2e/**/*.ts' '!e2e/node_modules/**'

lint-deep: ## The linters of .golangci.yml as well (slow: builds them first)
	go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0 run

test-front: lint-front ## Front-end checks and tests
	cd frontend && npm test --silent

test-go: ## Go tests
	@build/gotest.sh -timeout 15m -parallel 6 -tags $(TAGS) ./...

test-stat: ## The statistics on 32 bits and as WebAssembly under Node, with the same results
	@build/portable.sh

test-race: ## Go tests of the model, the use cases and sharing, with the race detector
	@build/gotest.sh -race -timeout 15m -parallel 4 -tags $(TAGS) $(RACE:%=./%/...)

test-e2e: build build-dev ## The real program in Chromium and WebKit, and the production window
	@build/e2e.sh $(E2E_ARGS)

bench: setup-test build-dev build-window generated ## Benchmarks, written to build/bench/latest.md
	@BENCH_HOME='$(FULL)' build/bench.sh '$(BENCH)'

soak: setup-test build build-dev ## Long-running tests: kills, random trees, random edits, the index
	@build/soak.sh $(SOAK_ARGS)

eval: ## Measures readers and numbers against the reference data (TestEval...)
	SECONDSTORY_EVAL=1 go test -count=1 -timeout 60m -tags $(TAGS) -run '^TestEval' -v ./backend/...

pictures: setup-test build-dev ## Pictures of README and help, into assets/pictures
	@build/e2e.sh --pictures

screens: setup-test build build-dev generated ## Pictures of the real program, into build/screens
	@SCREENS_HOME='$(FULL)' build/e2e.sh --screens

generated: $(FULL)/local.db ## A workspace of REVIEWS generated reviews, into build/generated

# Anew when the generator or the schema has changed, whole or not at all.
$(FULL)/local.db: $(filter-out %_test.go,$(wildcard samples/generate/*.go)) $(wildcard backend/sqlite/migration/*.sql)
	@rm -rf build/generated/part '$(FULL)'
	go run -tags sqlite_fts5 ./samples/cmd/generate --reviews $(REVIEWS) --home build/generated/part
	@mv build/generated/part '$(FULL)'

package: setup front ## Debian packages of the window and of the commands, into build/packages
	@build/package.sh deb

package-windows: setup front ## The same for Windows, where the distribution has its compiler
	@build/package.sh windows

package-macos: front ## The same for macOS, on a Mac (not tried: see README)
	@build/package.sh macos

clean: ## Removes what was built; installed packages stay
	rm -rf build/bin build/packages build/bench build/soak build/screens build/generated build/.stamps test-results
	find frontend/dist -mindepth 1 -not -name .gitkeep -delete
