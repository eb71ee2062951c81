using MetricsSimulator.Cli.History.Files;
using MetricsSimulator.Formats.OpenMetrics;

namespace MetricsSimulator.Cli.History.Text;

/// <summary>
/// Shares the work of writing windows of series as one text among threads. Windows are computed in parallel, as many as memory
/// allows, and their slices are turned into text in parallel and written in their order. The text does not depend on the number of threads.
/// Thread-safe.
/// </summary>
internal sealed class OrderedRun : IDisposable
{
    private const int BytesOfASlice = 1 << 20;

    private readonly IEnumerator<SeriesWindow> _windows;
    private readonly Stream _stream;
    private readonly int _mostHeld;
    private readonly IProgress<HistoryProgress>? _progress;
    private readonly Workers _workers;
    private readonly List<Held> _held = [];
    private readonly Stack<double[]> _free = [];
    private SeriesWindow? _next;
    private long _given;
    private long _turn;
    private long _done;

    /// <summary>Prepares the work.</summary>
    /// <param name="windows">The windows, in the order of the text.</param>
    /// <param name="stream">The destination of the text.</param>
    /// <param name="mostHeld">The most windows in memory.</param>
    /// <param name="progress">Receives the number of finished steps, from one thread at a time; may be null.</param>
    /// <param name="workers">The threads.</param>
    public OrderedRun(IEnumerable<SeriesWindow> windows, Stream stream, int mostHeld, IProgress<HistoryProgress>? progress, Workers workers)
    {
        _windows = windows.GetEnumerator();
        _stream = stream;
        _mostHeld = mostHeld;
        _progress = progress;
        _workers = workers;
        _next = Next();
    }

    /// <summary>Works until there is nothing more to do.</summary>
    public void Work()
    {
        using var turn = new TurnStream(this);
        var writer = new OpenMetricsHistoryWriter(turn, BytesOfASlice);
        while (Take() is { } job)
        {
            var (held, slice) = (job.Held, job.Slice);
            if (slice < 0)
            {
                held.Window.Compute(held.Room(), _workers.Stop);
                Computed(held);
                continue;
            }

            turn.Number = job.Turn;
            held.Window.Write(slice, held.Values, writer);
            // The flush waits for the turn even if there is nothing to write.
            writer.Flush();
            Written(held);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _windows.Dispose();

    private SeriesWindow? Next() => _windows.MoveNext() ? _windows.Current : null;

    /// <summary>Gives out a slice if there is one, else a window to compute, else waits. Null if all is given out.</summary>
    private Job? Take()
    {
        lock (_workers.Gate)
        {
            while (true)
            {
                _workers.Stop.ThrowIfCancellationRequested();
                if (_held.Find(held => held.Given < held.Window.Slices) is { Window.IsComputed: true } first) return new Job(first, first.Given++, _given++);
                if (_held.Count < _mostHeld && _next is { Before: null or { IsComputed: true } } window)
                {
                    _next = Next();
                    _free.TryPop(out var room);
                    var held = new Held(window, room);
                    _held.Add(held);
                    return new Job(held, -1, -1);
                }

                if (_next is null && _held.TrueForAll(held => held.Given == held.Window.Slices)) return null;
                _workers.WaitForChange();
            }
        }
    }

    private void Computed(Held held)
    {
        lock (_workers.Gate)
        {
            held.Window.IsComputed = true;
            _workers.Changed();
        }
    }

    private void Written(Held held)
    {
        lock (_workers.Gate)
        {
            _turn++;
            held.Written++;
            _progress?.Report(new HistoryProgress(_done + held.Window.Steps * held.Written / held.Window.Slices));
            if (held.Written == held.Window.Slices)
            {
                _held.Remove(held);
                _free.Push(held.Values);
                _done += held.Window.Steps;
            }

            _workers.Changed();
        }
    }

    private void WaitForTurn(long turn)
    {
        lock (_workers.Gate)
        {
            while (_turn != turn) _workers.WaitForChange();
            _workers.Stop.ThrowIfCancellationRequested();
        }
    }

    private sealed class Held(SeriesWindow window, double[]? room)
    {
        public SeriesWindow Window => window;

        public double[] Values { get; private set; } = room ?? [];

        public int Given { get; set; }

        public int Written { get; set; }

        public double[] Room()
        {
            if (Values.Length < window.ValueCount) Values = new double[window.ValueCount];
            return Values;
        }
    }

    private sealed record Job(Held Held, int Slice, long Turn);

    /// <summary>A stream that passes its content on when its turn comes.</summary>
    private sealed class TurnStream(OrderedRun run) : WriteOnlyStream
    {
        public long Number { get; set; }

        public override void Flush()
        {
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            run.WaitForTurn(Number);
            if (!buffer.IsEmpty) run._stream.Write(buffer);
        }
    }
}
