using System.Text;
using MetricsSimulator.Formats.Numbers;
using MetricsSimulator.Metrics;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.Lab;

/// <summary>Writes all samples of each tick of a live run as <see cref="ProxyLine"/>s. If writing takes longer than a tick, ticks are left out. Thread-safe.</summary>
internal sealed class ProxyLog : IAsyncDisposable
{
    private readonly LiveSimulator _simulator;
    private readonly Action<string> _write;
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _writing;

    /// <summary>Writes from the current tick on.</summary>
    /// <param name="simulator">The run.</param>
    /// <param name="write">Writes whole lines; called by one thread at a time.</param>
    public ProxyLog(LiveSimulator simulator, Action<string> write)
    {
        (_simulator, _write) = (simulator, write);
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>The lines of all samples of a tick.</summary>
    public static string LinesOf(Snapshot snapshot)
    {
        var lines = new StringBuilder();
        foreach (var family in snapshot.Layout.Families)
        {
            foreach (var labelSet in family.LabelSets)
            {
                foreach (var series in family.Series)
                {
                    var value = snapshot.Values[labelSet.Column + series.Value];
                    if (Staleness.IsMarker(value)) continue;
                    var labels = family.Labels.LabelsOf(labelSet.Number).ToList();
                    if (series.Label is { } label) labels.Add(KeyValuePair.Create(label.Name, GoFloat.Spell(label.Number)));
                    lines.Append(ProxyLine.Of(family.Name + series.Suffix, labels, value, snapshot.Tick, snapshot.Instant));
                }
            }
        }

        return lines.ToString();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ending.Dispose();
    }

    private async Task WriteAsync()
    {
        for (var tick = -1L; ; tick = await _simulator.TickAfter(tick, _ending.Token))
        {
            using var snapshot = _simulator.Acquire();
            tick = snapshot.Tick;
            _write(LinesOf(snapshot));
        }
    }
}
