#!/usr/bin/env python3
"""Draws the figures of the documentation from the simulator's own output.

Usage, from the root of the repository, with claude-metrics-simulator on the PATH:

    python3 docs/figures/draw.py [FOLDER]      docs/figures unless given
"""
import math
import pathlib
import sys

import scenarios
from panel import COLOURS, WIDTH, Panel, rows, write


def volatility(folder):
    """Eight paths with the same numbers, read per root second and per root hour."""
    paths = {}
    for time, name, labels, value in rows("--config", "docs/figures/volatility.yaml", "--duration", "3610s", "--seed", "1"):
        if time % 30 == 0:
            paths.setdefault((name, labels), []).append((time, value))
    panels = []
    for i, (name, title, top, step) in enumerate((("rate_per_second", "50 per √second", 12000, 3000), ("rate_per_hour", "50 per √hour", 12000, 3000))):
        panel = Panel(title, i * WIDTH / 2, WIDTH / 2, 3600, 0, top, "minutes")
        panel.axes([(m * 60, m) for m in range(0, 61, 20)], range(0, top + 1, step))
        for p in range(8):
            panel.line(paths[name, f'{{path="p{p}"}}'], COLOURS[p], 1)
        panels.append(panel)
    write(folder / "volatility.svg", "The same numbers read per root second and per root hour", *panels)


def token_usage(folder):
    """The rate of tokens in the first hour, for eight seeds, with mean ± two standard deviations."""
    panel = Panel("Tokens a second, all models together: eight seeds, mean ± 2 standard deviations", 0, WIDTH, 3600, 800, 1600, "minutes")
    panel.axes([(m * 60, m) for m in range(0, 61, 10)], range(800, 1601, 200))
    panel.band([(t, 1000 + 0.1 * t - 100 * math.sqrt(t / 3600), 1000 + 0.1 * t + 100 * math.sqrt(t / 3600)) for t in range(0, 3601, 60)])
    for seed in range(1, 9):
        totals = {}
        for time, name, _, value in rows("--duration", "3640s", "--seed", str(seed), only="token_usage"):
            if name == "otel_claude_code_token_usage_tokens_total" and time % 30 == 0:
                totals[time] = totals.get(time, 0) + value
        panel.line([(t, (totals[t + 30] - totals[t]) / 30) for t in range(0, 3601, 30)], COLOURS[seed - 1])
    write(folder / "token_usage.svg", "The rate of tokens in the first hour", panel)


def tool_usage(folder):
    """Tool calls in every five minutes of a day, with the band that Poisson noise alone would fill."""
    totals = {}
    for time, name, _, value in rows("--duration", "86410s", "--seed", "42", only="tool_usage"):
        if name == "otel_claude_code_tool_usage_total" and time % 300 == 0:
            totals[time] = totals.get(time, 0) + value
    panel = Panel("Tool calls in five minutes, seed 42; the band is 150 ± 2√150, Poisson noise alone", 0, WIDTH, 86400, 80, 240, "hours")
    panel.axes([(h * 3600, h) for h in range(0, 25, 4)], range(80, 241, 40))
    noise = 2 * math.sqrt(150)
    panel.band([(0, 150 - noise, 150 + noise), (86400, 150 - noise, 150 + noise)])
    panel.line([(t + 300, totals[t + 300] - totals[t]) for t in range(0, 86400, 300)], COLOURS[0])
    write(folder / "tool_usage.svg", "Tool calls in five minutes over a day", panel)


def jumps_and_regimes(folder):
    """A day of the two examples: a rate that jumps, and one that is calm or busy."""
    paths = {}
    for time, name, _, value in rows("--config", "docs/figures/jumps_and_regimes.yaml", "--duration", "86460s", "--seed", "7"):
        paths.setdefault(name, []).append((time, value))
    panels = []
    for i, (name, title) in enumerate((("jumping", "jump_diffusion: six jumps a day"), ("switching", "regime_switching: calm and busy"))):
        panel = Panel(title, i * WIDTH / 2, WIDTH / 2, 86400, 0, 4000, "hours")
        panel.axes([(h * 3600, h) for h in range(0, 25, 6)], range(0, 4001, 1000))
        panel.line(paths[name], COLOURS[i])
        panels.append(panel)
    write(folder / "jumps_and_regimes.svg", "A rate that jumps, and one that is calm or busy", *panels)


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "docs/figures")
    volatility(folder)
    token_usage(folder)
    tool_usage(folder)
    jumps_and_regimes(folder)
    scenarios.token_rates(folder)
    scenarios.daily_cycle(folder)
    scenarios.anomalies(folder)


if __name__ == "__main__":
    main()
