using System.Runtime.CompilerServices;
using MetricsSimulator.Events;
using MetricsSimulator.Metrics;
using MetricsSimulator.Simulation;
using MetricsSimulator.Telemetry;

namespace MetricsSimulator.Test.Telemetry;

/// <summary>What a faulty collector shows follows from what the processes export.</summary>
[Trait("takes", "seconds")]
public sealed class CollectorTest
{
    private const int Ticks = 3 * 360;
    private static readonly TimeSpan Always = TimeSpan.FromDays(30);

    [Fact]
    public void A_delta_is_added_only_if_it_begins_where_the_stored_value_ended()
    {
        var (stored, delta) = (new Dictionary<string, (double Value, DateTimeOffset Time)>(StringComparer.Ordinal), new ExportOptions());
        var replaced = 0;
        var run = Run(FaultyTeam.Telemetry, "delta_restart", batch =>
        {
            foreach (var export in batch.FindExports(delta).Metrics)
            {
                foreach (var sum in export.Sums)
                {
                    foreach (var point in sum.Points)
                    {
                        var key = FaultyTeam.KeyOf(sum.Name, point.Attributes);
                        var isNext = stored.TryGetValue(key, out var before) && before.Time == export.Start;
                        if (!isNext && before.Value > point.Value) replaced++;
                        stored[key] = (point.Value + (isNext ? before.Value : 0), export.Time);
                    }
                }
            }
        });
        ExpectShown(run, () => stored.ToDictionary(each => each.Key, each => each.Value.Value));
        Assert.True(replaced > 100);
    }

    [Fact]
    public void Each_process_writes_its_own_totals_and_the_last_one_wins()
    {
        var telemetry = FaultyTeam.Telemetry with { IncludesSessionId = false };
        var (totals, cumulative) = (new Dictionary<string, HashSet<double>>(StringComparer.Ordinal), new ExportOptions { Temporality = Temporality.Cumulative });
        var falls = 0;
        var run = Run(telemetry, "two_writers", batch =>
        {
            falls += batch.FindFalls().Length;
            var written = new Dictionary<string, HashSet<double>>(StringComparer.Ordinal);
            foreach (var export in batch.FindExports(cumulative).Metrics)
                foreach (var sum in export.Sums)
                    foreach (var point in sum.Points)
                    {
                        var key = FaultyTeam.KeyOf(sum.Name, point.Attributes);
                        if (!written.TryGetValue(key, out var values)) written.Add(key, values = []);
                        values.Add(point.Value);
                    }

            foreach (var (key, values) in written) totals[key] = values;
        });
        while (run.Tick < Ticks)
        {
            run.AdvanceTo(run.Tick + 1);
            using var snapshot = run.Acquire();
            var shown = FaultyTeam.Shown(snapshot, telemetry);
            Assert.Equal(totals.Count, shown.Count);
            foreach (var (key, value) in shown) Assert.True(totals[key].Contains(value), key);
        }

        Assert.True(falls > 1000, $"{falls} falls");
    }

    [Fact]
    public void Who_scrapes_at_the_interval_of_the_exports_sees_the_same_process_again_and_again()
    {
        var telemetry = FaultyTeam.Telemetry with { IncludesSessionId = false };
        var run = Run(telemetry, "two_writers", _ => { });
        var (often, seldom) = (new Dictionary<string, double>(StringComparer.Ordinal), new Dictionary<string, double>(StringComparer.Ordinal));
        var (falls, seen) = (0, 0);
        while (run.Tick < Ticks)
        {
            run.AdvanceTo(run.Tick + 1);
            using var snapshot = run.Acquire();
            var shown = FaultyTeam.Shown(snapshot, telemetry);
            falls += FallsIn(often, shown);
            if (run.Tick * FaultyTeam.Interval.Ticks % telemetry.ExportInterval.Ticks == 0) seen += FallsIn(seldom, shown);
        }

        Assert.InRange(seen, 1, falls / 10);

        static int FallsIn(Dictionary<string, double> before, Dictionary<string, double> shown)
        {
            var falls = shown.Count(each => each.Value < before.GetValueOrDefault(each.Key));
            foreach (var (series, value) in shown) before[series] = value;
            return falls;
        }
    }

    [Theory]
    [MemberData(nameof(Falling))]
    public void The_truth_names_every_fall_and_no_other(string kind, bool hasSessions)
    {
        var telemetry = FaultyTeam.Telemetry with { IncludesSessionId = hasSessions, ExpireAfter = TimeSpan.FromMinutes(5), HasTargetInfo = true };
        var model = FaultyTeam.Model(telemetry, [.. Enumerable.Range(0, 3).Select(i => FaultyTeam.Fault(kind, TimeSpan.FromMinutes(20 + 60 * i), TimeSpan.FromMinutes(40)))]);
        var truth = new List<string>();
        var run = new Simulator(model, deliver: batch => truth.AddRange(batch.FindFalls().Select(fall => $"{batch.Tick} {fall.Name}{{{Text(fall.Labels)}}} {fall.From} {fall.To}")));
        var (before, found) = (new Dictionary<string, double>(StringComparer.Ordinal), new List<string>());
        var names = new ConditionalWeakTable<LabelSet, string>();
        while (run.Tick < Ticks)
        {
            run.AdvanceTo(run.Tick + 1);
            using var snapshot = run.Acquire();
            foreach (var family in snapshot.Layout.Families)
            {
                foreach (var labelSet in family.LabelSets)
                {
                    var (series, value) = (names.GetValue(((LabelList)family.Labels).LabelSets[labelSet.Number], each => $"{family.Name}{{{Text(each)}}}"), snapshot.Values[labelSet.Column]);
                    if (Staleness.IsMarker(value)) continue;
                    if (before.TryGetValue(series, out var last) && value < last) found.Add($"{run.Tick} {series} {last} {value}");
                    before[series] = value;
                }
            }
        }

        Assert.Equal(found.Order(StringComparer.Ordinal), truth.Order(StringComparer.Ordinal));
        if (kind != "two_writers" || !hasSessions) Assert.True(found.Count > 50, $"{found.Count} falls");

        static string Text(LabelSet labels) => string.Join(',', labels.Labels.Select(label => $"{label.Key}={label.Value}"));
    }

    public static MatrixTheoryData<string, bool> Counters { get; } = new(["delta_restart", "two_writers", "counter_restart_in_session"], [true, false]);

    public static TheoryData<string, bool> Falling { get; } = new()
    {
        { "delta_restart", true }, { "delta_restart", false }, { "two_writers", true }, { "two_writers", false }, { "counter_restart_in_session", true }, { "counter_restart_in_session", false },
        { "session_id_collision", true }, { "set", true }, { "set", false },
    };

    [Theory]
    [MemberData(nameof(Counters))]
    public void After_the_window_every_increment_is_that_of_the_clean_run(string kind, bool hasSessions)
    {
        var telemetry = FaultyTeam.Telemetry with { IncludesSessionId = hasSessions };
        var window = TimeSpan.FromMinutes(40);
        var (run, clean) = (new Simulator(FaultyTeam.Model(telemetry, FaultyTeam.Fault(kind, window, window))), new Simulator(FaultyTeam.Model(telemetry)));
        var (first, end) = (40 * 6, 80 * 6);
        Dictionary<string, double>? atEnd = null, cleanAtEnd = null;
        for (var tick = 0; tick <= 2 * end; tick++)
        {
            run.AdvanceTo(tick);
            clean.AdvanceTo(tick);
            using var snapshot = run.Acquire();
            using var cleanSnapshot = clean.Acquire();
            var (shown, cleanShown) = (FaultyTeam.Shown(snapshot, telemetry), FaultyTeam.Shown(cleanSnapshot, telemetry));
            if (tick <= first) Assert.True(FaultyTeam.AreSame(cleanShown, shown), $"tick {tick}");
            // The first tick after the window shows what was not exported yet.
            if (tick == end + 1) (atEnd, cleanAtEnd) = (shown, cleanShown);
            if (tick <= end + 1) continue;
            Assert.Equal(cleanShown.Count, shown.Count);
            foreach (var (series, value) in shown)
                Assert.Equal(cleanShown[series] - cleanAtEnd!.GetValueOrDefault(series), value - atEnd!.GetValueOrDefault(series), 1e-9 * (1 + cleanShown[series]));
        }

        // With series for each session, no two processes write the same one.
        if (kind != "two_writers" || !hasSessions) Assert.Contains(atEnd!, each => Math.Abs(each.Value - cleanAtEnd![each.Key]) > 1e-9);
    }

    private static Simulator Run(TelemetryOptions telemetry, string kind, Action<EventBatch> deliver) =>
        new(FaultyTeam.Model(telemetry, FaultyTeam.Fault(kind, TimeSpan.Zero, Always)), deliver: deliver);

    private static void ExpectShown(Simulator run, Func<Dictionary<string, double>> expected)
    {
        while (run.Tick < Ticks)
        {
            run.AdvanceTo(run.Tick + 1);
            if (run.Tick % 7 != 0) continue;
            using var snapshot = run.Acquire();
            var (shown, known) = (FaultyTeam.Shown(snapshot, FaultyTeam.Telemetry), expected());
            Assert.Equal(known.Count, shown.Count);
            foreach (var (series, value) in shown) Assert.Equal(known[series], value, 1e-9 * (1 + value));
        }
    }
}
