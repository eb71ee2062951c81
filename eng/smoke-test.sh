#!/usr/bin/env bash
# Tries the published executable as a new user would: it must start without options, serve, check, generate, and stop.
set -euo pipefail
cd "$(dirname "$0")/.."

program=dist/claude-metrics-simulator
work=$(mktemp -d)
trap 'kill "${server:-}" "${receiver:-}" 2>/dev/null || true; rm -rf "$work"' EXIT

fail() {
  echo "smoke test: $1" >&2
  exit 1
}

size=$(stat --format %s "$program")
((size <= 24000000)) || fail "the executable has $size bytes; 24 MB are allowed"
if ldd "$program" >/dev/null 2>&1; then fail 'the executable is not static'; fi

"$program" check config/simulator.yaml >/dev/null || fail 'check'
"$program" help serve | grep --quiet -- --history || fail 'help'
[[ $("$program" '[suggest:5]' ' gene') == generate ]] || fail 'completion'
"$program" man | grep --quiet '^\.TH ' || fail 'man'
"$program" generate --duration 1h --format csv --output "$work/out.csv" 2>/dev/null || fail 'generate'
[[ $(wc -l <"$work/out.csv") -eq $((360 * 36 + 1)) ]] || fail 'generate wrote another number of rows'

script --quiet --return --command "$program backfill --duration 24h --output $work/blocks" /dev/null >"$work/terminal" || fail "backfill in a terminal: $(cat "$work/terminal")"
grep --quiet '/s, ' "$work/terminal" || fail "backfill in a terminal shows: $(cat "$work/terminal")"

# Without a seed, the program draws one.
"$program" serve --port 0 >"$work/greeting" &
server=$!
for _ in $(seq 100); do
  address=$(grep --only-matching 'http://[^/ ]*' "$work/greeting" | head -n 1 || true)
  [[ -n $address ]] && break
  kill -0 "$server" 2>/dev/null || fail 'serve ended at once'
  sleep 0.05
done
for path in / /metrics /health /config; do
  curl --silent --fail --output /dev/null "$address$path" || fail "GET $path"
done
curl --silent --fail --compressed "$address/metrics" | promtool check metrics >"$work/lint" 2>&1 || true
grep --quiet --invert-match 'otel_claude_code_cost_usd' "$work/lint" && fail "promtool: $(cat "$work/lint")"

# If a file may not grow, the program prints one line and leaves no file.
status=0
(
  ulimit -f 100
  exec "$program" generate --duration 24h --seed 1 --output "$work/large" 2>"$work/refusal"
) || status=$?
((status == 1)) || fail "a file that may not grow ends with status $status"
grep --quiet 'see ulimit -f' "$work/refusal" || fail "a file that may not grow: $(cat "$work/refusal")"
! compgen -G "$work/*large*" >/dev/null || fail 'a file that may not grow is left behind'

# If a limit is so low that the .NET runtime would be killed, the program prints one line and ends before that happens.
try_limit() {
  status=0
  (
    ulimit -S "$1" "$2"
    exec "$program" generate --duration 1h --seed 1 --output "$work/limited" 2>"$work/refusal"
  ) || status=$?
}
for limit in '-n 5' '-n 6' '-n 7' '-n 9' '-n 15' '-s 64' '-s 500' '-d 50000' '-d 130000' '-v 100000' '-v 390000'; do
  # shellcheck disable=SC2086 # An option and its value.
  try_limit $limit
  ((status == 1)) && [[ $(cat "$work/refusal") == 'The limit of this process for '*" Raise it (ulimit ${limit% *} "*').' ]] || fail "ulimit $limit ends with status $status: $(cat "$work/refusal")"
done
for limit in '-n 16' '-s 512' '-d 131072' '-v 393216'; do
  # shellcheck disable=SC2086
  try_limit $limit
  ((status == 0)) || fail "ulimit $limit ends with status $status: $(cat "$work/refusal")"
  (
    ulimit -S ${limit% *} "${limit#* }"
    exec "$program" serve --port 0 --stop-after 500ms >/dev/null 2>"$work/refusal"
  ) || fail "serve with ulimit $limit: $(cat "$work/refusal")"
done
wide='simulator: {catalogue: none, metrics: {queue: {type: gauge, labels: {worker: {count: 3000000, prefix: w}}}}}'
status=0
(
  ulimit -S -d 250000
  exec "$program" backfill --duration 1h --config - --output "$work/limited-blocks" <<<"$wide" 2>"$work/refusal"
) || status=$?
((status == 1)) && grep --quiet '^There is not enough memory for this run' "$work/refusal" || fail "want of memory ends with status $status: $(cat "$work/refusal")"

# A server with --reload goes on when its folder is removed.
mkdir "$work/gone"
echo 'simulator: {seed: 1}' >"$work/gone/config.yaml"
(
  cd "$work/gone"
  exec "$OLDPWD/$program" serve --config config.yaml --reload --port 0 --stop-after 6s >"$work/greeting-of-gone" 2>"$work/refusal"
) &
following=$!
for _ in $(seq 100); do
  [[ -s $work/greeting-of-gone ]] && break
  sleep 0.05
done
rm -r "$work/gone"
status=0
wait "$following" || status=$?
((status == 0)) && grep --quiet 'config.yaml: there is no such file.' "$work/refusal" || fail "without its folder, a server that follows files ends with status $status: $(cat "$work/refusal")"

# It checks the certificate of a receiver, and trusts those that it is told to trust.
mkdir "$work/tls"
eng/tls-receiver.sh "$work/tls" >"$work/tls/port" &
receiver=$!
for _ in $(seq 100); do
  [[ -s $work/tls/port ]] && break
  sleep 0.05
done
send=(backfill --duration 10m --format remote-write --url "https://localhost:$(cat "$work/tls/port")/write")
status=0
"$program" "${send[@]}" 2>"$work/refusal" || status=$?
((status == 1)) && grep --quiet 'makes no TLS connection' "$work/refusal" || fail "an unknown certificate ends with status $status: $(cat "$work/refusal")"
SSL_CERT_FILE=$work/tls/certificate.pem "$program" "${send[@]}" 2>"$work/refusal" || fail "https: $(cat "$work/refusal")"
kill "$receiver"

# JSON with escaped names and with many names.
printf '{"vers\\u0069on":1}\n' >"$work/journal"
timeout 20 "$program" generate --journal "$work/journal" --duration 1m >/dev/null 2>"$work/refusal" && fail 'a journal without a seed is replayed'
grep --quiet 'configuration: must be a text' "$work/refusal" || fail "a journal with an escaped name: $(cat "$work/refusal")"
many=$(printf '"k%d":1,' {1..40})
for body in '{"mag\nitude":1}' '{"x\u0061y":1,"xay":2}' "{${many%,}}"; do
  # Sends head and body in two packets, as many clients do.
  exec {connection}<>"/dev/tcp/127.0.0.1/${address##*:}"
  printf 'POST /api/v1/anomalies HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n' "${#body}" >&$connection
  sleep 0.05
  printf '%s' "$body" >&$connection
  answer=$(head --lines 1 <&$connection)
  exec {connection}>&-
  [[ $answer == 'HTTP/1.1 400 Bad Request'* ]] || fail "POST of $body is answered with '$answer'"
done
curl --silent --fail --output /dev/null "$address/health" || fail 'the server is gone after refusals'

kill -TERM "$server"
status=0
wait "$server" || status=$?
((status == 0)) || fail "SIGTERM ended it with status $status"
echo "smoke test: passed"
