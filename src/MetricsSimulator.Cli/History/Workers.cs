using System.Runtime.ExceptionServices;

namespace MetricsSimulator.Cli.History;

/// <summary>
/// Threads that work on one thing side by side: they wait for one another under one lock, and when one fails all of them end. Thread-safe.
/// </summary>
internal sealed class Workers : IDisposable
{
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationTokenRegistration _wakingUp;
    private Exception? _failure;

    /// <summary>Prepares them.</summary>
    /// <param name="cancellation">Cancels them.</param>
    public Workers(CancellationToken cancellation)
    {
        _cancellation = cancellation;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Stop = _stop.Token;
        _wakingUp = Stop.Register(() =>
        {
            lock (Gate) Changed();
        });
    }

    /// <summary>The lock around what they share.</summary>
    public object Gate { get; } = new();

    /// <summary>Cancelled when they are to end: from outside, or because one has failed.</summary>
    public CancellationToken Stop { get; }

    /// <summary>Has a thread do something.</summary>
    /// <param name="work">What it does.</param>
    public Task Start(Action work) => Task.Factory.StartNew(() => Guard(work), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Has some threads do the same, this one among them, and waits for all of them.</summary>
    /// <param name="count">How many, 1 or more.</param>
    /// <param name="work">What each does.</param>
    public void Run(int count, Action work)
    {
        var others = new Task[count - 1];
        for (var i = 0; i < others.Length; i++) others[i] = Start(work);
        Guard(work);
        Task.WaitAll(others, CancellationToken.None);
    }

    /// <summary>Ends all of them because one has failed; the first failure is the one that counts.</summary>
    /// <param name="failure">What it failed with.</param>
    public void Fail(Exception failure)
    {
        Interlocked.CompareExchange(ref _failure, failure, null);
        _stop.Cancel();
    }

    /// <summary>Throws what went wrong, once all have ended.</summary>
    /// <exception cref="OperationCanceledException">They were cancelled.</exception>
    public void ThrowIfEndedEarly()
    {
        if (_failure is not null) ExceptionDispatchInfo.Throw(_failure);
        _cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Waits until another says that something has changed. Called under the lock.</summary>
    /// <exception cref="OperationCanceledException">They are to end.</exception>
    public void WaitForChange()
    {
        Stop.ThrowIfCancellationRequested();
        Monitor.Wait(Gate);
        Stop.ThrowIfCancellationRequested();
    }

    /// <summary>Says that something has changed. Called under the lock.</summary>
    public void Changed() => Monitor.PulseAll(Gate);

    /// <inheritdoc/>
    public void Dispose()
    {
        _wakingUp.Dispose();
        _stop.Dispose();
    }

    private void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (OperationCanceledException) when (Stop.IsCancellationRequested)
        {
            // Who asked for it knows.
        }
#pragma warning disable CA1031 // It is thrown again by the thread that waits for this one.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception);
        }
    }
}
