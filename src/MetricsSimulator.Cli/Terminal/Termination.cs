using System.Runtime.InteropServices;

namespace MetricsSimulator.Cli.Terminal;

/// <summary>
/// Turns SIGINT, SIGTERM and SIGHUP into a cancelled token, so that the program ends cleanly, and SIGXFSZ into an error of the write that caused it.
/// </summary>
internal sealed partial class Termination : IDisposable
{
    // SIGXFSZ, which has this number on Linux and macOS.
    private const PosixSignal FileSizeExceeded = (PosixSignal)25;
    private const int BySignal = 128;

    // SIG_DFL and SIG_IGN of signal(2).
    private const nint DefaultHandler = 0;
    private const nint IgnoringHandler = 1;

    private const int Hangup = 1;
    private const int Interrupt = 2;
    private const int Terminate = 15;

    // timeout(1) sends a signal to the program and then to its group, so one end arrives as two signals.
    private static readonly TimeSpan s_sameSignal = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _source = new();
    private readonly TimeProvider _time;
    private readonly List<PosixSignalRegistration> _registrations = [];
    private volatile int _signal = Interrupt;
    private long _begun;
    private int _isExiting;

    /// <summary>Starts to handle signals.</summary>
    /// <param name="time">The clock that tells a second signal from the first, sent twice.</param>
    /// <param name="endsOnHangup">Whether SIGHUP ends the program; false for one to which it means something else. With <c>nohup</c> it ends none.</param>
    public Termination(TimeProvider time, bool endsOnHangup)
    {
        _time = time;
        if (endsOnHangup && ReceivesHangup()) _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => End(context, Hangup)));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, context => End(context, Interrupt)));
        _registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => End(context, Terminate)));
        if (!OperatingSystem.IsWindows()) _registrations.Add(PosixSignalRegistration.Create(FileSizeExceeded, context => context.Cancel = true));
    }

    /// <summary>Cancelled at the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The exit status of work that a signal ended early: 129 after SIGHUP, 130 after SIGINT and 143 after SIGTERM, as in shells.</summary>
    public int Status => BySignal + _signal;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
        _source.Dispose();
    }

    // nohup starts a program that ignores the signal, and a handler would undo that.
    private static bool ReceivesHangup()
    {
        if (OperatingSystem.IsWindows()) return true;
        var before = SetHandler(Hangup, DefaultHandler);
        if (before != DefaultHandler) _ = SetHandler(Hangup, before);
        return before != IgnoringHandler;
    }

    [LibraryImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint SetHandler(int signal, nint handler);

    private void End(PosixSignalContext context, int signal)
    {
        if (_source.IsCancellationRequested)
        {
            context.Cancel = _time.GetElapsedTime(Volatile.Read(ref _begun)) < s_sameSignal;
            if (context.Cancel) return;
            // After a second signal the program ends at once, and takes its child processes with it. After a third, the system ends it.
            if (Interlocked.Exchange(ref _isExiting, 1) == 0) Environment.Exit(BySignal + signal);
            return;
        }

        context.Cancel = true;
        _signal = signal;
        Volatile.Write(ref _begun, _time.GetTimestamp());
        _source.Cancel();
    }
}
