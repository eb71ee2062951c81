using MetricsSimulator.Cli.Runs;
using MetricsSimulator.Model;

namespace MetricsSimulator.Cli.Http;

/// <summary>Computes past ticks of a run again for curves that have not read them. One thread at a time.</summary>
/// <param name="live">The run.</param>
internal sealed class StreamReplay(LiveRun live)
{
    private readonly Dictionary<string, RunReplay> _replays = new(StringComparer.Ordinal);

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
