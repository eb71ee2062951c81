using MetricsSimulator.Anomalies;
using MetricsSimulator.Formats.Expositions;
using MetricsSimulator.Metrics;
using MetricsSimulator.Simulation;

namespace MetricsSimulator.Cli.Http;

/// <summary>
/// The expositions of the current tick, each rendered once, however many clients ask for it, with the conditions of the endpoint in that tick.
/// Expositions of an earlier tick are kept only until they are sent. Thread-safe.
/// </summary>
internal sealed class ExpositionCache(LiveSimulator simulator, bool timestamps)
{
    private readonly Lock _lock = new();
    private readonly ExpositionRenderer _renderer = new();
    private readonly Dictionary<(ExpositionFormat Format, ContentCoding Coding), SharedExposition> _expositions = [];
    private long _tick = -1;
    private EndpointConditions _conditions = EndpointConditions.Well;

    /// <summary>A lease on the exposition of the current tick. Dispose it when it is sent.</summary>
    public ExpositionLease Acquire(ExpositionFormat format, ContentCoding coding)
    {
        lock (_lock)
        {
            using var snapshot = AcquireSnapshot();
            if (!_expositions.TryGetValue((format, coding), out var shared))
                _expositions[(format, coding)] = shared = new SharedExposition(_renderer.Render(snapshot, format, coding, timestamps));
            return shared.Lease(_conditions);
        }
    }

    private Snapshot AcquireSnapshot()
    {
        while (true)
        {
            var snapshot = simulator.Acquire();
            if (snapshot.Tick == _tick) return snapshot;
            // Another tick may have begun between the two calls.
            var status = simulator.Status;
            if (status.Tick != snapshot.Tick)
            {
                snapshot.Dispose();
                continue;
            }

            foreach (var stale in _expositions.Values) stale.Return();
            _expositions.Clear();
            _tick = snapshot.Tick;
            _conditions = status.Endpoint;
            return snapshot;
        }
    }
}
