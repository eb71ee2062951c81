using System.Collections.Immutable;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Cli.History;
using MetricsSimulator.Model;
using MetricsSimulator.Scoring;
using MetricsSimulator.Scoring.Incidents;

namespace MetricsSimulator.Cli.Scoring.Incidents;

/// <summary>
/// Finds what anomalies left in the samples: the run is compared with the same run without each of them. Anomalies that do not overlap are left out together, so that it takes as many runs as
/// anomalies overlap at once, and one.
/// </summary>
internal static class EvidenceFinder
{
    // A session that an anomaly changed goes on after it.
    private static readonly TimeSpan s_afterSessions = TimeSpan.FromHours(6);

    /// <summary>What each anomaly of a run left in a span, by its identifier. One that left nothing is missing.</summary>
    /// <param name="span">The span. Its run has the samples that scrapes leave.</param>
    /// <param name="anomalies">The anomalies, in the order of their beginnings.</param>
    /// <param name="compared">Is told the number of ticks that were compared; null for nobody.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ImmutableDictionary<string, Evidence> Find(RunSpan span, IReadOnlyList<Anomaly> anomalies, Action<long>? compared, CancellationToken cancellation)
    {
        var index = new SeriesIndex();
        var whole = new ComparedRun(span, index);
        var timeline = span.Recorded.Run.Model.Timeline;
        ComparedRuns[] others = [.. Layers(anomalies, timeline.UpdateInterval).Select(layer => new ComparedRuns(new ComparedRun(Without(span, layer), index), layer, index))];
        for (var tick = span.FirstTick; tick < span.EndTick; tick++)
        {
            whole.AdvanceTo(tick, cancellation);
            foreach (var other in others) other.Compare(tick, whole.Values, cancellation);
            compared?.Invoke(tick + 1 - span.FirstTick);
        }

        var arrays = new Dictionary<string, ImmutableArray<SortedLabels>>(StringComparer.Ordinal);
        return others.SelectMany(other => other.Find(timeline.InstantOf, arrays)).ToImmutableDictionary(StringComparer.Ordinal);
    }

    /// <summary>Lists of anomalies of which no two overlap.</summary>
    internal static List<List<Anomaly>> Layers(IReadOnlyList<Anomaly> anomalies, TimeSpan interval)
    {
        var layers = new List<List<Anomaly>>();
        foreach (var anomaly in anomalies)
        {
            var layer = layers.Find(layer => layer[^1] is var last && last.EndTick + (last.Definition.ActsOnWorkload ? s_afterSessions / interval : 1) <= anomaly.FirstTick);
            if (layer is null) layers.Add(layer = []);
            layer.Add(anomaly);
        }

        return layers;
    }

    private static RunSpan Without(RunSpan span, List<Anomaly> anomalies)
    {
        // An anomaly that ends when it begins never does. A later change of the same tick comes after it, so that one which was injected then is known.
        var ends = anomalies.Where(anomaly => anomaly.FirstTick > 0).Select(ModelChange (anomaly) => new ModelChange.Ended(anomaly.FirstTick, anomaly.Id));
        var recorded = span.Recorded;
        return span with
        {
            Recorded = recorded with
            {
                Changes = [.. recorded.Changes.Concat(ends).OrderBy(change => change.Tick)],
                Identity = $"without {string.Join(' ', anomalies.Select(anomaly => anomaly.Id))} {recorded.Identity}",
            },
        };
    }
}
