using System.Collections.Immutable;
using System.Threading.Channels;

namespace MetricsSimulator.Cli.Http;

/// <summary>A client that listens to a stream, and the messages that wait for it. Thread-safe.</summary>
/// <param name="request">What it listens to.</param>
internal sealed class StreamListener(StreamRequest request)
{
    /// <summary>The most bytes that may wait for a listener, unless a single message is longer.</summary>
    public const int MostBytes = 1 << 21;

    private readonly Channel<byte[]> _messages = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleReader = true });
    private long _waiting;
    private byte[]? _last;

    /// <summary>What it listens to.</summary>
    public StreamRequest Request => request;

    /// <summary>The tick before the first that it lacks; null until it has begun, if it begins with the current one.</summary>
    public long? After { get; set; } = request.After;

    /// <summary>The curves that its messages have; set when it joins the others.</summary>
    public ImmutableArray<StreamedCurves> Curves { get; set; } = [];

    /// <summary>Whether it gets no more messages.</summary>
    public bool HasEnded => Volatile.Read(ref _last) is not null;

    /// <summary>The message with which the stream ends, instead of all that still wait; null while it goes on.</summary>
    public byte[]? Last => Volatile.Read(ref _last);

    /// <summary>Adds a message. If too many wait already, the stream ends. Never waits.</summary>
    public void Send(byte[] message)
    {
        if (HasEnded) return;
        if (Interlocked.Add(ref _waiting, message.Length) > Math.Max(MostBytes, message.Length)) End(StreamMessage.Behind);
        else _messages.Writer.TryWrite(message);
    }

    /// <summary>Ends the stream.</summary>
    /// <param name="last">The last message; empty for none.</param>
    public void End(byte[] last)
    {
        if (Interlocked.CompareExchange(ref _last, last, null) is null) _messages.Writer.TryComplete();
    }

    /// <summary>Waits until a message is there, or the stream has ended.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public Task WaitAsync(CancellationToken cancellation) => _messages.Reader.WaitToReadAsync(cancellation).AsTask();

    /// <summary>Takes the next message; null if none is there.</summary>
    public byte[]? Take()
    {
        if (HasEnded || !_messages.Reader.TryRead(out var message)) return null;
        Interlocked.Add(ref _waiting, -message.Length);
        return message;
    }
}
