using MetricsSimulator.Anomalies;
using MetricsSimulator.Formats.Expositions;

namespace MetricsSimulator.Cli.Http;

/// <summary>An exposition with several users; the last one to release it returns its memory. It begins with one share. Thread-safe.</summary>
internal sealed class SharedExposition(Exposition exposition)
{
    private int _shares = 1;

    /// <summary>Adds a share. Call it only while another share is certainly held.</summary>
    /// <param name="conditions">The conditions of the endpoint in the tick of the exposition.</param>
    public ExpositionLease Lease(EndpointConditions conditions)
    {
        Interlocked.Increment(ref _shares);
        return new ExpositionLease(exposition, conditions, this);
    }

    /// <summary>Releases a share.</summary>
    public void Return()
    {
        if (Interlocked.Decrement(ref _shares) == 0) exposition.Dispose();
    }
}
