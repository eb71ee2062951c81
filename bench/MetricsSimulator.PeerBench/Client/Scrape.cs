namespace MetricsSimulator.PeerBench.Client;

/// <summary>One answer, counted and thrown away.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="IsGzip">Whether the body came compressed.</param>
/// <param name="Elapsed">From the first byte sent to the last byte received.</param>
/// <param name="Bytes">Bytes of the body as it came, without the framing.</param>
/// <param name="Lines">Line ends in a plain body; 0 in a compressed one.</param>
/// <param name="Opening">The first bytes of the body, which change when the values do.</param>
internal sealed record Scrape(int Status, bool IsGzip, TimeSpan Elapsed, long Bytes, long Lines, byte[] Opening)
{
    public bool OpensLike(Scrape other) => Bytes == other.Bytes && Opening.AsSpan().SequenceEqual(other.Opening);
}
