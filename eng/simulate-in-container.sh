#!/usr/bin/env bash
# Runs an image as 'make simulate' runs the program: SCENARIO, CONFIG, WORKLOAD, SEED, START, PORT, DURATION and DATA come from the environment.
# Usage: eng/simulate-in-container.sh ENGINE IMAGE
set -euo pipefail
engine=$1 image=$2

# The container can write only to the volume, and only this machine can reach it. SELinux labels stay as they are.
port=${PORT:-9090}
[[ $port =~ ^[0-9]{1,5}$ ]] || { echo "PORT: must be a port from 1 to 65535, got '$port'." >&2; exit 2; }
run=("$engine" run --rm --read-only --cap-drop all --security-opt no-new-privileges --security-opt label=disable
  --publish "127.0.0.1:$port:$port" --env "SIMULATOR_PORT=$port")
[[ -n ${SIMULATOR_TOKEN:-} ]] && run+=(--env SIMULATOR_TOKEN)

# The container runs as the caller, so that each can read the other's files. If the caller is root, it runs as the user of the image.
user=65532:65532
if (($(id -u) != 0)); then
  user=$(id -u):$(id -g)
  [[ $("$engine" --version) == podman* ]] && run+=(--userns keep-id)
fi
run+=(--user "$user")
serve=(serve)

# Folders have the same paths inside and outside, so that messages about them are right. Whole folders are mounted,
# because a file may name other files in its folder.
mount_file() {
  local file folder
  file=$(realpath "$2")
  folder=$(dirname "$file")
  run+=(--volume "$folder:$folder:ro")
  serve+=("$1" "$file")
}

if [[ -n ${WORKLOAD:-} ]]; then
  [[ -z ${CONFIG:-} ]] || { echo 'WORKLOAD: cannot be combined with CONFIG, which may have a block workload itself. Leave out one of the two.' >&2; exit 2; }
  if [[ -f $WORKLOAD ]]; then mount_file --workload "$WORKLOAD"; else serve+=(--workload "$WORKLOAD"); fi
elif [[ -n ${CONFIG:-} ]]; then
  [[ -f $CONFIG ]] || { echo "CONFIG: there is no file '$CONFIG'." >&2; exit 2; }
  mount_file --config "$CONFIG"
else
  serve+=(--config /config/simulator.yaml)
fi
if [[ -f ${SCENARIO:-} ]]; then
  mount_file --scenario "$SCENARIO"
elif [[ -n ${SCENARIO:-} ]]; then
  serve+=(--scenario "$SCENARIO")
fi
[[ -n ${SEED:-} ]] && serve+=(--seed "$SEED")
[[ -n ${START:-} ]] && serve+=(--start "$START")

if [[ -n ${DURATION:-} ]]; then
  data=${DATA:-prometheus-data}
  [[ ! -e $data || -d $data ]] || { echo "DATA: must be a folder, and '$data' is a file." >&2; exit 2; }
  [[ $DURATION =~ ^[0-9.]+[a-z0-9.]*$ ]] || { echo "DURATION: must be a duration like 24h or 1h30m, got '$DURATION'." >&2; exit 2; }
  if [[ ! -d $data ]]; then
    mkdir -p "$data"
    (($(id -u) != 0)) || chown $user "$data"
  elif (($(id -u) == 0)) && [[ $(ls -nd "$data" | awk '{ print $3 ":" $4 }') != "$user" ]]; then
    echo "DATA: the container does not run as root, and must own '$data'. Use a new folder, or run: chown -R $user '$data'" >&2
    exit 2
  fi
  data=$(realpath "$data")
  run+=(--volume "$data:$data")
  serve+=(--history "$DURATION" --data "$data")
elif [[ -n ${DATA:-} ]]; then
  serve+=(--data "$DATA")
fi

exec "${run[@]}" "$image" "${serve[@]}"
