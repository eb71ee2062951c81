using System.Runtime.InteropServices;

namespace MetricsSimulator.Cli.Terminal;

/// <summary>
/// Turns SIGINT and SIGTERM into a cancelled token, so that the program ends cleanly, and SIGXFSZ into an error of the write that caused it.
/// </summary>
internal sealed class Termination : IDisposable
{
    // SIGXFSZ, which has this number on Linux and macOS.
    private const PosixSignal FileSizeExceeded = (PosixSignal)25;
    private const int BySignal = 128;
    private const int Interrupt = 2;
    private const int Terminate = 15;

    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private volatile int _signal = Interrupt;

    /// <summary>Starts to handle signals.</summary>
    public Termination()
    {
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, context => End(context, Interrupt)));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => End(context, Terminate)));
        if (!OperatingSystem.IsWindows()) _registrations.Add(PosixSignalRegistration.Create(FileSizeExceeded, context => context.Cancel = true));
    }

    /// <summary>Cancelled at the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The exit status of work that a signal ended early: 130 after SIGINT and 143 after SIGTERM, as in shells.</summary>
    public int Status => BySignal + _signal;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _source.Dispose();
    }

    private void End(PosixSignalContext context, int signal)
    {
        // After a second signal, let the system end the program at once.
        if (_source.IsCancellationRequested) return;
        context.Cancel = true;
        _signal = signal;
        _source.Cancel();
    }
}
