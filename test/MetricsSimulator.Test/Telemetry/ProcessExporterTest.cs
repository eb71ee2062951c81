using System.Collections.Immutable;
using MetricsSimulator.Events;
using MetricsSimulator.Sessions;
using MetricsSimulator.Simulation;
using MetricsSimulator.Telemetry;
using MetricsSimulator.Test.Sessions;
using MetricsSimulator.Test.Workload;

namespace MetricsSimulator.Test.Telemetry;

/// <summary>What processes export adds up to what the run counts.</summary>
[Trait("takes", "seconds")]
public sealed class ProcessExporterTest
{
    private static readonly Team Developers = TeamRun.TeamOf(Enumerable.Range(1, 12));
    private static readonly TelemetryOptions Telemetry = new() { ExpireAfter = null, HasTargetInfo = false, IncludesRepository = true };

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(90)]
    [InlineData(600)]
    public void Deltas_sum_to_the_counters_and_every_event_is_exported_once(int seconds)
    {
        // Wednesday at noon.
        var model = TeamRun.Model(Developers, Plans.Of("power_users"), Telemetry, 3, TimeSpan.FromSeconds(seconds), TeamRun.Start.AddHours(60));
        var (sums, exported, happened) = (new SortedDictionary<string, double>(StringComparer.Ordinal), new List<SimulatedEvent>(), new List<SimulatedEvent>());
        var last = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var simulator = new Simulator(model, deliver: batch =>
        {
            happened.AddRange(batch.Events);
            var exports = batch.FindExports(new ExportOptions());
            exported.AddRange(exports.Logs.SelectMany(export => export.Events));
            foreach (var export in exports.Metrics)
            {
                Assert.Equal(model.Timeline.InstantOf(batch.Tick), export.Time);
                // What two exports of a session contain does not overlap.
                Assert.InRange(export.Start, last.GetValueOrDefault(SessionOf(export)), export.Time.AddTicks(-1));
                last[SessionOf(export)] = export.Time;
                foreach (var sum in export.Sums)
                    foreach (var point in sum.Points) Add(sums, sum.Name, point.Attributes, point.Value);
            }
        });
        var ticks = 4 * 3600 / seconds;
        simulator.AdvanceTo(ticks);

        Assert.Distinct(exported);
        Assert.Empty(exported.Except(happened));
        var waits = TimeSpan.FromSeconds(5) + model.Timeline.UpdateInterval;
        Assert.All(happened.Except(exported), each => Assert.True(each.Instant >= model.Timeline.InstantOf(ticks) - waits));
        // Sessions that are open may have counted something since their last export.
        var settled = happened.GroupBy(SessionOf, StringComparer.Ordinal).Where(session => last.TryGetValue(session.Key, out var time) && session.Last().Instant < time).Select(session => session.Key).ToList();
        var compared = Counters(simulator).Where(total => settled.Exists(session => total.Key.Contains(session, StringComparison.Ordinal))).ToList();
        Assert.True(compared.Count > 100);
        Assert.All(compared, total => Assert.Equal(total.Value, sums.GetValueOrDefault(total.Key), 1e-9 * total.Value));
        Assert.All(sums.Where(sum => settled.Exists(session => sum.Key.Contains(session, StringComparison.Ordinal))), sum => Assert.Contains(compared, total => total.Key == sum.Key));
    }

    [Fact]
    public void Cumulative_values_are_the_sums_of_the_deltas_of_the_process()
    {
        var model = TeamRun.Model(Developers, Plans.Of("power_users"), Telemetry, 3, TimeSpan.FromSeconds(10), TeamRun.Start.AddHours(60));
        var compared = 0;
        var delta = new ExportOptions();
        var cumulative = delta with { Temporality = Temporality.Cumulative };
        var running = new Dictionary<string, SortedDictionary<string, double>>(StringComparer.Ordinal);
        var simulator = new Simulator(model, deliver: batch =>
        {
            var deltas = batch.FindExports(delta).Metrics;
            foreach (var export in batch.FindExports(cumulative).Metrics)
            {
                var process = $"{SessionOf(export)} {export.Start:O}";
                if (!running.TryGetValue(process, out var totals)) running.Add(process, totals = new SortedDictionary<string, double>(StringComparer.Ordinal));
                foreach (var part in deltas.Where(part => SessionOf(part) == SessionOf(export) && part.Start >= export.Start))
                    foreach (var sum in part.Sums)
                        foreach (var point in sum.Points) Add(totals, sum.Name, point.Attributes, point.Value);
                var shown = new SortedDictionary<string, double>(StringComparer.Ordinal);
                foreach (var sum in export.Sums)
                    foreach (var point in sum.Points) Add(shown, sum.Name, point.Attributes, point.Value);
                Assert.Equal(totals.Keys, shown.Keys);
                foreach (var (key, value) in shown) Assert.Equal(totals[key], value, 1e-9 * value);
                compared++;
            }
        });
        simulator.AdvanceTo(3 * 360);
        Assert.True(compared > 100);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{__name__=~\".*cost.*\"}")]
    public void A_counter_that_begins_again_in_a_session_counts_from_then_on(string matchers)
    {
        var at = TimeSpan.FromHours(1);
        var model = FaultyTeam.Model(FaultyTeam.Telemetry, FaultyTeam.Fault("counter_restart_in_session", at, TimeSpan.FromMinutes(1), matchers));
        var (restart, moved, kept) = (model.Timeline.Start + at, 0, 0);
        var options = new ExportOptions { Temporality = Temporality.Cumulative };
        var last = new Dictionary<(string, DateTimeOffset), double>();
        var simulator = new Simulator(model, deliver: batch =>
        {
            foreach (var export in batch.FindExports(options).Metrics)
            {
                foreach (var sum in export.Sums)
                {
                    var isSelected = matchers.Length == 0 || sum.Name.Contains("cost", StringComparison.Ordinal);
                    Assert.Equal(isSelected && export.Start < restart && export.Time > restart ? restart : null, sum.Restart);
                    if (sum.Restart is null) kept++;
                    else moved++;
                    // A value with the same start never falls.
                    foreach (var point in sum.Points)
                    {
                        var key = ($"{export.Process} {FaultyTeam.KeyOf(sum.Name, point.Attributes)}", sum.Restart ?? export.Start);
                        Assert.True(point.Value >= last.GetValueOrDefault(key), key.Item1);
                        last[key] = point.Value;
                    }
                }
            }
        });
        simulator.AdvanceTo(2 * 360);
        Assert.True(moved > 30 && kept > 100, $"{moved} sums begin again, {kept} do not");
    }

    private static string SessionOf(MetricExport export) => SessionOf(export.Sums[0].Points[0].Attributes);

    private static string SessionOf(SimulatedEvent happened) => SessionOf(happened.Attributes);

    private static string SessionOf(ImmutableArray<EventAttribute> attributes) => (string)attributes.Single(attribute => attribute.Name == "session.id").Value;

    private static void Add(SortedDictionary<string, double> sums, string name, ImmutableArray<EventAttribute> attributes, double value)
    {
        var key = $"{name} {string.Join(' ', attributes.Select(attribute => $"{NameProfile.LabelOf(attribute.Name)}={attribute.Value}").Order(StringComparer.Ordinal))}";
        sums[key] = sums.GetValueOrDefault(key) + value;
    }

    private static SortedDictionary<string, double> Counters(Simulator simulator)
    {
        using var snapshot = simulator.Acquire();
        var counters = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var metric in TelemetryMetric.All)
        {
            var family = snapshot.Layout.Families.Single(family => family.Name == Telemetry.Profile.NameOf(metric));
            foreach (var labelSet in family.LabelSets)
            {
                var labels = family.Labels.LabelsOf(labelSet.Number).Where(label => !label.Key.StartsWith("otel_scope", StringComparison.Ordinal) && label.Key != "job");
                counters[$"{metric.Name} {string.Join(' ', labels.Select(label => $"{label.Key}={label.Value}").Order(StringComparer.Ordinal))}"] = snapshot.Values[labelSet.Column];
            }
        }

        return counters;
    }
}
