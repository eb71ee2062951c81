using MetricsSimulator.Events;
using MetricsSimulator.Metrics;
using MetricsSimulator.Simulation;
using MetricsSimulator.Telemetry;

namespace MetricsSimulator.Test.Otlp;

/// <summary>Compares what arrived at a store with what a run serves, exactly.</summary>
internal static class ArrivedTelemetry
{
    /// <summary>Expects that the points have the totals that the run serves now.</summary>
    /// <param name="run">The run, which exports all that it counts at every tick.</param>
    /// <param name="points">All points, in their order.</param>
    /// <param name="isDelta">Whether they are deltas.</param>
    public static void AssertSameTotals(ExportingRun run, IEnumerable<StoredPoint> points, bool isDelta)
    {
        var totals = new Dictionary<string, long>(StringComparer.Ordinal);
        // A session may have several processes, each with totals of its own.
        var counted = isDelta ? points : points.GroupBy(point => (point.Series, point.Start)).Select(group => group.Last());
        foreach (var point in counted)
        {
            var metric = TelemetryMetric.All.Single(metric => metric.Name == point.Metric);
            totals[point.Series] = totals.GetValueOrDefault(point.Series) + UnitsOf(metric, point.Value);
        }

        using var snapshot = run.Simulator.Acquire();
        var served = Served(snapshot);
        Assert.NotEmpty(served);
        Assert.True(served.Keys.ToHashSet(StringComparer.Ordinal).IsSubsetOf(totals.Keys), $"{run.Simulator.Status.Instant:O}: {string.Join('\n', served.Keys.Except(totals.Keys))}");
        Assert.All(totals.Keys.Except(served.Keys), series => Assert.Equal(0, totals[series]));
        foreach (var (series, units) in served) Assert.Equal((series, units), (series, totals[series]));
    }

    /// <summary>Expects that each event of the run arrived once.</summary>
    public static void AssertSameEvents(ExportingRun run, OtlpStore store)
    {
        var past = run.Simulator.PastFrom(1);
        var events = new List<SimulatedEvent>();
        var again = new Simulator(run.Live.Beginning.Model, journal: past.Changes, deliver: batch => events.AddRange(batch.Events));
        again.AdvanceTo(run.Simulator.Status.Tick);
        var expected = events.Select(happened => $"{happened.Instant:O} {happened.Name}").Order(StringComparer.Ordinal).ToList();
        Assert.True(expected.Count > 1000);
        Assert.Equal(expected, store.Taken.Where(request => request.Path == "/v1/logs").SelectMany(request => request.Records).Select(record => $"{record.Instant:O} {record.Name}").Order(StringComparer.Ordinal));
    }

    private static Dictionary<string, long> Served(Snapshot snapshot)
    {
        var served = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var metric in TelemetryMetric.All)
        {
            var family = snapshot.Layout.Families.SingleOrDefault(family => family.Name == new TelemetryOptions().Profile.NameOf(metric));
            if (family is null) continue;
            foreach (var labelSet in family.LabelSets)
            {
                var labels = family.Labels.LabelsOf(labelSet.Number).Where(label => !label.Key.StartsWith("otel_scope", StringComparison.Ordinal) && label.Key != "job");
                served[$"{metric.Name} {string.Join(' ', labels.Select(label => $"{label.Key}={label.Value}").Order(StringComparer.Ordinal))}"] = UnitsOf(metric, snapshot.Values[labelSet.Column]);
            }
        }

        return served;
    }

    // Counters count whole units, such as billionths of a dollar.
    private static long UnitsOf(TelemetryMetric metric, double value)
    {
        var units = (long)Math.Round(value * metric.UnitsPerOne);
        Assert.Equal((double)units / metric.UnitsPerOne, value);
        return units;
    }
}
