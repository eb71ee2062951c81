namespace MetricsSimulator.PeerBench.Client;

/// <summary>One response. Its bytes are counted and discarded.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="IsGzip">Whether the body was compressed.</param>
/// <param name="Elapsed">The time from the first byte sent to the last byte received.</param>
/// <param name="Bytes">The number of bytes of the body as received, without the framing.</param>
/// <param name="Lines">The number of line ends in a plain body; 0 for a compressed one.</param>
/// <param name="Opening">The first bytes of the body, which change when the values do.</param>
internal sealed record Scrape(int Status, bool IsGzip, TimeSpan Elapsed, long Bytes, long Lines, byte[] Opening)
{
    public bool OpensLike(Scrape other) => Bytes == other.Bytes && Opening.AsSpan().SequenceEqual(other.Opening);
}
