#!/usr/bin/env bash
# Walks through lessons 1 to 9 as a learner would who never pauses: starts each, runs the commands of its steps, answers its exercises, and ends it.
# It says how long each took. All together may take ten minutes.
set -euo pipefail
cd "$(dirname "$0")/.."

program=$(realpath "${1:-dist/claude-metrics-simulator}")
port=${2:-19390}
work=$(mktemp -d)
mkdir "$work/bin" && ln -s "$program" "$work/bin/claude-metrics-simulator"
export PATH=$work/bin:$PATH XDG_STATE_HOME=$work/state
trap 'kill "${lesson:-}" 2>/dev/null || true; wait; rm -rf "$work"' EXIT

fail() {
  echo "lesson $number: $1" >&2
  exit 1
}

for number in {1..9}; do
  begun=$SECONDS
  # A shell starts what runs beside it with SIGINT ignored, and a learner ends a lesson with Ctrl-C.
  env --default-signal=INT claude-metrics-simulator lesson "$number" --port "$port" >"$work/steps" 2>"$work/errors" </dev/null &
  lesson=$!
  until grep --quiet 'Then answer the exercises' "$work/steps"; do
    kill -0 "$lesson" 2>/dev/null || fail "it ended at once: $(cat "$work/errors")"
    sleep 0.1
  done

  commands=0
  while IFS= read -r command; do
    bash -o pipefail -c "$command" >"$work/output" 2>&1 || fail "'$command' failed: $(cat "$work/output")"
    [[ -s $work/output ]] || fail "'$command' gives nothing"
    commands=$((commands + 1))
  done < <(sed --quiet 's/^    \$ //p' "$work/steps")

  exercises=$(claude-metrics-simulator lesson "$number" --check | grep --count '^[0-9]')
  for exercise in $(seq "$exercises"); do
    answer=$(claude-metrics-simulator lesson "$number" --solution --exercise "$exercise" | sed --quiet 's/^    //p')
    claude-metrics-simulator lesson "$number" --check "$answer" --exercise "$exercise" --port "$port" >"$work/output" 2>&1 ||
      fail "'$answer' is not taken: $(cat "$work/output")"
  done

  kill -INT "$lesson"
  wait "$lesson" || fail "it ended with status $?"
  echo "lesson $number: $commands commands, $exercises exercises, $((SECONDS - begun)) s"
done

echo "all lessons: $SECONDS s"
((SECONDS <= 600)) || fail 'ten minutes are allowed'
