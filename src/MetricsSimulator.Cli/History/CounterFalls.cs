using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using MetricsSimulator.Anomalies;
using MetricsSimulator.Cli.Json;
using MetricsSimulator.Model;
using MetricsSimulator.Workload;

namespace MetricsSimulator.Cli.History;

/// <summary>Finds the counters that fall because of anomalies on what a workload shows, by simulating the run.</summary>
internal static class CounterFalls
{
    /// <summary>The counters that each anomaly lets fall within a span, by the identifier of the anomaly.</summary>
    /// <param name="span">The span.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IReadOnlyDictionary<string, ImmutableArray<FallenSeries>> Of(RunSpan span, CancellationToken cancellation)
    {
        var known = new Dictionary<string, Dictionary<string, FallenSeries>>(StringComparer.Ordinal);
        var simulator = span.Simulate(SeriesSelection.Of(WorkloadDefinition.KeyOfWorkload), 1, batch =>
        {
            if (batch.Tick < span.FirstTick || batch.FindFalls() is not { IsEmpty: false } falls) return;
            var instant = span.Recorded.Run.Model.Timeline.InstantOf(batch.Tick);
            foreach (var fall in falls)
            {
                if (!known.TryGetValue(fall.Anomaly, out var series)) known.Add(fall.Anomaly, series = new Dictionary<string, FallenSeries>(StringComparer.Ordinal));
                ref var fallen = ref CollectionsMarshal.GetValueRefOrAddDefault(series, TextOf(fall), out var isKnown);
                fallen = isKnown ? fallen! with { Count = fallen.Count + 1, Last = instant } : new FallenSeries(TextOf(fall), 1, instant, instant);
            }
        });
        simulator.AdvanceTo(span.EndTick - 1, cancellation: cancellation);
        return known.ToDictionary(
            anomaly => anomaly.Key, anomaly => anomaly.Value.Values.OrderBy(series => series.First).ThenBy(series => series.Series, StringComparer.Ordinal).ToImmutableArray(), StringComparer.Ordinal);
    }

    private static string TextOf(SeriesFall fall) => $"{fall.Name}{{{Encoding.UTF8.GetString(fall.Labels.Pairs)}}}";
}
