using System.Collections.Immutable;
using MetricsSimulator.Cli.Charts;

namespace MetricsSimulator.Cli.Curves;

/// <summary>A curve that was read off a run.</summary>
/// <param name="Name">The value of the label that it belongs to, and which quantile it is; empty when it is the only one.</param>
/// <param name="Points">Its points; NaN where there is nothing.</param>
internal sealed record Curve(string Name, ImmutableArray<ChartPoint> Points);
