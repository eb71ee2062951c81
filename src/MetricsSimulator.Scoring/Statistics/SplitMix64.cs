namespace MetricsSimulator.Scoring.Statistics;

/// <summary>
/// The generator SplitMix64. Its draws decide only which intervals and shifts are tried, never a sample of a run. Source: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number
/// Generators" (OOPSLA 2014), with the constants of Vigna's splitmix64.c.
/// </summary>
/// <param name="seed">The seed.</param>
internal struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }

    /// <summary>The next whole number from 0 to below a limit, which is so small against 2⁶⁴ that all are as likely.</summary>
    public int Below(int limit) => (int)Math.BigMul(Next(), (ulong)limit, out _);
}
