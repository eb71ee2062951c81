#!/usr/bin/env bash
# Starts the simulator, and Prometheus and Alertmanager to monitor it. Prints every notification, until Ctrl-C.
# SCENARIO, CONFIG, WORKLOAD, SEED and DURATION (of the history, 24h) come from the environment, and so does PORT, the first of five ports in a row.
# Usage: eng/stack.sh PROGRAM
set -euo pipefail
program=$(realpath "$1")
cd "$(dirname "$0")/.."

eng/install-test-tools.sh stack
alertmanager=$(command -v prometheus-alertmanager || command -v alertmanager)

is_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
taken_of() { for port in "$1" $(($1 + 1)) $(($1 + 3)) $(($1 + 4)); do is_taken "$port" && echo "$port" && return; done; }
base=${PORT:-19090}
[[ $base =~ ^[0-9]{4,5}$ ]] || { echo "PORT: must be a port from 1024 to 65000, got '$base'." >&2; exit 2; }
while taken=$(taken_of "$base"); [[ -n $taken ]]; do
  [[ -z ${PORT:-} ]] || { echo "Port $taken is in use. The stack needs $base to $((base + 4)); give another first one: make stack PORT=$((base + 100))." >&2; exit 1; }
  base=$((base + 10))
done
simulator=localhost:$base prometheus=localhost:$((base + 1)) alerts=localhost:$((base + 3)) notifications=localhost:$((base + 4))

# All files are written to one folder, which is removed when the stack stops.
folder=$(mktemp -d)
pids=()
names=()
end() {
  trap - EXIT INT TERM
  ((${#pids[@]} == 0)) || kill "${pids[@]}" 2>/dev/null || true
  wait
  rm -rf "$folder"
}
trap end EXIT
trap 'echo; exit 0' INT TERM

start() {
  local name=$1
  shift
  "$@" >"$folder/$name.log" 2>&1 &
  pids+=($!)
  names+=("$name")
}
require_alive() {
  for i in "${!pids[@]}"; do
    kill -0 "${pids[$i]}" 2>/dev/null && continue
    echo "${names[$i]} ended:" >&2
    tail -n 5 "$folder/${names[$i]}.log" >&2
    exit 1
  done
}
await() { until "$@" >/dev/null 2>&1; do require_alive; sleep 0.1; done; }

cp -r deploy/prometheus deploy/alertmanager "$folder/"
sed -i "s/localhost:19090/$simulator/; s/localhost:19093/$alerts/; s/localhost:19094/$notifications/" "$folder"/*/*.yml

serve=("$program" serve --host localhost --port "$base" --history "${DURATION:-24h}" --truth --data "$folder/data")
if [[ -n ${CONFIG:-} ]]; then
  serve+=(--config "$CONFIG")
  "$program" rules --config "$CONFIG" --output "$folder/prometheus/rules" 2>/dev/null || "$program" check "$CONFIG" || exit 2
fi
if [[ -n ${WORKLOAD:-} ]]; then
  serve+=(--workload "$WORKLOAD")
  "$program" rules ${CONFIG:+--config "$CONFIG"} --workload "$WORKLOAD" --output "$folder/prometheus/rules" 2>"$folder/rules.log" || { cat "$folder/rules.log" >&2; exit 2; }
fi
[[ -n ${SCENARIO:-} ]] && serve+=(--scenario "$SCENARIO")
[[ -n ${SEED:-} ]] && serve+=(--seed "$SEED")

"$program" notifications --port $((base + 4)) 2>"$folder/notifications.log" &
pids+=($!)
names+=(notifications)
start simulator "${serve[@]}"
start alertmanager "$alertmanager" --config.file="$folder/alertmanager/alertmanager.yml" --storage.path="$folder/alerts" \
  --web.listen-address="127.0.0.1:$((base + 3))" --web.external-url="http://$alerts" --cluster.listen-address=
# The simulator prints a line with Ctrl-C when the history is complete.
await grep --quiet Ctrl-C "$folder/simulator.log"
start prometheus prometheus --config.file="$folder/prometheus/prometheus.yml" --storage.tsdb.path="$folder/data" --storage.tsdb.retention.time=10y \
  --web.listen-address="127.0.0.1:$((base + 1))" --web.external-url="http://$prometheus"
await "$program" health --port $((base + 4))
await curl --silent --fail "http://$prometheus/-/ready"
await curl --silent --fail "http://$alerts/-/ready"

cat <<END
Claude Code, simulated and watched, with ${DURATION:-24h} of history:
  http://$prometheus   Prometheus: graphs of every metric, and the alerts on the page Alerts
  http://$alerts   Alertmanager: the notifications it has sent
  http://$simulator   the simulator: metrics, anomalies, control

END
# The anomalies from the start of the run until two hours from now.
run=$(grep -o -- '--seed.*--start.*' "$folder/simulator.log" | tail -n 1)
began=$(date --date "${run##*--start }" +%s)
now=$(date --utc '+%Y-%m-%d %H:%M:%S')
planned=$(curl --silent --fail "http://$simulator/api/v1/journal" | "$program" truth --journal - --duration $(($(date +%s) - ${began%.*} + 7200))s --format table \
  | awk -v now="$now" 'NR > 1 && ($3 " " $4) > now')
if [[ -n $planned ]]; then
  printf 'What will happen in the next two hours (start, end, kind, target, magnitude):\n%s\n' "$planned"
elif [[ ${SCENARIO:-} == degradation ]]; then
  echo 'One tool call in ten fails: ClaudeCodeErrorShare will fire in about two minutes, and nothing else.'
elif [[ -n ${WORKLOAD:-} ]]; then
  echo 'Nothing is planned for the next two hours, so no alert should fire.'
else
  cat <<END
Nothing is planned for the next two hours, so no alert should fire. To see one, let tool calls fail:
  curl http://$simulator/api/v1/anomalies -H 'Content-Type: application/json' -d '{"kind": "error_burst", "metric": "error", "duration": "15m", "magnitude": 5}'
END
fi
[[ -z ${WORKLOAD:-} ]] || printf '\nGrafana dashboards of a team: deploy/grafana/dashboards/claude-code, see docs/dashboards.md.\n'
printf '\nWhat each alert means: docs/runbooks.md. Notifications appear below. Ctrl-C ends everything.\n'

while true; do
  wait -n "${pids[@]}" || true
  require_alive
done
