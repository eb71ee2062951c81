using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.Http;

/// <summary>Computes past ticks of a run again for curves that have not read them. One thread at a time.</summary>
/// <param name="live">The run.</param>
internal sealed class StreamReplay(LiveRun live)
{
    /// <summary>The number of ticks after which others may compute.</summary>
    public const int AtATime = 16;

    private readonly Dictionary<string, RunReplay> _replays = new(StringComparer.Ordinal);

    /// <summary>Moves from a checkpoint towards the first tick of a span, a little way.</summary>
    /// <param name="curves">The curves that will read the span.</param>
    /// <param name="first">The first tick, which has come.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <returns>Whether it is there; false if there is more to do.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public bool Approach(IEnumerable<StreamedCurves> curves, long first, CancellationToken cancellation)
    {
        var past = live.Simulator.PastFrom(first);
        var isThere = true;
        foreach (var key in curves.Select(curve => curve.Request.Query.Key).Distinct(StringComparer.Ordinal))
        {
            var simulator = ReplayOf(key).MoveTo(past with { FirstTick = past.From?.Tick ?? 0 }, cancellation);
            if (simulator.Tick < first) simulator.AdvanceTo(Math.Min(first, simulator.Tick + AtATime), cancellation: cancellation);
            isThere &= simulator.Tick >= first;
        }

        return isThere;
    }

    /// <summary>Lets curves read a span of ticks.</summary>
    /// <param name="curves">The curves. They have read the ticks before, or need none of them.</param>
    /// <param name="first">The first tick.</param>
    /// <param name="last">The last tick, which has come; there are none if it is before the first.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <returns>Each tick, when all curves have read it.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IEnumerable<long> Read(IReadOnlyCollection<StreamedCurves> curves, long first, long last, CancellationToken cancellation)
    {
        if (first > last) yield break;
        var metrics = curves.GroupBy(curve => curve.Request.Query.Key, StringComparer.Ordinal).ToList();
        var past = live.Simulator.PastFrom(first);
        var simulators = metrics.ConvertAll(metric => ReplayOf(metric.Key).MoveTo(past, cancellation));
        for (var tick = first; tick <= last; tick++)
        {
            for (var i = 0; i < simulators.Count; i++)
            {
                simulators[i].AdvanceTo(tick, cancellation: cancellation);
                using var snapshot = simulators[i].Acquire();
                foreach (var curve in metrics[i]) curve.Read(snapshot);
            }

            yield return tick;
        }
    }

    private RunReplay ReplayOf(string key) => _replays.TryGetValue(key, out var replay) ? replay : _replays[key] = new RunReplay(live, SeriesSelection.Of(key));
}
