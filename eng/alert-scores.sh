#!/usr/bin/env bash
# Writes docs/alert-scores.md again, with what its commands print now.
#   eng/alert-scores.sh PROGRAM    the simulator
set -euo pipefail
program=$(realpath "$1")
cd "$(dirname "$0")/.."

page=docs/alert-scores.md
written=$(mktemp)
trap 'rm -f "$written"' EXIT
is_output=false
while IFS= read -r line; do
  if $is_output && [[ $line != '```' ]]; then
    continue
  fi
  is_output=false
  printf '%s\n' "$line" >> "$written"
  if [[ $line == '$ claude-metrics-simulator score '* ]]; then
    read -ra arguments <<< "${line#*simulator }"
    "$program" "${arguments[@]}" >> "$written"
    is_output=true
  fi
done < "$page"
cat "$written" > "$page"
