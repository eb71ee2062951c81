# The commands of the project. 'make help' lists them.

CONFIG   ?=
WORKLOAD ?=
PORT     ?=
SEED     ?=
START    ?=
SCENARIO ?=
DURATION ?=
DATA     ?=
IMAGE    ?=
RELAY    ?=
FORWARD  ?=
RULES    ?=
SEEDS    ?=
RUNTIME  ?= linux-$(if $(filter aarch64 arm64,$(shell uname -m 2>/dev/null)),arm64,x64)

CLI      := src/MetricsSimulator.Cli/MetricsSimulator.Cli.csproj
TESTS    := test/MetricsSimulator.Test/MetricsSimulator.Test.csproj

# Quotes a text so that the shell reads it as one word.
quote     = '$(subst ','\'',$(1))'
option    = $(if $($(2)),--$(1) $(call quote,$($(2))))
RUN      := $(call option,scenario,SCENARIO) $(call option,port,PORT) $(call option,seed,SEED) $(call option,start,START)
OPTIONS  := $(call option,config,CONFIG) $(call option,workload,WORKLOAD) $(RUN) $(call option,history,DURATION) $(call option,data,DATA)

# The .NET SDK, or the line that installs it.
DOTNET   := command -v dotnet >/dev/null || { printf '%s\n' 'dotnet is missing. This installs the .NET 10 SDK (for other ways, see https://dotnet.microsoft.com/download/dotnet/10.0):' '  curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0 && export PATH="$$HOME/.dotnet:$$PATH"' >&2; exit 1; }

PROGRAM  := artifacts/bin/MetricsSimulator.Cli/release/claude-metrics-simulator
BUILD    := $(DOTNET); eng/build-simulator.sh

# Runs Guile 3.0, or says how to install it.
GUILE    := command -v guile-3.0 >/dev/null || { echo 'guile-3.0 is missing. Install it: sudo apt-get install guile-3.0' >&2; exit 1; }; exec guile-3.0
GUILE_ALONE := simulate-guile takes only SCENARIO, PORT, SEED and START. Use make simulate for CONFIG, WORKLOAD, DURATION and DATA.

RUN_TESTS := dotnet test --project $(TESTS) --configuration Release

VERSION   = $(shell sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
# The Docker format, because images in the OCI format cannot have a health check.
BUILD_IMAGE = engine=$$(eng/container-engine.sh) && BUILDAH_FORMAT=docker $$engine build --build-arg VERSION=$(VERSION) --tag

# The certificates that the image trusts.
CERTIFICATES := /etc/ssl/certs/ca-certificates.crt

export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1
# Tells the built programs where the runtime is, if dotnet is not in its usual folder.
export DOTNET_ROOT ?= $(patsubst %/,%,$(dir $(realpath $(shell command -v dotnet))))

.DEFAULT_GOAL := help
.PHONY: help simulate simulate-dev simulate-docker simulate-guile simulate-proxy stack stack-docker score alert-scores test-quick test test-long test-guile test-native test-image test-packages check format bench docs zones page man publish image pack clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 25
	@echo
	@echo '  Options of simulate and simulate-dev: SCENARIO=name|file CONFIG=file WORKLOAD=team|file PORT=number SEED=number START=time'
	@echo '  and DURATION=24h, which first writes this much history for Prometheus to DATA=folder (default prometheus-data)'
	@echo '  simulate-docker takes them too, and IMAGE=name to run an existing image'
	@echo '  Options of stack: SCENARIO=name|file CONFIG=file WORKLOAD=team|file SEED=number DURATION=24h PORT=number, the first of five; of stack-docker: SCENARIO=name WORKLOAD=team SEED=number DURATION=24h'
	@echo '  Options of simulate-proxy: SCENARIO=name|file CONFIG=file WORKLOAD=team|file SEED=number PORT=number, RELAY=port (14318) and FORWARD=url, a receiver that gets everything'
	@echo '  Options of score: RULES=file SCENARIO=name|file CONFIG=file WORKLOAD=team|file SEEDS=number SEED=number DURATION=7d START=time'
	@echo '  Options of simulate-guile: SCENARIO=name PORT=number SEED=number START=time'

simulate: ## serve the metrics on http://localhost:9090 until Ctrl-C
	@$(BUILD)
	@exec $(PROGRAM) serve $(OPTIONS)

simulate-dev: ## the same, but reload changed files and log each scrape
	@$(BUILD)
	@exec $(PROGRAM) serve --dev --reload $(OPTIONS)

simulate-docker: ## the same as simulate in a container, with docker or podman
	@$(if $(IMAGE),true,$(BUILD_IMAGE) claude-metrics-simulator .)
	@engine=$$(eng/container-engine.sh) && exec env $(foreach name,SCENARIO CONFIG WORKLOAD SEED START PORT DURATION DATA,$(name)=$(call quote,$($(name)))) eng/simulate-in-container.sh $$engine $(or $(IMAGE),claude-metrics-simulator)

simulate-proxy: ## a team that exports over OTLP, and a relay that prints what it sends; until Ctrl-C
	@$(BUILD)
	@exec env $(foreach name,SCENARIO CONFIG WORKLOAD SEED PORT RELAY FORWARD,$(name)=$(call quote,$($(name)))) eng/simulate-proxy.sh $(PROGRAM)

stack: ## the simulator with a Prometheus and an Alertmanager that watch it, rules loaded; prints each notification; until Ctrl-C
	@$(BUILD)
	@exec env $(foreach name,SCENARIO CONFIG WORKLOAD SEED DURATION PORT,$(name)=$(call quote,$($(name)))) eng/stack.sh $(PROGRAM)

stack-docker: ## the same in containers, with Grafana
	@engine=$$(eng/container-engine.sh) && exec env $(foreach name,SCENARIO WORKLOAD SEED DURATION IMAGE,$(name)=$(call quote,$($(name)))) eng/stack-in-containers.sh $$engine

score: ## judge the alerts of RULES=file on histories whose anomalies are known; by default the rules that come with the simulator
	@$(BUILD)
	@exec $(PROGRAM) score $(call quote,$(or $(RULES),$(if $(WORKLOAD),deploy/prometheus/team-rules/claude-code.yaml,deploy/prometheus/rules/claude-code.yaml))) $(call option,config,CONFIG) $(call option,workload,WORKLOAD) $(call option,scenario,SCENARIO) $(call option,seed,SEED) $(call option,seeds,SEEDS) $(call option,duration,DURATION) $(call option,start,START)

alert-scores: ## judge the rules that come with the simulator, and write docs/alert-scores.md again; takes minutes
	@$(BUILD)
	@eng/alert-scores.sh $(PROGRAM)

simulate-guile: ## the same metrics, served by a simulator in Scheme; needs only guile-3.0
	@$(if $(CONFIG)$(WORKLOAD)$(DURATION)$(DATA),echo '$(GUILE_ALONE)' >&2; exit 2)
	@$(GUILE) scripts/claude-metrics-simulator.scm $(RUN)

test-quick: ## run the fast tests that need no other program, for use while you edit
	@$(DOTNET)
	TESTS_WITHOUT_PROGRAMS=yes $(RUN_TESTS) --filter-not-trait needs=programs --filter-not-trait 'takes=*'

test: ## run all tests but those that take minutes; installs the Debian packages that they need
	@$(DOTNET)
	@eng/install-test-tools.sh
	$(RUN_TESTS) --filter-not-trait takes=minutes

test-long: ## run the tests that take minutes, because they simulate weeks or wait for Prometheus
	@$(DOTNET)
	@eng/install-test-tools.sh
	$(RUN_TESTS) --filter-trait takes=minutes

check: ## check formatting and analyzers
	@$(DOTNET)
	dotnet format MetricsSimulator.slnx --verify-no-changes
	dotnet build MetricsSimulator.slnx --configuration Release

format: ## format the code
	@$(DOTNET)
	dotnet format MetricsSimulator.slnx

docs: ## generate pages and schemas again
	@$(BUILD)
	$(PROGRAM) keys > docs/configuration.md
	$(PROGRAM) keys --format json-schema > docs/configuration.schema.json
	$(PROGRAM) keys --format scenario-json-schema > docs/scenario.schema.json
	$(PROGRAM) man --format markdown > docs/command-line.md
	cat scenarios/everyday.yaml docs/figures/overview.yaml | $(PROGRAM) dashboard --output deploy/grafana/dashboards/specification --preview docs/figures/overview.svg --scenario - --seed 42 --start 2026-01-06T00:00:00Z
	$(PROGRAM) dashboard --workload team --output deploy/grafana/dashboards/claude-code
	$(PROGRAM) rules --output deploy/prometheus/rules
	$(PROGRAM) rules --workload team --output deploy/prometheus/team-rules
	dotnet run --configuration Release --project eng/FolderGraph -- docs/architecture.md
	PATH="$(CURDIR)/$(dir $(PROGRAM)):$$PATH" docs/figures/draw.sh
	PATH="$(CURDIR)/$(dir $(PROGRAM)):$$PATH" /usr/bin/python3 eng/notebooks.py --update

page: ## bundle the page that the simulator serves, from web/
	npm ci --prefix web --silent --no-audit --no-fund
	cd web && npx tsc && node build.mjs

zones: ## take the time zones of a new version of NodaTime
	@$(DOTNET)
	dotnet run --configuration Release --project eng/ZoneTable -- src/MetricsSimulator.Configuration/TimeZones/zones.gz

man: ## write the manual pages of the executable to man/
	@$(BUILD)
	@$(PROGRAM) man --output man

publish: ## build one native executable, dist/claude-metrics-simulator
	@$(DOTNET)
	@eng/install-test-tools.sh native
	@echo 'Compiling one native executable. It takes about two minutes on two cores.'
	dotnet publish $(CLI) --configuration Release --runtime $(RUNTIME) -p:PublishProfile=Native -p:NuGetLockFilePath=packages.native.lock.json
	@mkdir -p dist
	@cp artifacts/publish/MetricsSimulator.Cli/release_$(RUNTIME)/claude-metrics-simulator dist/
	@ls -l dist/claude-metrics-simulator

image: ## build the container image claude-metrics-simulator from the executable of make publish
	@test -x dist/claude-metrics-simulator || { echo "dist/claude-metrics-simulator is missing. It comes from 'make publish'." >&2; exit 1; }
	@test -e $(CERTIFICATES) || { echo "$(CERTIFICATES) is missing. Install it: sudo apt-get install ca-certificates" >&2; exit 1; }
	@mkdir -p artifacts/image/data artifacts/image$(dir $(CERTIFICATES)) && cp dist/claude-metrics-simulator artifacts/image/ && cp $(CERTIFICATES) artifacts/image$(CERTIFICATES)
	$(BUILD_IMAGE) $(or $(IMAGE),claude-metrics-simulator) --build-context build=artifacts/image .

test-image: ## build the image with podman, and try it as a new user would; installs podman
	@eng/install-test-tools.sh containers
	@eng/test-image.sh

pack: ## write NuGet packages to dist/packages/: the executable as a .NET tool, and the libraries
	@$(DOTNET)
	@rm -rf dist/packages
	for project in src/*/*.csproj; do dotnet pack $$project --configuration Release --output dist/packages || exit 1; done
	@ls -l dist/packages

test-packages: pack ## pack, install the tool, and run the example of the libraries' README
	@eng/test-packages.sh

test-guile: ## run the unit tests of the simulator in Scheme
	@$(GUILE) scripts/test/run.scm

test-native: publish ## publish, and try the executable as a new user would
	@eng/install-test-tools.sh
	@eng/smoke-test.sh
	@eng/walk-lessons.sh

bench: ## measure against peers and write bench/results/
	@$(DOTNET)
	bench/run.sh

clean: ## remove everything that was built
	rm -rf artifacts dist man
