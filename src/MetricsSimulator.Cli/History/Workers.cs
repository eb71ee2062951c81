using System.Runtime.ExceptionServices;

namespace MetricsSimulator.Cli.History;

/// <summary>
/// Threads that work together: they wait for one another under one lock, and if one fails, all of them end. Thread-safe.
/// </summary>
internal sealed class Workers : IDisposable
{
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenSource _stop;
    private readonly CancellationTokenRegistration _wakingUp;
    private Exception? _failure;

    /// <summary>Creates the threads' common state.</summary>
    /// <param name="cancellation">Cancels the threads.</param>
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

    /// <summary>The lock around shared data.</summary>
    public object Gate { get; } = new();

    /// <summary>Cancelled when the threads must end: from outside, or because one has failed.</summary>
    public CancellationToken Stop { get; }

    /// <summary>Starts a thread.</summary>
    /// <param name="work">The work of the thread.</param>
    public Task Start(Action work) => Task.Factory.StartNew(() => Guard(work), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Lets several threads do the same work, including the current one, and waits for all.</summary>
    /// <param name="count">The number of threads, 1 or more.</param>
    /// <param name="work">The work of each.</param>
    public void Run(int count, Action work)
    {
        var others = new Task[count - 1];
        for (var i = 0; i < others.Length; i++) others[i] = Start(work);
        Guard(work);
        Task.WaitAll(others, CancellationToken.None);
    }

    /// <summary>Ends all threads because one has failed. The first failure is the one that is reported.</summary>
    /// <param name="failure">The exception of the thread.</param>
    public void Fail(Exception failure)
    {
        Interlocked.CompareExchange(ref _failure, failure, null);
        _stop.Cancel();
    }

    /// <summary>Throws the failure, if there was one. Call it after all have ended.</summary>
    /// <exception cref="OperationCanceledException">The threads were cancelled.</exception>
    public void ThrowIfEndedEarly()
    {
        if (_failure is not null) ExceptionDispatchInfo.Throw(_failure);
        _cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Waits until another thread reports a change. Call it under the lock.</summary>
    /// <exception cref="OperationCanceledException">The threads must end.</exception>
    public void WaitForChange()
    {
        Stop.ThrowIfCancellationRequested();
        Monitor.Wait(Gate);
        Stop.ThrowIfCancellationRequested();
    }

    /// <summary>Reports a change to the waiting threads. Call it under the lock.</summary>
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
            // The caller that cancelled does not need a report.
        }
#pragma warning disable CA1031 // The thread that waits for this one throws it again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception);
        }
    }
}
