using MetricsSimulator.Anomalies;
using MetricsSimulator.Formats.Expositions;

namespace MetricsSimulator.Cli.Http;

/// <summary>The right to read an exposition until this is disposed. One thread at a time.</summary>
internal sealed class ExpositionLease(Exposition exposition, EndpointConditions conditions, SharedExposition shared) : IDisposable
{
    private bool _returned;

    /// <summary>The exposition.</summary>
    public Exposition Exposition => exposition;

    /// <summary>The conditions of the endpoint in its tick.</summary>
    public EndpointConditions Conditions => conditions;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_returned) return;
        _returned = true;
        shared.Return();
    }
}
