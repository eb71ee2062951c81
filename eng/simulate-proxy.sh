#!/usr/bin/env bash
# Starts the relay and a simulated team that exports through it, and prints each request, until Ctrl-C.
# SCENARIO, CONFIG, WORKLOAD, SEED and PORT (of the simulator; 9090) come from the environment, and so do RELAY (the relay's port; 14318) and FORWARD (a receiver).
# Usage: eng/simulate-proxy.sh PROGRAM
set -euo pipefail
program=$(realpath "$1")
cd "$(dirname "$0")/.."

is_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
require_free() {
  is_taken "$2" || return 0
  echo "Port $2 is in use. Choose another: make simulate-proxy $1=$3." >&2
  exit 1
}
require_free RELAY "${RELAY:-14318}" 14319
require_free PORT "${PORT:-9090}" 9464

folder=$(mktemp -d)
pids=()
end() {
  trap - EXIT INT TERM
  # The simulator ends first, so that the relay gets its last export.
  for ((i = ${#pids[@]} - 1; i >= 0; i--)); do kill "${pids[i]}" 2>/dev/null && wait "${pids[i]}" || true; done
  wait
  rm -rf "$folder"
}
trap end EXIT
trap 'echo; exit 0' INT TERM

relay=("$program" relay --listen "${RELAY:-14318}")
[[ -n ${FORWARD:-} ]] && relay+=(--forward "$FORWARD")
"${relay[@]}" 2> >(tee "$folder/relay.log" >&2) &
pids+=($!)
until grep --quiet Ctrl-C "$folder/relay.log" 2>/dev/null; do
  kill -0 "${pids[0]}" 2>/dev/null || { status=0; wait "${pids[0]}" || status=$?; exit "$status"; }
  sleep 0.1
done

# Both signals go to the relay, which takes neither gRPC nor TLS.
unset OTEL_{METRICS,LOGS}_EXPORTER OTEL_EXPORTER_OTLP_{,METRICS_,LOGS_}{CERTIFICATE,CLIENT_CERTIFICATE,CLIENT_KEY}
for protocol in OTEL_EXPORTER_OTLP_{,METRICS_,LOGS_}PROTOCOL; do
  [[ ${!protocol:-} != grpc ]] || unset "$protocol"
done
# The lab sends JSON; whoever wants Protocol Buffers sets the variable.
export OTEL_EXPORTER_OTLP_PROTOCOL=${OTEL_EXPORTER_OTLP_PROTOCOL:-http/json}
serve=("$program" serve --otlp-endpoint "http://localhost:${RELAY:-14318}")
[[ -n ${CONFIG:-} ]] && serve+=(--config "$CONFIG")
[[ -n ${WORKLOAD:-} ]] && serve+=(--workload "$WORKLOAD")
if [[ -z ${CONFIG:-}${WORKLOAD:-} ]]; then
  # This team works at every hour, so that something comes at once.
  echo 'workload: {developers: 25, sessions_per_hour: 2, hours: {from: 0, to: 24, weekend: 1}}' >"$folder/team.yaml"
  serve+=(--workload "$folder/team.yaml")
fi
[[ -n ${SCENARIO:-} ]] && serve+=(--scenario "$SCENARIO")
[[ -n ${SEED:-} ]] && serve+=(--seed "$SEED")
[[ -n ${PORT:-} ]] && serve+=(--port "$PORT")
"${serve[@]}" >&2 &
pids+=($!)
# Whichever ends first ends both.
status=0
wait -n || status=$?
exit "$status"
