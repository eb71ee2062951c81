using System.Globalization;
using System.Numerics;
using MetricsSimulator.Configuration.Yaml;

namespace MetricsSimulator.Configuration.Values;

/// <summary>The text form of a seed: a whole number from 0 to 2⁶⁴ − 1, decimal or as <c>0x…</c>.</summary>
public static class SeedText
{
    /// <summary>The expected text, for messages.</summary>
    public const string Expected = "a whole number from 0 to 18446744073709551615";

    /// <summary>Reads a seed. False if the text is not one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="seed">The seed.</param>
    public static bool TryParse(string text, out ulong seed)
    {
        ArgumentNullException.ThrowIfNull(text);
        var isSeed = CoreSchema.TryWhole(text, out var whole) && whole >= BigInteger.Zero && whole <= ulong.MaxValue;
        seed = isSeed ? (ulong)whole : 0;
        return isSeed;
    }

    /// <summary>The text that <see cref="TryParse"/> reads as <paramref name="seed"/>.</summary>
    public static string Format(ulong seed) => seed.ToString(CultureInfo.InvariantCulture);
}
