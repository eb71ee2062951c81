#!/usr/bin/env bash
# Tries the container image as a new user would: it must be small, unprivileged and healthy, serve, write only where it may, and stop.
# It needs podman, runc and root, but neither a daemon nor systemd. Images and containers are in a folder that is removed at the end.
set -euo pipefail
cd "$(dirname "$0")/.."

image=claude-metrics-simulator
work=$(mktemp -d)
# Users other than root must be able to read in the folder, too.
chmod 755 "$work"
export CONTAINER_ENGINE=podman CONTAINERS_STORAGE_CONF=$work/storage.conf CONTAINERS_CONF=$work/containers.conf BUILDAH_ISOLATION=chroot
cat >"$CONTAINERS_STORAGE_CONF" <<END
[storage]
driver = "vfs"
graphroot = "$work/images"
runroot = "$work/run"
END
cat >"$CONTAINERS_CONF" <<'END'
[containers]
netns = "host"
default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
END

clean() {
  podman rm --all --force --time 0 >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap clean EXIT

fail() {
  echo "image test: $1" >&2
  exit 1
}

# Without systemd, nothing runs the health check regularly, and podman complains about that each time.
podman() { command podman --log-level fatal "$@"; }

# The container can write only to a volume, not even to /tmp.
run() { podman run --read-only --read-only-tmpfs=false --cap-drop all --security-opt no-new-privileges "$@"; }

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

# Waits until a command succeeds, and prints a file if it does not.
wait_for() {
  local log=$1
  shift
  for _ in $(seq 600); do
    "$@" >/dev/null 2>&1 && return
    sleep 0.05
  done
  fail "'$*' did not succeed within half a minute: $(cat "$log")"
}

make --no-print-directory image >"$work/build" 2>&1 || fail "make image: $(cat "$work/build")"
size=$(podman image inspect --format '{{.Size}}' $image)
((size <= 25000000)) || fail "the image has $size bytes; 25 MB are allowed"
version=$(podman image inspect --format '{{index .Labels "org.opencontainers.image.version"}}' $image)
[[ $(run --rm $image --version) == "$version"* ]] || fail "the label says version '$version' and the program another"

# It serves without options, on all addresses, as a user other than root.
port=$(free_port)
run --detach --name served --env SIMULATOR_PORT="$port" $image >"$work/started" 2>&1 || fail "podman run: $(cat "$work/started")"
wait_for "$work/started" podman healthcheck run served
podman exec served /claude-metrics-simulator health | grep '/health: healthy, up ' >/dev/null || fail 'health does not say that it is healthy'
pid=$(podman inspect --format '{{.State.Pid}}' served)
[[ $(awk '$1 == "Uid:" { print $2, $3, $4, $5 }' "/proc/$pid/status") == '65532 65532 65532 65532' ]] || fail 'the user is another'
[[ $(awk '$1 == "CapEff:" { print $2 }' "/proc/$pid/status") == 0000000000000000 ]] || fail 'it has privileges'
grep --quiet ": 00000000:$(printf '%04X' "$port") " "/proc/$pid/net/tcp" || fail 'it does not listen on all addresses'
curl --silent --fail "http://127.0.0.1:$port/metrics" >"$work/metrics" || fail 'GET /metrics'
promtool check metrics <"$work/metrics" >"$work/lint" 2>&1 || true
grep --quiet --invert-match 'otel_claude_code_cost_usd' "$work/lint" && fail "promtool: $(cat "$work/lint")"
curl --silent --fail "http://127.0.0.1:$port/config" | grep 'retention_period' >/dev/null || fail 'GET /config'

# The health check has two results.
status=0
podman exec served /claude-metrics-simulator health --port 1 >"$work/health" 2>&1 || status=$?
((status == 1)) || fail "health where nobody listens ended with status $status"
grep --quiet 'Connection refused. Is a simulator running there?' "$work/health" || fail "health where nobody listens: $(cat "$work/health")"

# It finds receivers by name.
send=(backfill --duration 1h --format remote-write --url)
status=0
run --rm --add-host receiver:127.0.0.1 $image "${send[@]}" "http://receiver:$port/write" 2>"$work/sent" || status=$?
((status == 1)) && grep --quiet "^http://receiver:$port/write does not receive remote write (HTTP 404" "$work/sent" || fail "a receiver by its name: $(cat "$work/sent")"
status=0

# It trusts the certificates that came with the image, or those that are mounted over them.
podman cp served:/etc/ssl/certs/ca-certificates.crt - | grep --text --count 'BEGIN CERTIFICATE' >"$work/trusted" || true
(($(cat "$work/trusted") > 50)) || fail "the image has $(cat "$work/trusted") certificates"
mkdir "$work/tls"
eng/tls-receiver.sh "$work/tls" >"$work/tls/port" &
receiver=$!
wait_for "$work/tls/port" test -s "$work/tls/port"
chmod 644 "$work/tls/certificate.pem"
secure=https://localhost:$(cat "$work/tls/port")/write
run --rm $image "${send[@]}" "$secure" 2>"$work/sent" || status=$?
((status == 1)) && grep --quiet 'makes no TLS connection' "$work/sent" || fail "an unknown certificate: $(cat "$work/sent")"
run --rm --volume "$work/tls/certificate.pem:/etc/ssl/certs/ca-certificates.crt" $image "${send[@]}" "$secure" 2>"$work/sent" || fail "https: $(cat "$work/sent")"
kill "$receiver"

# It needs no other files in its root file system: no /dev, no /etc.
mkdir "$work/bare" && cp dist/claude-metrics-simulator "$work/bare/"
status=0
chroot "$work/bare" /claude-metrics-simulator "${send[@]}" "http://127.0.0.1:$port/write" 2>"$work/sent" || status=$?
((status == 1)) && grep --quiet '(HTTP 404' "$work/sent" || fail "a bare root: $(cat "$work/sent")"
chroot "$work/bare" /claude-metrics-simulator backfill --duration 1h --output /blocks 2>"$work/sent" || fail "a bare root: $(cat "$work/sent")"

# It ends soon after SIGTERM, long before the engine would kill it.
began=$(date +%s%N)
podman stop --time 10 served >/dev/null
took=$((($(date +%s%N) - began) / 1000000))
status=$(podman inspect --format '{{.State.ExitCode}}' served)
((status == 0)) || fail "SIGTERM ended it with status $status"
((took < 5000)) || fail "SIGTERM ended it after $took ms"

# It writes to a volume, and nowhere else.
run --rm --volume blocks:/data $image backfill --duration 24h --output /data 2>"$work/backfill" || fail "backfill: $(cat "$work/backfill")"
history=$(podman volume inspect --format '{{.Mountpoint}}' blocks)
promtool tsdb list "$history" >"$work/blocks" 2>&1 || fail "promtool: $(cat "$work/blocks")"
(($(wc -l <"$work/blocks") > 12)) || fail "backfill: promtool lists $(cat "$work/blocks")"
[[ -z $(find "$history" ! -user 65532) ]] || fail 'backfill wrote as somebody else'
for folder in / /tmp /config; do
  status=0
  run --rm $image backfill --duration 24h --output "$folder/blocks" 2>"$work/refused" || status=$?
  ((status == 1)) || fail "backfill to $folder of the image ended with status $status: $(cat "$work/refused")"
done

# A single mounted file is written directly, because nothing can be created beside it.
echo old >"$work/mounted.csv"
chmod 666 "$work/mounted.csv"
inode=$(stat --format %i "$work/mounted.csv")
run --rm --volume "$work/mounted.csv:/out.csv" $image generate --duration 1h --seed 1 --format csv --output /out.csv 2>"$work/refused" || fail "a mounted file: $(cat "$work/refused")"
[[ $(wc -l <"$work/mounted.csv") -eq $((360 * 36 + 1)) && $(stat --format %i "$work/mounted.csv") -eq $inode ]] || fail 'a mounted file has another content, or is another'

# If the limit of processes is too low, it prints that.
status=0
run --rm --pids-limit 5 $image scenarios 2>"$work/refused" || status=$?
((status == 1)) && grep --quiet 'that of the container' "$work/refused" || fail "five processes: status $status: $(cat "$work/refused")"

# The commands on the page about containers work.
awk '/^```sh image$/ { inside = 1; next } /^```$/ { inside = 0 } inside' docs/containers.md >"$work/commands"
mkdir "$work/user" && cp -r config "$work/user/"
(cd "$work/user" && bash -euc 'docker() { podman --log-level fatal "$@"; }; source "$1"' page "$work/commands") >"$work/shown" 2>&1 || fail "docs/containers.md: $(cat "$work/shown")"
grep --quiet '^degradation ' "$work/shown" && grep --quiet 'valid, 5 metrics' "$work/shown" || fail "docs/containers.md: $(cat "$work/shown")"
[[ $(wc -l <"$work/user/hour.csv") -eq $((360 * 36 + 1)) ]] || fail 'docs/containers.md: hour.csv has another number of rows'

# Time zones need no files in the image: the samples are the same as those of the executable outside.
cat >"$work/zone.yaml" <<'END'
patterns:
  - name: berlin
    duration: 24h
    cycles: {peak_hours: [9, 17], night_baseline: 0.1, timezone: Europe/Berlin}
END
generate=(generate --duration 24h --start 2026-03-28T20:00:00Z --seed 1 --format csv --scenario)
run --rm --volume "$work/zone.yaml:/zone.yaml:ro" $image "${generate[@]}" /zone.yaml >"$work/inside" || fail 'a cycle in a time zone'
dist/claude-metrics-simulator "${generate[@]}" "$work/zone.yaml" >"$work/outside"
cmp "$work/inside" "$work/outside" || fail 'a time zone is another in the image'
sed -i 's:Europe/Berlin:America/New_York:' "$work/zone.yaml"
run --rm --volume "$work/zone.yaml:/zone.yaml:ro" $image "${generate[@]}" /zone.yaml >"$work/elsewhere" || fail 'a cycle in a time zone'
! cmp --silent "$work/inside" "$work/elsewhere" || fail 'a time zone changes nothing'

# make simulate-docker passes its options on.
port=$(free_port)
echo 'simulator: {scenario: ./night.yaml, update_interval: 5s}' >"$work/own.yaml"
sed 's:berlin:night:' "$work/zone.yaml" >"$work/night.yaml"
make --no-print-directory simulate-docker IMAGE=$image PORT="$port" SEED=42 CONFIG="$work/own.yaml" DURATION=24h DATA="$work/data" >"$work/greeting" 2>&1 &
made=$!
wait_for "$work/greeting" curl --silent --fail "http://127.0.0.1:$port/health"
grep --quiet -- "http://localhost:$port/metrics, .* every 5s" "$work/greeting" || fail "make simulate-docker: $(cat "$work/greeting")"
grep --quiet -- '--seed 42' "$work/greeting" || fail "make simulate-docker SEED=42: $(cat "$work/greeting")"
curl --silent "http://127.0.0.1:$port/api/v1/scenario" | grep '"phase":"night"' >/dev/null || fail 'make simulate-docker CONFIG=file'
grep --quiet -- "--storage.tsdb.path=$work/data " "$work/greeting" || fail "make simulate-docker DATA=dir: $(cat "$work/greeting")"
promtool tsdb list "$work/data" >"$work/blocks" 2>&1 || fail "promtool: $(cat "$work/blocks")"
(($(wc -l <"$work/blocks") > 1)) || fail "make simulate-docker DURATION=24h: promtool lists $(cat "$work/blocks")"
podman stop --time 10 "$(podman ps --quiet)" >/dev/null
wait "$made" || fail 'make simulate-docker does not end well'

# Without an engine, it prints one line.
status=0
PATH=$work CONTAINER_ENGINE='' /bin/bash eng/container-engine.sh 2>"$work/neither" || status=$?
((status == 1)) && [[ $(cat "$work/neither") == 'Containers need docker (with its daemon running) or podman'* ]] || fail "without an engine: $(cat "$work/neither")"

echo "image test: passed ($((size / 1000)) kB)"
