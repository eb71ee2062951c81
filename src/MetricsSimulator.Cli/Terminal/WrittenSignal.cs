using System.Text;

namespace MetricsSimulator.Cli.Terminal;

/// <summary>A writer that keeps nothing, and tells when something was written. Thread-safe.</summary>
internal sealed class WrittenSignal() : TextWriter(System.Globalization.CultureInfo.InvariantCulture)
{
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when something is written for the first time.</summary>
    public Task Written => _written.Task;

    /// <inheritdoc/>
    public override Encoding Encoding => Encoding.UTF8;

    /// <inheritdoc/>
    public override void Write(char value) => _written.TrySetResult();
}
