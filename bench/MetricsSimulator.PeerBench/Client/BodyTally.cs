namespace MetricsSimulator.PeerBench.Client;

/// <summary>Counts the bytes and lines of a body and keeps its first bytes.</summary>
internal sealed class BodyTally(bool countLines, Stream? copyTo)
{
    private const int OpeningLength = 4096;
    private readonly byte[] opening = new byte[OpeningLength];

    public long Bytes { get; private set; }
    public long Lines { get; private set; }
    public byte[] Opening => opening[..(int)Math.Min(Bytes, OpeningLength)];

    public void Add(ReadOnlySpan<byte> part)
    {
        if (Bytes < OpeningLength)
            part[..(int)Math.Min(part.Length, OpeningLength - Bytes)].CopyTo(opening.AsSpan((int)Bytes));
        Bytes += part.Length;
        if (countLines)
            Lines += part.Count((byte)'\n');
        copyTo?.Write(part);
    }
}
