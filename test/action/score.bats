#!/usr/bin/env bats
# The GitHub Action without GitHub: its script in a repository with rules, with the environment that a runner gives it. SIMULATOR is the program that scores.

bats_require_minimum_version 1.5.0

setup() {
  export GITHUB_STEP_SUMMARY=$BATS_TEST_TMPDIR/summary.md GITHUB_OUTPUT=$BATS_TEST_TMPDIR/output RUNNER_TEMP=$BATS_TEST_TMPDIR/temp
  export INPUT_SIMULATOR=$SIMULATOR INPUT_SEEDS=2 INPUT_DURATION=1d INPUT_RULES='alerts/**/*.yml'
  script=$BATS_TEST_DIRNAME/../../action/score.sh
  mkdir -p "$RUNNER_TEMP" "$BATS_TEST_TMPDIR/repository/alerts/web, and more"
  cd "$BATS_TEST_TMPDIR/repository" || return
  cat >'alerts/web, and more/down.yml' <<'RULES'
groups:
  - name: example
    rules:
      - alert: Down
        expr: up == 0
        for: 30s
        annotations: {detects: outage}
      - alert: Elsewhere
        expr: node_load1 > 5
RULES
}

@test "every alert has an annotation at its line, and the outputs are written" {
  INPUT_REQUIRE=$'recall>=0\n\nfalse_per_day<=10' run --separate-stderr "$script"
  [ "$status" -eq 0 ]
  [[ ${lines[0]} == '::warning file=alerts/web%2C and more/down.yml,line=8,title=Elsewhere::Not scored: '* ]]
  [[ ${lines[1]} == '::notice file=alerts/web%2C and more/down.yml,line=4,title=Down::found '*' false alarms a day.' ]]
  [ "${#lines[@]}" -eq 2 ]
  grep -qx "scores=$RUNNER_TEMP/scores.json" "$GITHUB_OUTPUT"
  grep -qx 'met=true' "$GITHUB_OUTPUT"
  jq -e '.alerts | length == 2' "$RUNNER_TEMP/scores.json"
  # Every row of the summary has as many cells as its head.
  [ "$(grep -c '^|' "$GITHUB_STEP_SUMMARY")" -eq 4 ]
  [ "$(grep '^|' "$GITHUB_STEP_SUMMARY" | sed 's/[^|]//g' | sort -u | wc -l)" -eq 1 ]
}

@test "an unmet requirement is an error at its alert, and the status is 3" {
  INPUT_REQUIRE='delay_p95<=1s' run --separate-stderr "$script"
  [ "$status" -eq 3 ]
  [[ ${lines[0]} == '::error file=alerts/web%2C and more/down.yml,line=4,title=Down::delay_p95<=1s is not met: it is '* ]]
  grep -qx 'met=false' "$GITHUB_OUTPUT"
  grep -q '✗ delay_p95<=1s' "$GITHUB_STEP_SUMMARY"
}

@test "rules that Prometheus refuses are one error, with what it says" {
  printf 'groups:\n- {name: a, rules: [{alert: A, expr: "up =="}]}\n' >alerts/bad.yml
  run --separate-stderr "$script"
  [ "$status" -eq 2 ]
  [ "${#lines[@]}" -eq 1 ]
  [[ ${lines[0]} == '::error::'*bad.yml* ]]
}

@test "a pattern that matches no file is an error that names it" {
  INPUT_RULES='alerts/*.yaml' run --separate-stderr "$script"
  [ "$status" -eq 2 ]
  [ "$output" = "::error::rules: there is no file 'alerts/*.yaml'." ]
}

@test "without rules there is an error" {
  INPUT_RULES=' ' run --separate-stderr "$script"
  [ "$status" -eq 2 ]
  [ "$output" = '::error::rules: must name at least one rule file.' ]
}

@test "an input that the program refuses is an error" {
  INPUT_MATCH=outrage run --separate-stderr "$script"
  [ "$status" -eq 2 ]
  [[ $output == "::error::--match: unknown kind of anomaly 'outrage'"* ]]
}
