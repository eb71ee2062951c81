using System.Collections.Immutable;
using MetricsSimulator.Cli.Charts;

namespace MetricsSimulator.Test.Charts;

/// <summary>Charts of every kind, of numbers that a formula gives.</summary>
internal static class Charted
{
    public static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Points every so many seconds.</summary>
    public static ImmutableArray<ChartPoint> Points(int count, double seconds, Func<int, double> value) =>
        [.. Enumerable.Range(0, count).Select(i => new ChartPoint(Begin.AddSeconds(i * seconds), value(i)))];

    /// <summary>Points that jump up and down without a pattern that could be seen.</summary>
    public static ImmutableArray<ChartPoint> Noise(int count, double seconds) => Points(count, seconds, i => 1000 + 400 * Math.Sin(i * i * 0.37) + 300 * Math.Sin(i / 900.0));

    /// <summary>A day of everything that a time series can have.</summary>
    public static TimeSeriesChart Day() => new("Tokens of all models", Begin, Begin.AddDays(1))
    {
        Unit = ChartUnit.Of("tokens/s"),
        Lines =
        [
            new ChartLine("claude-3-sonnet", Points(8640, 10, i => i is > 4000 and < 4300 ? double.NaN : 1200 + 300 * Math.Sin(i / 600.0) + 60 * Math.Sin(i * i * 0.37))),
            new ChartLine("claude-3-haiku", Points(8640, 10, i => 700 + 150 * Math.Sin(i / 400.0) + 20 * Math.Sin(i * i * 0.71))) { IsFilled = true },
            new ChartLine("claude-3-opus", Points(25, 3600, i => 200 + 10 * i)) { IsStepped = true },
            new ChartLine("without anomalies", Points(289, 300, i => 1250 + 300 * Math.Sin(i / 20.0))) { Style = LineStyle.Dotted },
            new ChartLine("theoretical mean", Points(25, 3600, i => 500 + 40 * i)) { Style = LineStyle.Dashed },
        ],
        Bands = [new ChartBand("mean ± 2 standard deviations", [.. Enumerable.Range(0, 25).Select(i => new BandPoint(Begin.AddHours(i), 500 + 40 * i - 60 * Math.Sqrt(i), 500 + 40 * i + 60 * Math.Sqrt(i)))])],
        Spans =
        [
            new ChartSpan(Begin.AddMinutes(666), Begin.AddHours(12), "dropout"), new ChartSpan(Begin.AddHours(15), Begin.AddHours(16), "level_shift"),
            new ChartSpan(Begin.AddHours(15.5), Begin.AddHours(18), "error_burst"), new ChartSpan(Begin.AddHours(23.5), Begin.AddHours(24), "counter_reset"),
        ],
    };

    /// <summary>Every kind of chart.</summary>
    public static ImmutableArray<Chart> All =>
    [
        Day(),
        new StatChart("Cost today", 325.5) { Unit = ChartUnit.Of("USD"), Points = Points(100, 864, i => i * 3.25) },
        new StatChart("Errors", 0.0312) { Unit = ChartUnit.Share },
        new BarChart("Tool calls", [new("Read", 12_345), new("Bash", 9000), new("Edit", 4321), new("mcp__a_server_with_a_long_name__a_tool", 20), new("Glob", 0)]) { Unit = ChartUnit.Of("calls"), Colour = 2 },
        new HeatmapChart(
            "Session duration", Begin, Begin.AddDays(1), ["≤ 1 min", "≤ 5 min", "≤ 10 min", "≤ 30 min", "≤ 1 h", "> 1 h"],
            [.. Enumerable.Range(0, 96).Select(c => Enumerable.Range(0, 6).Select(r => Math.Max(0, 20 - 6 * Math.Abs(r - 2 - Math.Sin(c / 12.0)))).ToImmutableArray())]) { Unit = ChartUnit.Of("sessions") },
    ];

    /// <summary>A board of them.</summary>
    public static Board Board() => new("Specification: Overview",
    [
        new BoardPanel(All[1], 0, 0, 6, 4), new BoardPanel(All[2], 6, 0, 6, 4), new BoardPanel(All[3], 12, 0, 12, 8), new BoardPanel(All[4], 0, 4, 12, 8), new BoardPanel(All[0], 0, 12, 24, 8),
        new BoardPanel(All[0] with { Title = "The same in little room" }, 12, 8, 12, 4),
    ])
    { Subtitle = "seed 42, a day from 2026-01-01" };
}
