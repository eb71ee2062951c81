#!/usr/bin/env bash
# Prints the program that builds and runs containers here: docker when its daemon answers, else podman; CONTAINER_ENGINE goes before both.
set -uo pipefail

engines=(docker podman)
[[ -n ${CONTAINER_ENGINE:-} ]] && engines=("$CONTAINER_ENGINE")
for engine in "${engines[@]}"; do
  # Asking for the containers takes a daemon, where there has to be one.
  if command -v "$engine" >/dev/null && "$engine" ps >/dev/null 2>&1; then
    echo "$engine"
    exit 0
  fi
done
if [[ -n ${CONTAINER_ENGINE:-} ]]; then
  echo "CONTAINER_ENGINE: $CONTAINER_ENGINE runs no containers here. Leave it out to take docker or podman." >&2
else
  echo 'Containers need docker (with its daemon running) or podman, and neither is to be had here. Without containers: make simulate.' >&2
fi
exit 1
