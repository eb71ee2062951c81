using MetricsSimulator.Randomness;

namespace MetricsSimulator.Sessions;

/// <summary>
/// The random draws of a workload, each with an address. The same address always gives the same draw, and no draw changes another. Thread-safe.
/// </summary>
internal class Draws
{
    /// <summary>The draws that a run uses.</summary>
    public static Draws OfRun { get; } = new();

    /// <summary>A uniform draw from the open interval (0, 1).</summary>
    /// <param name="key">The key of the developer, session or subagent.</param>
    /// <param name="position">The position under the key: a cell, a prompt or a call.</param>
    /// <param name="purpose">What the draw is for.</param>
    /// <param name="index">Which draw of the purpose, from 0 to 65,535.</param>
    public virtual double Uniform(DrawKey key, uint position, SessionDraw purpose, int index = 0)
    {
        var bits = Bits(key, position, purpose, index);
        return ((bits >> 12) + 0.5) * (2 * DrawStream.HalfStep);
    }

    /// <summary>64 random bits, for identifiers.</summary>
    public static ulong Bits(DrawKey key, uint position, SessionDraw purpose, int index = 0) =>
        Threefry.Encrypt(key.Word0, key.Word1, position, ((uint)purpose << 16) | (ushort)index);

    /// <summary>A standard normal draw: the quantile of <see cref="Uniform"/>.</summary>
    public double Normal(DrawKey key, uint position, SessionDraw purpose, int index = 0) => NormalDistribution.Quantile(Uniform(key, position, purpose, index));

    /// <summary>Whether an event with a given probability happens.</summary>
    public bool Happens(double probability, DrawKey key, uint position, SessionDraw purpose, int index = 0) => Uniform(key, position, purpose, index) < probability;

    /// <summary>A lognormal count: the distribution's value rounded to a whole number, from 1 to <see cref="SessionBounds.Context"/>.</summary>
    public long Count(LognormalDistribution distribution, DrawKey key, uint position, SessionDraw purpose, int index = 0) =>
        Whole.Of(Math.Clamp(distribution.AtNormal(Normal(key, position, purpose, index)), 1, SessionBounds.Context));
}
