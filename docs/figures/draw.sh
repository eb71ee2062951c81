#!/bin/sh
# Draws the figures of the documentation, a command for each. Usage, from the root of the repository, with claude-metrics-simulator on the PATH: docs/figures/draw.sh
set -e
plot() { claude-metrics-simulator plot --start 2026-01-01T00:00:00Z "$@"; }

# What the curves are like.
plot --output docs/figures/token_usage.svg --metric token_usage --scenario none --seed 1 --seeds 8 --duration 1h
plot --output docs/figures/tool_usage.svg --metric tool_usage --scenario none --seed 42 --seeds 1 --window 5m --duration 24h
plot --output docs/figures/volatility.svg --metric 'rate_per_second{path=~"p[0-7]"}' --metric 'rate_per_hour{path=~"p[0-7]"}' --by path --config docs/figures/volatility.yaml --seed 1 --duration 1h --size 720x220
plot --output docs/figures/jumps_and_regimes.svg --metric jumping --metric switching --config docs/figures/jumps_and_regimes.yaml --seed 7 --duration 24h --size 720x200

# Lessons.
plot --output docs/figures/lesson_random_walk.svg --metric 'walk{walker=~"w[0-4]"}' --metric 'spring{walker=~"w[0-4]"}' --by walker --config docs/lessons/01-random-walk.yaml --seed 1 --duration 4h --size 720x220
plot --output docs/figures/lesson_counters.svg --metric requests_total --as value --config docs/lessons/02-counters.yaml --scenario docs/lessons/02-counters.scenario.yaml --seed 1 --duration 3h --size 720x220
plot --output docs/figures/lesson_histograms.svg --metric latency_seconds --window 2m --config docs/lessons/03-histograms.yaml --seed 1 --duration 1h --size 720x220
plot --output docs/figures/lesson_events.svg --metric steady_total --metric bursty_total --window 1m --config docs/lessons/04-events.yaml --seed 1 --duration 5h --size 720x200
plot --output docs/figures/lesson_time_of_day.svg --metric calls_total --window 30m --config docs/lessons/05-time-of-day.yaml --scenario docs/lessons/05-time-of-day.scenario.yaml --seed 1 --duration 216h --size 720x220
plot --output docs/figures/lesson_cardinality.svg --metric calls_total --as series --config docs/lessons/06-cardinality.yaml --scenario docs/lessons/06-cardinality.scenario.yaml --seed 1 --duration 4h --size 720x200
plot --output docs/figures/lesson_budgets.svg --metric 'open_sessions{team=~"t[0-3]"}' --by team --config docs/lessons/07-budgets.yaml --seed 1 --duration 30h --size 720x260
plot --output docs/figures/lesson_way_of_a_number.svg --metric claude_code_cost_usage_USD_total --as value --by user_email --config docs/lessons/08-way-of-a-number.yaml --seed 1 --duration 6h --size 720x240
plot --output docs/figures/lesson_judged_alerts.svg --metric failed_calls_total --window 5m --config docs/lessons/09-judged-alerts.yaml --scenario docs/lessons/09-judged-alerts.scenario.yaml --seed 1 --duration 12h --size 720x220

# Scenarios.
plot --output docs/figures/normal.svg --metric token_usage --scenario normal --window 1m --config docs/figures/minute.yaml --seed 1 --seeds 8 --duration 1h --size 720x200
plot --output docs/figures/load_test.svg --metric token_usage --scenario load_test --window 1m --config docs/figures/minute.yaml --seed 1 --seeds 8 --duration 30m --size 720x200
plot --output docs/figures/degradation.svg --metric token_usage --scenario degradation --window 1m --config docs/figures/minute.yaml --seed 1 --seeds 8 --duration 45m --size 720x200
plot --output docs/figures/daily_cycle.svg --metric tool_usage --scenario daily_cycle --config docs/figures/minute.yaml --seed 1 --window 1h --duration 168h

# Anomalies, each beside the run without it.
plot --output docs/figures/anomaly_spike.svg --metric 'token_usage{model="claude-3-opus"}' --clean --scenario anomaly_detection --seed 1 --duration 12m
plot --output docs/figures/anomaly_error_burst.svg --metric error --window 1m --clean --scenario anomaly_detection --seed 1 --after 3m --duration 17m
plot --output docs/figures/anomaly_latency_shift.svg --metric session_duration --as mean --window 5m --clean --scenario anomaly_detection --seed 1 --after 11m --duration 18m
plot --output docs/figures/anomaly_dropout.svg --metric 'token_usage{model="claude-3-haiku",token_type="input"}' --as value --clean --scenario anomaly_detection --seed 1 --after 20m --duration 15m
plot --output docs/figures/anomaly_level_shift.svg --metric 'cost{model="claude-3-opus"}' --clean --scenario anomaly_detection --seed 1 --after 26m --duration 18m
plot --output docs/figures/anomaly_counter_reset.svg --metric 'token_usage{model="claude-3-sonnet",token_type="input"}' --as value --clean --scenario anomaly_detection --seed 1 --after 35m --duration 13m
plot --output docs/figures/anomaly_nan.svg --metric active_sessions --clean --scenario anomaly_detection --seed 1 --after 39m --duration 12m
plot --output docs/figures/anomaly_variance.svg --metric active_sessions --clean --scenario anomaly_detection --seed 1 --after 48m --duration 15m
plot --output docs/figures/anomaly_flatline.svg --metric tool_usage --as value --clean --scenario anomaly_detection --seed 1 --after 60m --duration 16m
plot --output docs/figures/anomaly_trend.svg --metric active_sessions --clean --scenario anomaly_detection --seed 1 --after 67m --duration 22m
plot --output docs/figures/anomaly_phase_shift.svg --metric token_usage --clean --scenario anomaly_detection --seed 1 --after 80m --duration 18m
plot --output docs/figures/anomaly_cardinality_explosion.svg --metric tool_usage --as series --clean --scenario anomaly_detection --seed 1 --after 92m --duration 13m
plot --output docs/figures/anomaly_stuck_at.svg --metric active_sessions --clean --scenario docs/figures/further_kinds.yaml --seed 1 --after 2m --duration 16m
plot --output docs/figures/anomaly_two_writers.svg --metric 'tool_usage{tool_name="Bash"}' --as value --clean --scenario docs/figures/further_kinds.yaml --seed 1 --after 12m --duration 16m
