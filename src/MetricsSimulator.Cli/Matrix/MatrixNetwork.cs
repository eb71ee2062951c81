namespace MetricsSimulator.Cli.Matrix;

/// <summary>Sends the requests of one exporter, one at a time, and knows whether one waits for an answer that will not come. Thread-safe.</summary>
/// <param name="receiver">The receiver.</param>
/// <param name="inner">Sends them.</param>
internal sealed class MatrixNetwork(MatrixReceiver receiver, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int None = -1;

    // How many requests the receiver held when the current one began.
    private int _heldBefore = None;
    private volatile HttpRequestException? _unknownName;

    /// <summary>Whether the receiver has a request that it does not answer.</summary>
    public bool IsHeld => Volatile.Read(ref _heldBefore) is var before and not None && receiver.Held > before;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // As in a resolver that remembers unknown names: a lookup may take seconds, which do not pass here.
        if (_unknownName is { } known) throw new HttpRequestException(known.HttpRequestError, known.Message, known);
        Volatile.Write(ref _heldBefore, receiver.Held);
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            return response;
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.NameResolutionError)
        {
            _unknownName = exception;
            throw;
        }
        finally
        {
            Volatile.Write(ref _heldBefore, None);
        }
    }
}
