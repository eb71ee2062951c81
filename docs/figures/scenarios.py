"""The figures of docs/scenarios.md and docs/anomalies.md, for draw.py."""
import datetime
import json
import math
import subprocess

from panel import COLOURS, START, WIDTH, Panel, rows, write

PREFIX = "otel_claude_code_"
# Of each kind: what is drawn, the metric, how it is measured, and the label that is looked at.
DRAWN = {
    "spike": ("Tokens a second of claude-3-opus", "token_usage_tokens_total", "rate", 'model="claude-3-opus"'),
    "error_burst": ("Errors a minute", "error_total", "per minute", ""),
    "latency_shift": ("Mean session of two minutes, seconds", "session_duration_seconds", "mean", ""),
    "dropout": ("Tokens of claude-3-haiku, input", "token_usage_tokens_total", "value", 'model="claude-3-haiku",token_type="input"'),
    "level_shift": ("Cost of claude-3-opus, USD a day", "cost_usd", "per day", 'model="claude-3-opus"'),
    "counter_reset": ("Tokens of claude-3-sonnet, input", "token_usage_tokens_total", "value", 'model="claude-3-sonnet",token_type="input"'),
    "nan": ("Open sessions", "active_sessions", "value", ""),
    "variance": ("Open sessions", "active_sessions", "value", ""),
    "flatline": ("Tool calls so far", "tool_usage_total", "value", ""),
    "trend": ("Open sessions", "active_sessions", "value", ""),
    "phase_shift": ("Tokens a second", "token_usage_tokens_total", "rate", ""),
    "cardinality_explosion": ("Series of the tool calls", "tool_usage_total", "series", ""),
}
ON_THE_ENDPOINT = ("slow_scrape", "truncated", "outage")
FURTHER = {
    "stuck_at": ("Open sessions", "active_sessions", "value", ""),
    "two_writers": ("Tool calls so far, Bash", "tool_usage_total", "value", 'tool_name="Bash"'),
}


def truth(scenario):
    """(kind, name, begin, end) of each anomaly of the first two hours, in seconds since the start."""
    command = ["claude-metrics-simulator", "truth", "--scenario", scenario, "--seed", "1", "--duration", "2h", "--start", "2026-01-01T00:00:00Z"]
    seconds = lambda text: int(datetime.datetime.fromisoformat(text).timestamp()) - START
    for line in subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout.splitlines():
        record = json.loads(line)
        yield record["kind"], record.get("name"), seconds(record["start"]), seconds(record["end"])


def run(scenario, *options):
    """name → time → labels → value."""
    samples = {}
    for time, name, labels, value in rows("--duration", "2h", "--scenario", scenario, "--seed", "1", *options):
        samples.setdefault(name.removeprefix(PREFIX), {}).setdefault(time, {})[labels] = value
    return samples


def curve(samples, metric, measure, labels, first, last):
    """Points (seconds, value); None where there is nothing to draw."""
    def total(name, time):
        chosen = [value for text, value in samples[name].get(time, {}).items() if labels in text]
        return sum(chosen) if chosen else math.nan

    span = {"rate": 30, "per minute": 60, "per day": 60, "mean": 120}.get(measure, 0)
    unit = {"rate": 1, "per minute": 60, "per day": 86400}.get(measure, 1)
    for time in range(first, last, 10):
        if measure == "value":
            value = total(metric, time)
        elif measure == "series":
            value = len(samples[metric].get(time, {}))
        elif time < span:
            continue
        elif measure == "mean":
            count = total(metric + "_count", time) - total(metric + "_count", time - span)
            value = (total(metric + "_sum", time) - total(metric + "_sum", time - span)) / count if count else math.nan
        else:
            value = (total(metric, time) - total(metric, time - span)) / span * unit
        yield time, None if math.isnan(value) else value


def steps(points):
    """Round values for an axis that holds the points: about four."""
    top, bottom = max(points), min(0, min(points)) if min(points) < 0.5 * max(points) else min(points)
    size = 10 ** math.floor(math.log10(max(top - bottom, 1e-9)))
    size *= next(factor for factor in (0.5, 1, 2, 5) if (top - bottom) / (size * factor) <= 5)
    first = math.floor(bottom / size) * size
    values = [first]
    while values[-1] < top:
        values.append(round(values[-1] + size, 10))
    return [int(value) if value == int(value) else value for value in values]


def anomalies(folder):
    """One figure for each kind: the run with the anomalies over its clean twin."""
    draw(folder, "docs/figures/further_kinds.yaml", FURTHER)
    endpoint(folder, draw(folder, "anomaly_detection", DRAWN))


def draw(folder, scenario, kinds):
    """The figures of some kinds; returns the windows of the scenario."""
    disturbed, clean = run(scenario), run(scenario, "--clean")
    windows = list(truth(scenario))
    for kind, (title, metric, measure, labels) in kinds.items():
        begin, end = next((begin, end) for name, _, begin, end in windows if name == kind)
        first, last = max(0, begin - 360), end + 360
        curves = [list(curve(samples, metric, measure, labels, first, last)) for samples in (clean, disturbed)]
        ys = steps([y for points in curves for _, y in points if y is not None])
        panel = Panel(f"{title}: with {kind}, and its clean twin dotted", 0, WIDTH, last - first, ys[0], ys[-1], "minutes of the run")
        panel.axes([(m * 60 - first, m) for m in range(-(-first // 120) * 2, last // 60 + 1, 2)], ys)
        panel.band([(begin - first, ys[0], ys[-1]), (end - first, ys[0], ys[-1])])
        # The twin is dotted, so that a gap in the other curve is seen as one.
        for points, colour, width, dashes in ((curves[0], "#999", 2, "2 4"), (curves[1], COLOURS[0], 1.6, "")):
            for piece in pieces(points):
                panel.line([(x - first, y) for x, y in piece], colour, width, dashes)
        write(folder / f"anomaly_{kind}.svg", f"{title} under {kind}", panel)
    return windows


def pieces(points):
    """The runs of points that have a value."""
    piece = []
    for x, y in points:
        if y is not None:
            piece.append((x, y))
        elif piece:
            yield piece
            piece = []
    if piece:
        yield piece


def endpoint(folder, windows):
    """When scrapes are slow, broken off or refused."""
    chosen = {kind: (begin, end) for kind, _, begin, end in windows if kind in ON_THE_ENDPOINT}
    panel = Panel("What happens to scrapes in anomaly_detection", 0, WIDTH, 7200, 0, 3, "minutes of the run")
    panel.axes([(m * 60, m) for m in range(0, 121, 10)], [])
    for row, kind in enumerate(ON_THE_ENDPOINT):
        begin, end = chosen[kind]
        panel.line([(0, row + 0.5), (7200, row + 0.5)], "#8884", 10)
        panel.line([(begin, row + 0.5), (end, row + 0.5)], COLOURS[1], 10)
        panel.text(120, row + 0.75, kind)
    write(folder / "anomaly_endpoint.svg", "When scrapes are slow, broken off or refused", panel)


def token_rates(folder):
    """The rate of tokens in three scenarios, eight seeds each."""
    panels = []
    for i, (name, minutes, top) in enumerate((("normal", 60, 5000), ("load_test", 30, 5000), ("degradation", 45, 5000))):
        panel = Panel(name, i * WIDTH / 3, WIDTH / 3, minutes * 60, 0, top, "minutes")
        panel.axes([(m * 60, m) for m in range(0, minutes + 1, 15)], range(0, top + 1, 1000))
        for seed in range(1, 9):
            totals = {}
            for time, metric, _, value in rows("--config", "docs/figures/minute.yaml", "--scenario", name, "--duration", f"{minutes}m", "--seed", str(seed), only="token_usage"):
                if metric == PREFIX + "token_usage_tokens_total" and time % 60 == 0:
                    totals[time] = totals.get(time, 0) + value
            panel.line([(t, (totals[t] - totals[t - 60]) / 60) for t in sorted(totals) if t], COLOURS[seed - 1], 1)
        panels.append(panel)
    write(folder / "scenarios.svg", "The rate of tokens in three scenarios", *panels)


def daily_cycle(folder):
    """Tool calls an hour over a week."""
    totals = {}
    for time, metric, _, value in rows("--config", "docs/figures/minute.yaml", "--scenario", "daily_cycle", "--duration", "169h", "--seed", "1", only="tool_usage"):
        if metric == PREFIX + "tool_usage_total" and time % 3600 == 0:
            totals[time] = totals.get(time, 0) + value
    panel = Panel("Tool calls an hour in daily_cycle, from Thursday to Wednesday", 0, WIDTH, 7 * 86400, 0, 2500, "")
    panel.axes([(d * 86400 + 43200, day) for d, day in enumerate(("Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"))], range(0, 2501, 500))
    panel.line([(t, totals[t] - totals[t - 3600]) for t in range(3600, 7 * 86400 + 1, 3600)], COLOURS[0])
    write(folder / "daily_cycle.svg", "Tool calls an hour over a week", panel)
