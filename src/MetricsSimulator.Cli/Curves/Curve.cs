using System.Collections.Immutable;
using MetricsSimulator.Cli.Charts;

namespace MetricsSimulator.Cli.Curves;

/// <summary>A curve that was read from a run.</summary>
/// <param name="Name">The value of its label, and the name of its quantile; empty if it is the only curve.</param>
/// <param name="Points">Its points; NaN where it has no value.</param>
internal sealed record Curve(string Name, ImmutableArray<ChartPoint> Points);
