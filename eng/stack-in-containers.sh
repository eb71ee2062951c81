#!/usr/bin/env bash
# Starts the stack of deploy/compose.yaml and prints the notifications, until Ctrl-C. Then it removes the containers and the history.
# SCENARIO, WORKLOAD (team), SEED, DURATION and IMAGE come from the environment.
# Usage: eng/stack-in-containers.sh ENGINE
set -euo pipefail
cd "$(dirname "$0")/.."
engine=$1

if ! "$engine" compose version >/dev/null 2>&1; then
  echo "'make stack-docker' needs Docker Compose 2, and '$engine compose' does not work here. Install it: https://docs.docker.com/compose/install. Without containers: make stack." >&2
  exit 1
fi
compose=("$engine" compose --project-name claude-code-stack --file deploy/compose.yaml)
case ${WORKLOAD:-} in
  '') ;;
  team) compose+=(--file deploy/compose.team.yaml) ;;
  *) echo "WORKLOAD: must be team, the built-in one, got '$WORKLOAD'. For a file of your own: make stack WORKLOAD=$WORKLOAD." >&2; exit 2 ;;
esac

# An empty variable counts as not set.
for name in SCENARIO SEED DURATION IMAGE; do [[ -n ${!name:-} ]] || unset "$name"; done

end() {
  trap - EXIT INT TERM
  "${compose[@]}" down --volumes
}
trap end EXIT
trap 'exit 0' INT TERM
"${compose[@]}" up --detach
cat <<END
Claude Code, simulated and watched, with ${DURATION:-24h} of history:
  http://localhost:19092           Grafana: dashboards
  http://localhost:19091/alerts    Prometheus: the alerts, and graphs of every metric
  http://localhost:19093           Alertmanager: the notifications it has sent
  http://localhost:19090           the simulator: metrics, anomalies, control

What each alert means: docs/runbooks.md. Notifications appear below. Ctrl-C ends everything.
END
"${compose[@]}" logs --follow notifications &
wait $!
