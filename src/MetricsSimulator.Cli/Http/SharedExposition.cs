using MetricsSimulator.Anomalies;
using MetricsSimulator.Formats.Expositions;

namespace MetricsSimulator.Cli.Http;

/// <summary>An exposition that is given back when the last of those who share it returns it. It begins with one share. Thread-safe.</summary>
internal sealed class SharedExposition(Exposition exposition)
{
    private int _shares = 1;

    /// <summary>Adds a share; only while the one asking knows that another is held.</summary>
    /// <param name="conditions">The conditions of the endpoint in the tick of the exposition.</param>
    public ExpositionLease Lease(EndpointConditions conditions)
    {
        Interlocked.Increment(ref _shares);
        return new ExpositionLease(exposition, conditions, this);
    }

    /// <summary>Takes a share away.</summary>
    public void Return()
    {
        if (Interlocked.Decrement(ref _shares) == 0) exposition.Dispose();
    }
}
