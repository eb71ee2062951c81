using MetricsSimulator.Randomness.Lanes;

namespace MetricsSimulator.Randomness;

/// <summary>
/// The draws of one series in one tick for one purpose, each with an index. The same index gives the same draw every time, and no draw
/// changes another.
/// </summary>
/// <param name="Key">The key of the series.</param>
/// <param name="Tick">The tick.</param>
/// <param name="Purpose">The use of the draws.</param>
/// <param name="Offset">Added to every index, so that a part of the draws can be passed on.</param>
internal readonly record struct DrawStream(SeriesKey Key, long Tick, DrawPurpose Purpose, int Offset = 0)
{
    /// <summary>2⁻⁵³; uniform draws are odd multiples of it.</summary>
    public const double HalfStep = EightWords.HalfStep;

    /// <summary>A uniform draw from the open interval (0, 1), an odd multiple of 2⁻⁵³.</summary>
    /// <param name="index">The index of the draw, from 0.</param>
    public double Uniform(int index)
    {
        var address = new DrawAddress(Tick, Purpose, Offset + index);
        var bits = Threefry.Encrypt(Key.Word0, Key.Word1, address.Low, address.High);
        return ((bits >> 12) + 0.5) * (2 * HalfStep);
    }

    /// <summary>A standard normal draw: the quantile of <see cref="Uniform"/>.</summary>
    /// <param name="index">The index of the draw, from 0.</param>
    public double Normal(int index) => NormalDistribution.Quantile(Uniform(index));

    /// <summary>The draws from <paramref name="index"/> on.</summary>
    public DrawStream From(int index) => this with { Offset = Offset + index };
}
