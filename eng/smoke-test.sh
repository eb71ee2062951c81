#!/usr/bin/env bash
# Tries the published executable as a new user would: does it start without options, serve, check, generate, and end when told?
set -euo pipefail
cd "$(dirname "$0")/.."

program=dist/claude-metrics-simulator
work=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$work"' EXIT

fail() {
  echo "smoke test: $1" >&2
  exit 1
}

size=$(stat --format %s "$program")
((size <= 20 * 1024 * 1024)) || fail "the executable has $size bytes; 20 MiB are allowed"
if ldd "$program" >/dev/null 2>&1; then fail 'the executable is not static'; fi

"$program" check config/simulator.yaml >/dev/null || fail 'check'
"$program" generate --duration 1h --format csv --output "$work/out.csv" 2>/dev/null || fail 'generate'
[[ $(wc -l <"$work/out.csv") -eq $((360 * 36 + 1)) ]] || fail 'generate wrote another number of rows'

script --quiet --return --command "$program backfill --duration 24h --output $work/blocks" /dev/null >"$work/terminal" || fail "backfill in a terminal: $(cat "$work/terminal")"
grep --quiet ' million/s' "$work/terminal" || fail "backfill in a terminal shows: $(cat "$work/terminal")"

# No seed is given: one is drawn.
"$program" serve --port 0 >"$work/greeting" &
server=$!
for _ in $(seq 100); do
  address=$(grep --only-matching --max-count 1 'http://[^/]*' "$work/greeting" || true)
  [[ -n $address ]] && break
  kill -0 "$server" 2>/dev/null || fail 'serve ended at once'
  sleep 0.05
done
for path in / /metrics /health /config; do
  curl --silent --fail --output /dev/null "$address$path" || fail "GET $path"
done
curl --silent --fail --compressed "$address/metrics" | promtool check metrics >"$work/lint" 2>&1 || true
grep --quiet --invert-match 'otel_claude_code_cost_usd' "$work/lint" && fail "promtool: $(cat "$work/lint")"

kill -TERM "$server"
status=0
wait "$server" || status=$?
((status == 0)) || fail "SIGTERM ended it with status $status"
echo "smoke test: passed"
