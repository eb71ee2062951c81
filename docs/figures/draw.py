#!/usr/bin/env python3
"""Draws the figures of docs/processes.md from the simulator's own output.

Usage, from the root of the repository, with claude-metrics-simulator on the PATH:

    python3 docs/figures/draw.py [FOLDER]      docs/figures unless given
"""
import csv
import math
import pathlib
import subprocess
import sys

START = 1767225600              # 2026-01-01T00:00:00Z
WIDTH, HEIGHT = 720, 300
LEFT, RIGHT, TOP, BOTTOM = 60, 16, 34, 40
COLOURS = ["#1b6ca8", "#c8553d", "#3a7d44", "#8e5572", "#b58900", "#2a9d8f", "#6c757d", "#5e548e"]


def rows(*arguments):
    """(seconds since the start, name, labels, value) of a run."""
    command = ["claude-metrics-simulator", "generate", "--start", "2026-01-01T00:00:00Z", "--format", "csv", *arguments]
    output = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout
    reader = csv.reader(output.splitlines())
    next(reader)
    for time, name, labels, value in reader:
        yield int(time) - START, name, labels, float(value)


class Panel:
    """A pair of axes in a figure."""

    def __init__(self, title, left, width, x_max, y_min, y_max, x_unit):
        self.left, self.right = left + LEFT, left + width - RIGHT
        self.x_max, self.y_min, self.y_max = x_max, y_min, y_max
        self.parts = [f'<text x="{self.left}" y="20" font-weight="bold">{title}</text>',
                      f'<text x="{self.right}" y="{HEIGHT - 6}" text-anchor="end">{x_unit}</text>']

    def x(self, value):
        return self.left + (self.right - self.left) * value / self.x_max

    def y(self, value):
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (value - self.y_min) / (self.y_max - self.y_min)

    def axes(self, xs, ys):
        for value in ys:
            self.parts.append(f'<path d="M{self.left} {self.y(value):.1f}H{self.right}" stroke="#ddd"/>')
            self.parts.append(f'<text x="{self.left - 6}" y="{self.y(value) + 4:.1f}" text-anchor="end">{value:,}</text>')
        for value, label in xs:
            self.parts.append(f'<text x="{self.x(value):.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{label}</text>')

    def band(self, points):
        """Points of (x, lower, upper)."""
        corners = [(x, upper) for x, _, upper in points] + [(x, lower) for x, lower, _ in reversed(points)]
        self.parts.append(f'<path d="{self.trace(corners)}Z" fill="#999" fill-opacity="0.25"/>')

    def line(self, points, colour, width=1.2):
        self.parts.append(f'<path d="{self.trace(points)}" fill="none" stroke="{colour}" stroke-width="{width}"/>')

    def trace(self, points):
        return "M" + "L".join(f"{self.x(x):.1f} {self.y(y):.1f}" for x, y in points)


def write(path, title, *panels):
    body = "\n".join(part for panel in panels for part in panel.parts)
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="11" fill="#333">\n'
        f'<title>{title}</title>\n<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>\n{body}\n</svg>\n')


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
        for time, name, _, value in rows("--duration", "3640s", "--seed", str(seed)):
            if name == "otel_claude_code_token_usage_tokens_total" and time % 30 == 0:
                totals[time] = totals.get(time, 0) + value
        panel.line([(t, (totals[t + 30] - totals[t]) / 30) for t in range(0, 3601, 30)], COLOURS[seed - 1])
    write(folder / "token_usage.svg", "The rate of tokens in the first hour", panel)


def tool_usage(folder):
    """Tool calls in every five minutes of a day, with the band that Poisson noise alone would fill."""
    totals = {}
    for time, name, _, value in rows("--duration", "86410s", "--seed", "42"):
        if name == "otel_claude_code_tool_usage_total" and time % 300 == 0:
            totals[time] = totals.get(time, 0) + value
    panel = Panel("Tool calls in five minutes, seed 42; the band is 150 ± 2√150, Poisson noise alone", 0, WIDTH, 86400, 80, 240, "hours")
    panel.axes([(h * 3600, h) for h in range(0, 25, 4)], range(80, 241, 40))
    noise = 2 * math.sqrt(150)
    panel.band([(0, 150 - noise, 150 + noise), (86400, 150 - noise, 150 + noise)])
    panel.line([(t + 300, totals[t + 300] - totals[t]) for t in range(0, 86400, 300)], COLOURS[0])
    write(folder / "tool_usage.svg", "Tool calls in five minutes over a day", panel)


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "docs/figures")
    volatility(folder)
    token_usage(folder)
    tool_usage(folder)


if __name__ == "__main__":
    main()
