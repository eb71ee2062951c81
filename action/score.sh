#!/usr/bin/env bash
# Scores the alert rules of a repository in a workflow of GitHub. action.yml gives its inputs as INPUT_*. It writes annotations to standard output, a table to
# GITHUB_STEP_SUMMARY, and its outputs to GITHUB_OUTPUT. It ends with the status of 'score': 3 if a requirement is not met.
set -euo pipefail
here=$(dirname "$0")
temporary=${RUNNER_TEMP:-$(mktemp -d)}
simulator=${INPUT_SIMULATOR:-$here/../artifacts/bin/MetricsSimulator.Cli/release/claude-metrics-simulator}

# Prints an annotation of the job. A message of many lines stays one annotation.
annotate() {
  local message=${2//'%'/%25}
  message=${message//$'\r'/%0D}
  printf '::%s::%s\n' "$1" "${message//$'\n'/%0A}"
}

# A pattern that matches nothing stays as it is, and is no file.
shopt -s globstar
files=()
# shellcheck disable=SC2206 # The shell splits the patterns and expands them.
files=(${INPUT_RULES:-})
((${#files[@]})) || { annotate error 'rules: must name at least one rule file.'; exit 2; }
for file in "${files[@]}"; do
  [[ -f $file ]] || { annotate error "rules: there is no file '$file'."; exit 2; }
done

options=(--format json)
for option in config workload scenario match duration seeds report; do
  input=INPUT_${option^^}
  [[ -z ${!input:-} ]] || options+=("--$option" "${!input}")
done
while IFS= read -r requirement; do
  [[ -z ${requirement//[[:space:]]/} ]] || options+=(--require "$requirement")
done <<<"${INPUT_REQUIRE:-}"

status=0
"$simulator" score "${options[@]}" -- "${files[@]}" >"$temporary/scores.json" 2>"$temporary/score.errors" || status=$?
if ((status != 0 && status != 3)); then
  annotate error "$(<"$temporary/score.errors")"
  exit "$status"
fi

jq --raw-output --from-file "$here/annotations.jq" "$temporary/scores.json"
jq --raw-output --from-file "$here/summary.jq" "$temporary/scores.json" >>"${GITHUB_STEP_SUMMARY:-/dev/stderr}"
{
  echo "scores=$temporary/scores.json"
  echo "met=$( ((status == 0)) && echo true || echo false)"
} >>"${GITHUB_OUTPUT:-/dev/stderr}"
exit "$status"
