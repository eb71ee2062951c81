using MetricsSimulator.Cli.History.Files;

namespace MetricsSimulator.Cli.Http;

/// <summary>
/// The body of an answer that is computed while it is sent. Its writer needs one of a few permits to compute, and returns the permit while it waits for the
/// reader. One thread at a time.
/// </summary>
internal sealed class SharedComputationStream : WriteOnlyStream
{
    private readonly Stream _body;
    private readonly SemaphoreSlim _permits;
    private readonly CancellationToken _cancellation;
    private bool _mayCompute;

    /// <summary>Waits for a permit.</summary>
    /// <param name="body">The body.</param>
    /// <param name="permits">The permits.</param>
    /// <param name="cancellation">Ends the wait for one.</param>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public SharedComputationStream(Stream body, SemaphoreSlim permits, CancellationToken cancellation)
    {
        _body = body;
        _permits = permits;
        _cancellation = cancellation;
        Take();
    }

    /// <inheritdoc/>
    /// <exception cref="OperationCanceledException">The wait for a permit was ended.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Release();
        _body.Write(buffer);
        Take();
    }

    /// <inheritdoc/>
    public override void Flush() => _body.Flush();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (_mayCompute) Release();
        base.Dispose(disposing);
    }

    private void Take()
    {
        _permits.Wait(_cancellation);
        _mayCompute = true;
    }

    private void Release()
    {
        _mayCompute = false;
        _permits.Release();
    }
}
