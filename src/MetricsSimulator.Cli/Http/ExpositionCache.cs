using MetricsSimulator.Formats.Expositions;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.Http;

/// <summary>
/// The expositions of the current tick, each rendered once however many ask for it. Those of an earlier tick live on only while somebody is
/// still sending them. Thread-safe.
/// </summary>
internal sealed class ExpositionCache(LiveSimulator simulator, bool timestamps)
{
    private readonly Lock _lock = new();
    private readonly ExpositionRenderer _renderer = new();
    private readonly Dictionary<(ExpositionFormat Format, ContentCoding Coding), SharedExposition> _expositions = [];
    private long _tick = -1;

    /// <summary>A lease on the exposition of the tick that holds now. Dispose it when it is sent.</summary>
    public ExpositionLease Acquire(ExpositionFormat format, ContentCoding coding)
    {
        lock (_lock)
        {
            using var snapshot = simulator.Acquire();
            if (snapshot.Tick != _tick)
            {
                foreach (var stale in _expositions.Values) stale.Return();
                _expositions.Clear();
                _tick = snapshot.Tick;
            }

            if (!_expositions.TryGetValue((format, coding), out var shared))
                _expositions[(format, coding)] = shared = new SharedExposition(_renderer.Render(snapshot, format, coding, timestamps));
            return shared.Lease();
        }
    }
}
