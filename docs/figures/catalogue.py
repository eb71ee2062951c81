#!/usr/bin/env python3
"""What the built-in metrics look like after an hour and a day: theory beside the simulator's own output.

Usage, from the root of the repository, with claude-metrics-simulator on the PATH:

    python3 docs/figures/catalogue.py SEED...      each seed is one run of a day; a mean and a standard deviation over the runs
"""
import math
import statistics
import subprocess
import sys

DT = 10                         # seconds a tick
HOURS = (1, 24)
START = 1767225600              # 2026-01-01T00:00:00Z
S = 0.8                         # spread of session durations
PREFIX = b"otel_claude_code_"


def integral(x0, drift, sigma, hours):
    """Mean and variance of the sum of X(k·Δ)·Δ over the ticks of a span, X a Brownian motion; sigma per root second."""
    n = hours * 3600 // DT
    mean = DT * (x0 * n + drift * DT * n * (n - 1) / 2)
    variance = sigma**2 * DT**3 * (n - 1) * n * (2 * n - 1) / 6
    return mean, variance


def theory(hours):
    """Rows of (what, mean, standard deviation), by the closed forms of docs/processes.md."""
    t = hours * 3600
    n = t // DT
    rows = {}
    sigma = 50 / 60
    rows["token rate, tokens/s"] = 1000 + 0.1 * t, sigma * math.sqrt(t)
    mean, variance = integral(1000, 0.1, sigma, hours)
    rows["tokens"] = mean, math.sqrt(variance)

    per_tick = 2 / 60 * DT
    rows["sessions"] = per_tick * n, math.sqrt(per_tick * n)
    sigma = 30 / 60
    squares = sum(300**2 + sigma**2 * k * DT for k in range(n))
    _, variance = integral(300, 0, sigma, hours)
    mean = per_tick * n * 300 * math.exp(S**2 / 2)
    variance = per_tick * squares * math.exp(2 * S**2) + (per_tick / DT)**2 * math.exp(S**2) * variance
    rows["session seconds"] = mean, math.sqrt(variance)

    rows["cost rate, USD/day"] = 325 + 0.001 * t, 0.1 * math.sqrt(t)
    mean, variance = integral(325 / 86400, 0.001 / 86400, 0.1 / 86400, hours)
    rows["cost, USD"] = mean, math.sqrt(variance)

    mean, variance = integral(30 / 60, 0, 0.2 / 60 / 60, hours)
    rows["tool calls"] = mean, math.sqrt(mean + variance)
    p = 0.001
    rows["errors"] = p * mean, math.sqrt(p * mean + p**2 * variance)
    return rows


def run(seed):
    """One run: the rows of each span, measured."""
    command = ["claude-metrics-simulator", "generate", "--scenario", "none", "--duration", f"{HOURS[-1] * 3600 + 2 * DT}s", "--seed", str(seed),
               "--start", "2026-01-01T00:00:00Z", "--format", "csv"]
    wanted = {b"%d" % (START + h * 3600 + d): (h, d) for h in HOURS for d in (0, DT)}
    sums = {}
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        for line in process.stdout:
            at = wanted.get(line[:10])
            if at is None or b"_bucket," in line:
                continue
            name = line.split(b",", 2)[1].removeprefix(PREFIX)
            sums[at, name] = sums.get((at, name), 0) + float(line.rsplit(b",", 1)[1])
    rows = {}
    for hours in HOURS:
        value = lambda name, later=0: sums[(hours, later), name]
        rate = lambda name: (value(name, DT) - value(name)) / DT
        rows[hours] = {
            "token rate, tokens/s": rate(b"token_usage_tokens_total"),
            "tokens": value(b"token_usage_tokens_total"),
            "sessions": value(b"session_duration_seconds_count"),
            "session seconds": value(b"session_duration_seconds_sum"),
            "cost rate, USD/day": rate(b"cost_usd") * 86400,
            "cost, USD": value(b"cost_usd"),
            "tool calls": value(b"tool_usage_total"),
            "errors": value(b"error_total"),
        }
    return rows


def spell(value):
    return f"{value:,.2f}" if abs(value) < 1000 else f"{value:,.0f}"


def main():
    runs = [run(seed) for seed in sys.argv[1:]]
    print("| what | after | theory | measured |")
    print("| --- | --- | --- | --- |")
    for hours in HOURS:
        for what, (mean, deviation) in theory(hours).items():
            values = [rows[hours][what] for rows in runs]
            measured = spell(statistics.fmean(values))
            if len(values) > 1:
                measured += f" ± {spell(statistics.stdev(values))}"
            print(f"| {what} | {hours} h | {spell(mean)} ± {spell(deviation)} | {measured} |")


if __name__ == "__main__":
    main()
