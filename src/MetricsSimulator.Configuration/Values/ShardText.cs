using System.Globalization;
using MetricsSimulator.Model;

namespace MetricsSimulator.Configuration.Values;

/// <summary>The text form of a shard: <c>I/N</c>. The first of four is <c>0/4</c>.</summary>
public static class ShardText
{
    /// <summary>The expected text, for messages.</summary>
    public static string Expected { get; } =
        string.Create(CultureInfo.InvariantCulture, $"I/N with I from 0 to N−1 (N at most {Shard.MaximumCount})");

    /// <summary>Reads a shard. False if the text is not one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="shard">The shard; null if the text is not one.</param>
    public static bool TryParse(string text, out Shard? shard)
    {
        ArgumentNullException.ThrowIfNull(text);
        shard = null;
        var parts = text.Split('/');
        if (parts.Length != 2 || !TryWhole(parts[0], out var index) || !TryWhole(parts[1], out var count)) return false;
        if (index >= count || count > Shard.MaximumCount) return false;
        shard = new Shard(index, count);
        return true;
    }

    private static bool TryWhole(string text, out int whole) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out whole);
}
