#!/usr/bin/env bash
# Measures 'score' with twenty typical alerts over twenty weeks and their twins: the time, that of the processor, and the memory of all processes together.
#   bench/score/run.sh [PROGRAM] [OPTION…]    the simulator, by default dist/claude-metrics-simulator; options are passed on to score
set -euo pipefail
cd "$(dirname "$0")/../.."

program=${1:-dist/claude-metrics-simulator}
shift || true
TIMEFORMAT=$'%R s, %U s + %S s of the processor'
most=$(mktemp)
trap 'rm -f "$most"' EXIT

# The memory of a process and its children, in MB: resident, with what they share counted for each.
memory_of() {
  local pages=0 each status
  for each in "$1" $(cat "/proc/$1/task"/*/children 2>/dev/null); do
    status=$(cat "/proc/$each/statm" 2>/dev/null) || continue
    read -r _ each _ <<< "$status"
    pages=$((pages + each))
  done
  echo $((pages * $(getconf PAGESIZE) / 1000000))
}

watch_memory() {
  local peak=0 now
  while kill -0 "$1" 2>/dev/null; do
    now=$(memory_of "$1")
    if ((now > peak)); then
      peak=$now
      echo "$peak" > "$most"
    fi
    sleep 0.2
  done
}

time {
  "$program" score bench/score/typical.yaml "$@" > /dev/null &
  measured=$!
  watch_memory "$measured" &
  wait "$measured"
}
echo "$(cat "$most") MB at most"
