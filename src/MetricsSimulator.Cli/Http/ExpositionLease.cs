using MetricsSimulator.Formats.Expositions;

namespace MetricsSimulator.Cli.Http;

/// <summary>The right to read an exposition until this is disposed. One thread at a time.</summary>
internal sealed class ExpositionLease(Exposition exposition, SharedExposition shared) : IDisposable
{
    private bool _returned;

    /// <summary>The exposition.</summary>
    public Exposition Exposition => exposition;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_returned) return;
        _returned = true;
        shared.Return();
    }
}
