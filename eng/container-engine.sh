#!/usr/bin/env bash
# Prints the program that builds and runs containers: CONTAINER_ENGINE if it is set, otherwise docker if its daemon answers, otherwise podman.
set -uo pipefail

engines=(docker podman)
[[ -n ${CONTAINER_ENGINE:-} ]] && engines=("$CONTAINER_ENGINE")
for engine in "${engines[@]}"; do
  # Listing the containers needs the daemon, if the engine has one.
  if command -v "$engine" >/dev/null && "$engine" ps >/dev/null 2>&1; then
    echo "$engine"
    exit 0
  fi
done
if [[ -n ${CONTAINER_ENGINE:-} ]]; then
  echo "CONTAINER_ENGINE: $CONTAINER_ENGINE cannot run containers here. Unset it to use docker or podman." >&2
else
  echo 'Containers need docker (with its daemon running) or podman, and this machine has neither. Without containers: make simulate.' >&2
fi
exit 1
