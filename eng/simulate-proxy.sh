#!/usr/bin/env bash
# Starts the relay and a simulated team that exports through it, and prints each request, until Ctrl-C.
# SCENARIO, CONFIG, WORKLOAD, SEED and PORT (of the simulator; 9090) come from the environment, and so do RELAY (the relay's port; 14318) and FORWARD (a receiver).
# Usage: eng/simulate-proxy.sh PROGRAM
set -euo pipefail
program=$(realpath "$1")
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
pids=()
end() {
  trap - EXIT INT TERM
  ((${#pids[@]} == 0)) || kill "${pids[@]}" 2>/dev/null || true
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
  kill -0 "${pids[0]}" 2>/dev/null || { wait "${pids[0]}" && exit; }
  sleep 0.1
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
"${serve[@]}" >"$folder/simulator.log" 2> >(tee -a "$folder/errors.log" >&2) &
pids+=($!)
# Whichever ends first ends both.
status=0
wait -n || status=$?
exit "$status"
