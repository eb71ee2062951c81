using MetricsSimulator.Cli.History.Files;

namespace MetricsSimulator.Cli.History.Text;

/// <summary>
/// Passes a text on and counts its samples: each line is a sample, except comments and headers. One thread at a time; any thread may read the counts.
/// </summary>
/// <param name="inner">The destination of the text; it is left open.</param>
/// <param name="headerLines">The number of lines at the beginning that are neither samples nor comments.</param>
internal sealed class SampleLines(Stream inner, int headerLines) : WriteOnlyStream
{
    private long _lines;
    private long _comments;
    private long _bytes;
    private bool _atLineStart = true;

    /// <summary>The number of samples in the lines that have ended.</summary>
    public long Samples => Math.Max(0, Volatile.Read(ref _lines) - Volatile.Read(ref _comments) - headerLines);

    /// <summary>The number of bytes.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer.IsEmpty) return;
        inner.Write(buffer);
        _comments += buffer.Count("\n#"u8) + (_atLineStart && buffer[0] == '#' ? 1 : 0);
        _lines += buffer.Count((byte)'\n');
        _bytes += buffer.Length;
        _atLineStart = buffer[^1] == '\n';
    }

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();
}
