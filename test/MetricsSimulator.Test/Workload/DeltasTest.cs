using MetricsSimulator.Cycles;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Sessions;
using MetricsSimulator.Simulation;
using MetricsSimulator.Telemetry;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Test.Workload;

/// <summary>The profile of stores that hold deltas.</summary>
public sealed class DeltasTest
{
    private const int Ticks = 3600 / 10;

    [Fact]
    public void The_deltas_of_a_series_sum_to_its_total()
    {
        var sums = new Dictionary<string, double>(StringComparer.Ordinal);
        var exports = new HashSet<long>();
        foreach (var (tick, series, value) in SamplesOf(NameStyle.NoSuffix, expireAfter: TimeSpan.FromMinutes(5)))
        {
            sums[series] = sums.GetValueOrDefault(series) + value;
            exports.Add(tick);
        }

        // Totals of the same run, at the last export.
        var totals = SamplesOf(NameStyle.Collector, expireAfter: null).Where(sample => sample.Tick == exports.Max()).ToDictionary(sample => sample.Series, sample => sample.Value);
        Assert.True(totals.Count > 50);
        Assert.Equal(totals.Keys.Order(StringComparer.Ordinal), sums.Keys.Order(StringComparer.Ordinal));
        // Fewer than 2⁸ deltas of a series are added, each sum rounded by at most 2⁻⁵³ of it.
        foreach (var (series, total) in totals) Assert.Equal(total, sums[series], Math.ScaleB(Math.Abs(total), -45));
        // The start is a whole minute, and a tick ten seconds.
        Assert.All(exports, tick => Assert.Equal(0, tick % 6));
    }

    [Fact]
    public void Deltas_are_gauges_because_they_fall()
    {
        var simulator = new Simulator(ModelOf(NameStyle.NoSuffix, null));
        Assert.All(simulator.Layout.Families, family => Assert.Equal(MetricType.Gauge, family.Type));
    }

    private static IEnumerable<(long Tick, string Series, double Value)> SamplesOf(NameStyle style, TimeSpan? expireAfter)
    {
        var simulator = new Simulator(ModelOf(style, expireAfter));
        for (var tick = 1; tick <= Ticks; tick++)
        {
            simulator.AdvanceTo(tick);
            using var snapshot = simulator.Acquire();
            for (var f = 0; f < snapshot.Layout.Families.Length; f++)
            {
                var family = snapshot.Layout.Families[f];
                for (var i = 0; i < family.Range.Count; i++)
                {
                    var value = snapshot.Values[family.ValueOffset + i];
                    if (!double.IsNaN(value)) yield return (tick, $"{f}{family.Labels.Format(i)}", value);
                }
            }
        }
    }

    private static SimulationModel ModelOf(NameStyle style, TimeSpan? expireAfter)
    {
        var team = new Team([.. Enumerable.Range(0, 10).Select(i => new Developer($"d{i}", new WorkingHours(ZoneOffsets.Utc)))]) { SessionsPerHour = 5 };
        var telemetry = new TelemetryOptions { Profile = new NameProfile(style), ExpireAfter = expireAfter, HasTargetInfo = false };
        var timeline = new Timeline(new DateTimeOffset(2026, 11, 25, 9, 0, 0, TimeSpan.Zero), TimeSpan.FromSeconds(10));
        return new SimulationModel(4, timeline, [], sources: [new WorkloadDefinition(team, new SessionParameters(), telemetry)]);
    }
}
