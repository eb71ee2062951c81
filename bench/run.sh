#!/usr/bin/env bash
# Measures the simulator against its peers and writes bench/results/. Options are passed on to the scrape benchmark.
#   bench/run.sh            everything, as `make bench` does
#   bench/run.sh --quick    ten thousand series and few repetitions, to see that everything works; the numbers mean nothing
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(golang-go golang-github-prometheus-client-golang-dev prometheus)
built=artifacts/bench
benchmarks=bench/MetricsSimulator.Bench
in_process=$built/in-process
quick=false
if [[ ${1-} == --quick ]]; then
  quick=true
  shift
fi

require_packages() {
  local missing=() package
  for package in "${packages[@]}"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
  done
  if ((${#missing[@]} == 0)); then
    return
  fi
  if ((EUID != 0)); then
    echo "The benchmark compares with a Go program and needs: apt-get install --yes --no-install-recommends ${missing[*]}" >&2
    exit 1
  fi
  apt-get update
  DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "${missing[@]}"
}

build_peers() {
  mkdir -p "$built/client_golang"
  (cd bench/peers/client_golang && GO111MODULE=off GOPATH=/usr/share/gocode go build -o "$OLDPWD/$built/client_golang/client_golang-peer" .)
  dotnet publish bench/peers/prometheus-net --configuration Release --output "$built/prometheus-net"
  dotnet publish bench/peers/opentelemetry-dotnet --configuration Release --output "$built/opentelemetry-dotnet"
  dotnet publish bench/MetricsSimulator.PeerBench --configuration Release --output "$built/peer-bench"
}

# Measures a tick and a scrape inside one process. The scrape benchmark reads the reports and puts them on its page.
measure_in_process() {
  rm -rf "$in_process"
  if [[ ! -d $benchmarks ]]; then
    echo "$benchmarks is not there: what happens in the process is left out." >&2
    return
  fi
  # Enough for a median. By default, BenchmarkDotNet repeats up to a hundred times on a noisy machine.
  local job=(--warmupCount 3 --iterationCount 12)
  # On a busy machine, the build takes longer than the default limit of two minutes, and then nothing would be measured.
  local build=(--buildTimeout 600)
  if $quick; then
    job=(--job dry)
  fi
  # The published executable has no AVX-512 (see docs/decisions/0011-x86-64-v3.md), so the benchmark does not use it either.
  DOTNET_EnableAVX512=0 DOTNET_EnableAVX512F=0 dotnet run --configuration Release --project "$benchmarks" -- \
    --filter '*.TickBenchmark*' '*.ScrapeBenchmark*' '*.BurdenBenchmark*' --memory --exporters briefjson github --artifacts "$in_process" "${build[@]}" "${job[@]}"
}

measure_scrapes() {
  local options=()
  if $quick; then
    options=(--series 10000 --config bench/scrape/small.yaml --scrapes 2 --starts 3 --results "$built/quick")
  fi
  timeout 3600 "$built/peer-bench/MetricsSimulator.PeerBench" scrape --reports "$in_process/results" "${options[@]}" "$@"
}

measure_histories() {
  local options=()
  if $quick; then
    options=(--hours 2 --short-hours 1 --long-hours 4 --scenario-hours 4 --history-rounds 1 --results "$built/quick")
  fi
  timeout 3600 "$built/peer-bench/MetricsSimulator.PeerBench" history "${options[@]}"
}

measure_workloads() {
  local options=()
  if $quick; then
    options=(--history-rounds 1 --ticks 1 --scrapes 2 --results "$built/quick")
  fi
  timeout 3600 "$built/peer-bench/MetricsSimulator.PeerBench" workload "${options[@]}"
}

measure_exports() {
  local options=()
  if $quick; then
    options=(--exports 2 --warmup-exports 2 --ticks 1 --history-rounds 1 --results "$built/quick")
  fi
  timeout 3600 "$built/peer-bench/MetricsSimulator.PeerBench" export "${options[@]}"
}

require_packages
make publish
build_peers
measure_in_process
measure_scrapes "$@"
measure_histories
measure_workloads
measure_exports
