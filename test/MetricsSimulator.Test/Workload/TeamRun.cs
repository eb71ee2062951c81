using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MetricsSimulator.Cycles;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Sessions;
using MetricsSimulator.Simulation;
using MetricsSimulator.Telemetry;
using MetricsSimulator.Test.Sessions;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Test.Workload;

/// <summary>Runs of small teams, and what they show.</summary>
internal static class TeamRun
{
    public static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeMilliseconds(Plans.Monday);

    // A label set is the same object in all layouts.
    private static readonly ConditionalWeakTable<LabelSet, string> s_names = [];

    public static Team TeamOf(params IEnumerable<int> numbers) => new([.. numbers.Select(DeveloperOf)]);

    public static Developer DeveloperOf(int number) => new($"dev-{number}", new WorkingHours(ZoneOffsets.Utc)) { Email = $"dev-{number}@example.com" };

    /// <summary>A model with a team alone.</summary>
    public static SimulationModel Model(Team team, SessionParameters parameters, TelemetryOptions telemetry, ulong seed = 1, TimeSpan? interval = null, DateTimeOffset? start = null) =>
        new(seed, new Timeline(start ?? Start, interval ?? TimeSpan.FromMinutes(10)), [], null, [new WorkloadDefinition(team, parameters, telemetry)]);

    /// <summary>All label sets with the bits of all their values, at a tick.</summary>
    public static SortedDictionary<string, string> Rows(Simulator simulator, long tick)
    {
        simulator.AdvanceTo(tick);
        using var snapshot = simulator.Acquire();
        return Rows(snapshot);
    }

    /// <summary>All label sets with the bits of all their values.</summary>
    public static SortedDictionary<string, string> Rows(Snapshot snapshot)
    {
        var rows = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var family in snapshot.Layout.Families)
        {
            foreach (var labelSet in family.LabelSets)
            {
                var values = snapshot.Values.Slice(labelSet.Column, family.Stride);
                rows.Add(NameOf(family, labelSet.Number), values.Length == 1 ? Bits(values[0]) : string.Join(' ', values.ToArray().Select(Bits)));
            }
        }

        return rows;
    }

    /// <summary>Asserts that rows are the same.</summary>
    public static void AssertSame(SortedDictionary<string, string> expected, SortedDictionary<string, string> rows)
    {
        using var others = rows.GetEnumerator();
        // The comparison of the framework is slow, and is for the message.
        foreach (var (series, value) in expected)
            if (!others.MoveNext() || others.Current.Key != series || others.Current.Value != value) Assert.Equal(expected, rows);
        Assert.Equal(expected.Count, rows.Count);
    }

    /// <summary>The name and the labels of a label set.</summary>
    public static string NameOf(MetricFamily family, int labelSet) => family.Labels is LabelList list
        ? s_names.GetValue(list.LabelSets[labelSet], _ => family.Name + family.Labels.Format(labelSet))
        : family.Name + family.Labels.Format(labelSet);

    private static string Bits(double value) => BitConverter.DoubleToInt64Bits(value).ToString("x16", null);

    /// <summary>What a snapshot shows of the families, in whole units, by the family and the values of some labels. Series that differ in other labels are added up.</summary>
    public static SortedDictionary<string, long> Totals(Simulator simulator, IEnumerable<(string Family, long UnitsPerOne, ImmutableArray<string> Labels)> families)
    {
        using var snapshot = simulator.Acquire();
        var totals = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, unitsPerOne, labels) in families)
        {
            var family = snapshot.Layout.Families.Single(family => family.Name == name);
            foreach (var labelSet in family.LabelSets)
            {
                var of = family.Labels.LabelsOf(labelSet.Number).ToDictionary(label => label.Key, label => label.Value);
                // The quotient is within 2⁻⁵³ of the units, of which there are less than 2⁵⁰, so that the nearest whole number is exact.
                var units = Math.Round(snapshot.Values[labelSet.Column] * unitsPerOne);
                Assert.InRange(units, 0, 1L << 50);
                var key = KeyOf(name, labels.Select(label => of.GetValueOrDefault(label)));
                totals[key] = totals.GetValueOrDefault(key) + (long)units;
            }
        }

        return totals;
    }

    public static string KeyOf(string family, IEnumerable<string?> values) => $"{family}({string.Join(", ", values)})";

    /// <summary>The events of a run, in whole.</summary>
    public static List<(OpenSession Session, SessionEvent Happened)> EventsOf(SessionStream stream, long end)
    {
        var events = new List<(OpenSession, SessionEvent)>();
        while (stream.TryNext(end, out var session, out var happened)) events.Add((session, happened));
        return events;
    }
}
