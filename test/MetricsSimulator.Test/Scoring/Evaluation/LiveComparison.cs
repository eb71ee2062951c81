using System.Globalization;
using MetricsSimulator.Cli.Scoring.Evaluation;
using MetricsSimulator.Scoring;
using MetricsSimulator.Scoring.Alerts;

namespace MetricsSimulator.Test.Scoring.Evaluation;

/// <summary>
/// Compares the alerts that a running Prometheus had with those that follow from its samples. A sample counts from the start of its scrape, and is there for a running Prometheus when the scrape
/// is over. So an evaluation that falls into a scrape may have seen the one before: for <c>for</c> and <c>keep_firing_for</c> after it, the two may differ, and on while they do. All
/// other evaluations must be the same. A Prometheus that starts does not write ALERTS for the first evaluations of a group: they are not compared.
/// </summary>
/// <param name="stored">What Prometheus stored.</param>
internal sealed class LiveComparison(StoredSamples stored)
{
    // From the end of a scrape to the moment at which its samples can be read, in milliseconds; and by how much Prometheus rounds the start of a scrape.
    private const int Commit = 50;
    private const int Rounding = 2;

    private readonly (long Start, long End)[] _scrapes =
    [
        .. stored.Of("scrape_duration_seconds").Single().Value.Select(scrape => (scrape.Key - Rounding, scrape.Key + Rounding + Commit + (long)Math.Ceiling(1000 * scrape.Value))),
    ];

    /// <summary>The differences that nothing excuses.</summary>
    public List<string> Differences { get; } = [];

    /// <summary>The alerts of which there was a sample.</summary>
    public HashSet<string> Alerts { get; } = new(StringComparer.Ordinal);

    /// <summary>The samples that must be the same.</summary>
    public int Sure { get; private set; }

    /// <summary>The samples that may differ.</summary>
    public int Unsure { get; private set; }

    /// <summary>Those of them that differ.</summary>
    public int Excused { get; private set; }

    /// <summary>Compares the samples of an alert's <c>ALERTS</c>.</summary>
    public void Compare(RuleActivity alert, AlertTrace trace)
    {
        var name = alert.Rule.Definition.Name;
        var live = stored.Of("ALERTS").Where(series => series.Key.ValueOf("alertname") == name && series.Key.ValueOf("group") == alert.Rule.Group.Name).ToDictionary();
        var found = new Dictionary<SortedLabels, HashSet<int>>();
        for (var i = 0; i < trace.Activity.InstanceCount; i++)
        {
            foreach (var span in trace.SpansOf(i))
            {
                var labels = AlertsBlock.LabelsOf(trace.Activity.LabelsOf(i), span.IsFiring);
                if (!found.TryGetValue(labels, out var evaluations)) found.Add(labels, evaluations = []);
                for (var k = span.First; k < span.End; k++)
                    if (!trace.Silent[k]) evaluations.Add(k);
            }
        }

        var written = stored.Of("ALERTS").Where(series => series.Key.ValueOf("alertname") == "Always" && series.Key.ValueOf("group") == alert.Rule.Group.Name).SelectMany(series => series.Value.Keys).Min();
        var reach = 1 + alert.Timing.ForEvaluations + alert.Timing.KeepFiringForEvaluations;
        foreach (var labels in live.Keys.Union(found.Keys).ToArray())
        {
            Alerts.Add(name);
            var (differed, unsureUntil) = (false, -1);
            for (var k = 0; k < alert.Schedule.Count; k++)
            {
                var instant = alert.Schedule.InstantOf(k).ToUnixTimeMilliseconds();
                if (_scrapes.Any(scrape => scrape.Start <= instant && instant <= scrape.End)) unsureUntil = k + reach;
                if (instant < written) continue;
                var (isLive, isFound) = (live.TryGetValue(labels, out var samples) && samples.ContainsKey(instant), found.TryGetValue(labels, out var evaluations) && evaluations.Contains(k));
                var isExcused = k < unsureUntil || differed;
                differed = isLive != isFound && isExcused;
                if (!isLive && !isFound) continue;
                if (!isExcused) Sure++;
                else Unsure++;
                if (differed) Excused++;
                else if (isLive != isFound) Differences.Add(string.Create(CultureInfo.InvariantCulture, $"{labels} at {instant}: {(isLive ? "only Prometheus" : "only here")}"));
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Sure} samples had to be the same, and {Differences.Count} differ; {Unsure} might differ, because an evaluation fell into a scrape, and {Excused} do. There were {string.Join(", ", Alerts)}.\n{string.Join('\n', Differences.Take(20))}");
}
