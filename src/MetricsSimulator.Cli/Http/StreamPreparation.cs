using System.Collections.Immutable;

namespace MetricsSimulator.Cli.Http;

/// <summary>A computation of the past of some curves, for all who want to begin with them. Its hub guards it.</summary>
/// <param name="curves">The curves.</param>
/// <param name="first">The first tick whose text will be kept.</param>
internal sealed class StreamPreparation(ImmutableArray<CurveRequest> curves, long first) : IDisposable
{
    private readonly CancellationTokenSource _end = new();

    /// <summary>The curves.</summary>
    public ImmutableArray<CurveRequest> Curves => curves;

    /// <summary>The first tick whose text will be kept.</summary>
    public long First => first;

    /// <summary>The number of those who wait for it.</summary>
    public int Waiting { get; set; }

    /// <summary>Ends when the curves have been computed, or when nobody waits any more.</summary>
    public Task Done { get; set; } = Task.CompletedTask;

    /// <summary>Cancels the computation.</summary>
    public CancellationToken Cancellation => _end.Token;

    /// <summary>Cancels the computation, because nobody waits for it.</summary>
    public void Cancel() => _end.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _end.Dispose();
}
