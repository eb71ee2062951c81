using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Events;
using MetricsSimulator.Metrics;
using MetricsSimulator.Model;
using MetricsSimulator.Sessions;
using MetricsSimulator.Telemetry;
using MetricsSimulator.Test.Sessions;
using MetricsSimulator.Test.Workload;

namespace MetricsSimulator.Test.Telemetry;

/// <summary>A busy team from Wednesday noon on, with anomalies on the way of its counts to Prometheus.</summary>
internal static class FaultyTeam
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    public static readonly TelemetryOptions Telemetry = new() { ExpireAfter = null, HasTargetInfo = false };

    private static readonly Team Developers = new(TeamRun.TeamOf(Enumerable.Range(1, 12)).Developers) { SessionsPerHour = 2 };

    // A label set is the same object in all layouts.
    private static readonly ConditionalWeakTable<LabelSet, string> s_keys = [];

    /// <summary>All kinds that act on what a workload shows.</summary>
    public static IEnumerable<AnomalyKind> Kinds => AnomalyKinds.All.Where(kind => kind.IsOfView);

    /// <summary>The options with which a kind can change something.</summary>
    public static TelemetryOptions TelemetryFor(string kind) => kind switch
    {
        "two_writers" => Telemetry with { IncludesSessionId = false },
        "port_conflict" => Telemetry with { Profile = new NameProfile(NameStyle.Direct) },
        _ => Telemetry,
    };

    /// <summary>The model of the team.</summary>
    public static SimulationModel Model(TelemetryOptions telemetry, params AnomalyDefinition[] anomalies)
    {
        var model = TeamRun.Model(Developers, Plans.Of("power_users"), telemetry, 3, Interval, TeamRun.Start.AddHours(60));
        return new SimulationModel(3, model.Timeline, [], new Scenario("faults", [new Phase("", TimeSpan.MaxValue)], repeats: false, [.. anomalies]), model.Sources);
    }

    /// <summary>An anomaly.</summary>
    public static AnomalyDefinition Fault(string kind, TimeSpan at, TimeSpan duration, string matchers = "", double? magnitude = null, string? label = null)
    {
        Assert.True(LabelMatchers.TryParse(matchers, out var selected, out _));
        return new AnomalyDefinition(AnomalyKinds.Find(kind)!, null, duration, selected, magnitude: magnitude, label: label, timing: AnomalyTiming.At(at));
    }

    /// <summary>The values of all series of the eight counters, by name and labels without those of the collector.</summary>
    public static Dictionary<string, double> Shown(Snapshot snapshot, TelemetryOptions telemetry)
    {
        var shown = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var metric in TelemetryMetric.All)
        {
            var family = snapshot.Layout.Families.Single(family => family.Name == telemetry.Profile.NameOf(metric));
            var labels = (LabelList)family.Labels;
            foreach (var labelSet in family.LabelSets)
            {
                if (!Staleness.IsMarker(snapshot.Values[labelSet.Column]))
                    shown.Add(s_keys.GetValue(labels.LabelSets[labelSet.Number], each => KeyOf(metric.Name, each.Labels.Where(label => !label.Key.StartsWith("otel_scope", StringComparison.Ordinal) && label.Key != "job"))), snapshot.Values[labelSet.Column]);
            }
        }

        return shown;
    }

    /// <summary>Whether two snapshots show the same series with the same values.</summary>
    public static bool AreSame(Dictionary<string, double> one, Dictionary<string, double> other)
    {
        if (one.Count != other.Count) return false;
        foreach (var (series, value) in one)
            if (!other.TryGetValue(series, out var found) || found != value) return false;
        return true;
    }

    /// <summary>The name and the labels of the series that shows a point.</summary>
    public static string KeyOf(string metric, ImmutableArray<EventAttribute> attributes) =>
        KeyOf(metric, attributes.Select(attribute => KeyValuePair.Create(NameProfile.LabelOf(attribute.Name), (string)attribute.Value)));

    private static string KeyOf(string metric, IEnumerable<KeyValuePair<string, string>> labels) =>
        $"{metric} {string.Join(' ', labels.Select(label => $"{label.Key}={label.Value}").Order(StringComparer.Ordinal))}";
}
